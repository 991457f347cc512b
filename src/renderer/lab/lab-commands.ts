import { useMemo } from 'react';
import { labKinds } from '../../shared/domain/lab.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import { stepInstant, useClipChoice } from './clip-choice.tsx';
import { figureNames } from './figure-names.ts';
import { setSliders, useLab } from './lab-state.ts';
import { snapped } from './slider.tsx';
import { chosenRow, MOST_ACCELERATION_MPS2, steeringEnds } from './sliders.ts';
import { ACCELERATION_STEP_MPS2, STEERING_STEP } from './steer-sliders.tsx';
import { resetSliders, runDriven, runSteered, type Steering } from './steering.ts';
import { keep } from './variant-row.tsx';
import { cancelRendering, useVariants } from './variants-store.ts';

const lab = (id: string, title: string, keys: readonly string[], run: () => void, disabled: string | null = null) =>
  ({ id: `lab.${id}`, title, group: 'Lab', scope: 'lab', keys, run, disabled }) satisfies Command;

const accelerate = (by: number) => () => {
  const { accelerationMps2 } = useLab.getState().sliders;
  const [min, max] = [-MOST_ACCELERATION_MPS2, MOST_ACCELERATION_MPS2];
  setSliders({
    accelerationAsDriven: false,
    accelerationMps2: snapped(accelerationMps2 + by * ACCELERATION_STEP_MPS2, {
      min,
      max,
      step: ACCELERATION_STEP_MPS2,
    }),
  });
};

/** The keys of the Lab. */
export function useLabCommands(steering: Steering): void {
  const rendering = useVariants((s) => s.rendering);
  const commands = useMemo(() => {
    const { range, instant, rests } = steering;
    const noModel = range === null ? 'There is no world model.' : null;
    const steer = (by: number) => () => {
      if (!range) return;
      const { left: max, right: min } = steeringEnds(range);
      const next = snapped(useLab.getState().sliders.steering + by * STEERING_STEP, { min, max, step: STEERING_STEP });
      setSliders({ steering: next });
    };
    const step = (by: number) => () => instant && stepInstant(instant, by);
    const noClip = instant === null ? 'Choose a clip first.' : null;
    return [
      lab('run', 'Run 3 variants', ['R'], () => runSteered(steering), rests),
      lab('driven', 'Render the recorded actions', ['Shift+R'], () => runDriven(steering), rests),
      lab('cancel', 'Cancel the rendering', ['X'], cancelRendering, rendering ? null : 'Nothing is being rendered.'),
      lab('steer-left', 'Steer left', ['ArrowLeft'], steer(2), noModel),
      lab('steer-right', 'Steer right', ['ArrowRight'], steer(-2), noModel),
      lab('accelerate', 'Accelerate', ['ArrowUp'], accelerate(1), noModel),
      lab('brake', 'Brake', ['ArrowDown'], accelerate(-1), noModel),
      lab('reset', 'Sliders back', ['0'], resetSliders),
      lab('keep', 'Keep the chosen variant', ['K'], () => keep(chosenRow(useLab.getState().sliders.steering))),
      lab('showing', 'Frames or against straight', ['D'], () =>
        useLab.setState((s) => ({ showing: s.showing === 'frames' ? 'straight' : 'frames' })),
      ),
      lab('instant-next', 'Next instant', ['.', 'N'], step(1), noClip),
      lab('instant-previous', 'Instant before', [',', 'P'], step(-1), noClip),
      lab('clip', 'Choose a clip', ['/'], () => useClipChoice.setState({ open: true })),
      ...labKinds.map((kind, i) =>
        lab(`figure-${kind}`, `Figure: ${figureNames[kind]}`, [`Alt+${String(i + 1)}`], () =>
          useLab.setState((s) => ({ figures: [kind, s.figures[1]] })),
        ),
      ),
    ];
  }, [steering, rendering]);
  useCommands(commands);
}
