import { Switch } from 'radix-ui';
import { useMemo } from 'react';
import { ACCELERATION_UNIT_MPS2, type SteerRange } from '../../shared/domain/steering.ts';
import { count, fixed, signed } from '../ui/numbers.ts';
import { Tooltip } from '../ui/tooltip.tsx';
import type { Instant } from './instant.ts';
import { steeringWritten } from './lab-numbers.ts';
import { setSliders, useLab } from './lab-state.ts';
import { Slider } from './slider.tsx';
import {
  defaultSliders,
  MOST_ACCELERATION_MPS2,
  MOST_GUIDANCE,
  MOST_SEED,
  settingRests,
  steeringEnds,
  stepChoices,
} from './sliders.ts';
import { standingWords } from './standing.ts';

/** Steps of the arrow keys. */
export const STEERING_STEP = 0.005;
export const ACCELERATION_STEP_MPS2 = 0.25;

/** What is asked of the model. */
export function SteerSliders({ range, instant }: { range: SteerRange; instant: Instant | null }) {
  const sliders = useLab((s) => s.sliders);
  const standing = useStandingWords(instant, range);
  const { left, right } = steeringEnds(range);
  const [slowest, fastest] = range.acceleration.map((a) => a * ACCELERATION_UNIT_MPS2);
  const stepAt = nearestChoice(sliders.steps);
  const steps = stepChoices[stepAt];
  return (
    <div className="lab-sliders">
      <div className="lab-slider-group">
        <Slider
          label="Steering, normalised"
          value={sliders.steering}
          written={steeringWritten(sliders.steering)}
          min={right}
          max={left}
          step={STEERING_STEP}
          home={0}
          turned
          marks={[
            { at: left, label: `left p95 ${steeringWritten(left)}` },
            { at: left / 2 },
            { at: 0, label: '0' },
            { at: right / 2 },
            { at: right, label: `p5 ${steeringWritten(right)} right` },
          ]}
          detail="1 is 6 rad of the steering wheel, held from t0 on. At 0 the rows left and right take the 95th and 5th percentile of training."
          command="lab.steer-left"
          onChange={(steering) => setSliders({ steering })}
        />
        <Slider
          label="Acceleration"
          value={sliders.accelerationMps2}
          written={
            sliders.accelerationAsDriven
              ? 'as driven'
              : `${signed(sliders.accelerationMps2, fixed(sliders.accelerationMps2, 2))} m/s²`
          }
          min={-MOST_ACCELERATION_MPS2}
          max={MOST_ACCELERATION_MPS2}
          step={ACCELERATION_STEP_MPS2}
          home={0}
          marks={[
            { at: -MOST_ACCELERATION_MPS2, label: `−${String(MOST_ACCELERATION_MPS2)}` },
            { at: MOST_ACCELERATION_MPS2, label: `+${String(MOST_ACCELERATION_MPS2)}` },
          ]}
          detail={`Held from t0 on. Training had ${signed(slowest, fixed(slowest, 1))} to ${signed(fastest, fixed(fastest, 1))} m/s² (5th to 95th percentile).`}
          command="lab.accelerate"
          disabledReason={sliders.accelerationAsDriven ? 'The recorded acceleration is kept.' : null}
          trailing={
            <label className="check lab-as-driven">
              <input
                type="checkbox"
                checked={sliders.accelerationAsDriven}
                onChange={(event) => setSliders({ accelerationAsDriven: event.target.checked })}
              />
              as driven
            </label>
          }
          onChange={(accelerationMps2) => setSliders({ accelerationMps2 })}
        />
        {standing !== null && (
          <p className="lab-standing" role="status">
            {standing}
          </p>
        )}
      </div>
      <div className="lab-slider-group">
        <Slider
          label="DDIM steps"
          value={stepAt}
          written={count(steps)}
          min={0}
          max={stepChoices.length - 1}
          step={1}
          home={nearestChoice(defaultSliders.steps)}
          marks={[4, 10, 50].map((s) => ({ at: stepChoices.findIndex((c) => c === s) }))}
          detail="Denoising steps; each is one evaluation of the network, two with guidance."
          disabledReason={settingRests('steps', range)}
          onChange={(at) => setSliders({ steps: stepChoices[at] })}
        />
        <Slider
          label="Guidance weight"
          value={sliders.guidance}
          written={fixed(sliders.guidance, 2)}
          min={0}
          max={MOST_GUIDANCE}
          step={0.1}
          home={1}
          marks={[{ at: 1 }]}
          detail="1 is off and costs one evaluation a step; other weights cost two."
          disabledReason={settingRests('guidance', range)}
          onChange={(guidance) => setSliders({ guidance })}
        />
        <Slider
          label="Blend with direct, α"
          value={sliders.blend}
          written={fixed(sliders.blend, 2)}
          min={0}
          max={1}
          step={0.05}
          home={0}
          detail="Share of the direct twin in the latents, after calibration."
          disabledReason={settingRests('blend', range)}
          onChange={(blend) => setSliders({ blend })}
        />
        <Slider
          label="Seed"
          value={Math.min(MOST_SEED, sliders.seed)}
          written={count(sliders.seed)}
          min={0}
          max={MOST_SEED}
          step={1}
          home={defaultSliders.seed}
          detail="Of the noise; all rows start from the same."
          disabledReason={settingRests('seed', range)}
          onChange={(seed) => setSliders({ seed })}
        />
        <Calibrate reason={settingRests('calibrate', range)} checked={sliders.calibrate} />
      </div>
    </div>
  );
}

/** Said beside the sliders while the car stands: what they change cannot be seen then. */
function useStandingWords(instant: Instant | null, range: SteerRange): string | null {
  const { accelerationMps2, accelerationAsDriven } = useLab((s) => s.sliders);
  return useMemo(() => {
    if (!instant) return null;
    const { clip, frame } = instant;
    const held = accelerationAsDriven ? null : accelerationMps2;
    return standingWords(clip, clip.frames[frame].timeUs, held, range.atS.at(-1) ?? 0);
  }, [instant, range, accelerationMps2, accelerationAsDriven]);
}

/** Index of the choice nearest to a number of steps. */
const nearestChoice = (steps: number): number =>
  stepChoices.reduce((best, c, i) => (Math.abs(c - steps) < Math.abs(stepChoices[best] - steps) ? i : best), 0);

function Calibrate({ reason, checked }: { reason: string | null; checked: boolean }) {
  const off = reason !== null;
  return (
    <div className="lab-switch-line" data-off={off || undefined}>
      <span id="lab-calibrate">Calibrate to training statistics</span>
      <Tooltip
        label="Calibrate"
        detail={reason ?? 'Each latent channel is brought to the mean and spread that training data have.'}
        side="right"
      >
        <span>
          <Switch.Root
            className="lab-switch"
            aria-labelledby="lab-calibrate"
            aria-disabled={off || undefined}
            checked={checked && !off}
            onCheckedChange={(calibrate) => !off && setSliders({ calibrate })}
          >
            <Switch.Thumb className="lab-switch-thumb" />
          </Switch.Root>
        </span>
      </Tooltip>
    </div>
  );
}
