import { useState } from 'react';
import type { ControlModel, LabFigures, QuotedValue } from '../../../shared/domain/lab.ts';
import { useSession } from '../../state/session.ts';
import { figure, fixed, percent, plural, signed } from '../../ui/numbers.ts';
import { useElementSize } from '../../ui/use-element-size.ts';
import { steeringWritten } from '../lab-numbers.ts';
import { useLab } from '../lab-state.ts';
import { Axes, planeOf, pointsOf, upPath, type PlotMargins, type PlotPlane } from './axes.tsx';
import { axisOf } from './axis.ts';
import { Figure, Mark, Plot } from './figure-svg.tsx';
import { controlForest } from './forest-models.ts';
import { ForestRoom } from './forest-figures.tsx';

type Control = Extract<LabFigures, { kind: 'control' }>;

/** How far the picture moves under each steering value, scene by scene, and how well it follows. */
export function ControlFigure({ figures, quoted }: { figures: Control; quoted: readonly QuotedValue[] }) {
  const [wanted, setWanted] = useState(0);
  const at = Math.min(wanted, figures.models.length - 1);
  const model = figures.models.at(at);
  const of = quoted.filter((q) => q.kind === 'control' && q.metric === 'rho');
  const forest = controlForest(figures, of);
  return (
    <Figure
      foot={`Shift of the picture at +${String(figures.horizonS)} s against the middle steering value, px to the right. Scenes in which nothing moved have no ρ.`}
    >
      <section className="lab-plane">
        <h3>
          {figures.models.length > 1 ? (
            <select
              className="select lab-small-select"
              aria-label="Model of the lines"
              value={at}
              onChange={(event) => setWanted(Number(event.target.value))}
            >
              {figures.models.map((m, i) => (
                <option key={`${m.modelId} ${String(m.guidance)}`} value={i}>
                  {m.title}
                  {m.guidance !== 1 && `, w ${figure(m.guidance)}`}
                </option>
              ))}
            </select>
          ) : (
            <b>{model?.title}</b>
          )}
          {model && ` ${plural(model.scenes.length, 'scene')}`}
        </h3>
        {model && <Sweep model={model} steering={figures.steering} />}
      </section>
      <section className="lab-plane lab-forest-plane">
        {forest && <ForestRoom model={forest} label="Spearman correlation of steering and shift" namesShare={0.52} />}
        {model && <InverseWords model={model} />}
        {of.length > 0 && (
          <p className="lab-source" title={of.map((q) => q.source).join('; ')}>
            quoted: {[...new Set(of.map((q) => q.on.split(',')[0]))].join('; ')}, other data
          </p>
        )}
      </section>
    </Figure>
  );
}

/** Mean over scenes of the shift at each steering value. */
export const meanShifts = ({ scenes }: Pick<ControlModel, 'scenes'>, values: number): number[] =>
  Array.from(
    { length: values },
    (_, i) => scenes.reduce((sum, s) => sum + s.shiftsPx[i], 0) / Math.max(1, scenes.length),
  );

const MARGINS: PlotMargins = { left: 38, right: 12, top: 8, bottom: 32 };

function Sweep({ model, steering }: { model: ControlModel; steering: readonly number[] }) {
  const { ref, width, height } = useElementSize();
  const x = axisOf(steering, 4);
  // At least a pixel each way: less is none.
  const y = axisOf([...model.scenes.flatMap((s) => s.shiftsPx), -1, 1], 5);
  return (
    <div ref={ref} className="lab-plot-room">
      {x && y && (
        <Plot label={`Shift by steering, ${model.title}`} width={width} height={height}>
          <SweepLines {...{ model, steering }} plane={planeOf(x, y, { width, height }, MARGINS)} />
        </Plot>
      )}
    </div>
  );
}

function SweepLines({
  model,
  steering,
  plane,
}: {
  model: ControlModel;
  steering: readonly number[];
  plane: PlotPlane;
}) {
  const now = useLab((s) => s.sliders.steering);
  const clipId = useSession((s) => s.clipId);
  const means = meanShifts(model, steering.length);
  const { x, px, py } = plane;
  const line = (shifts: readonly number[]) =>
    pointsOf(
      plane,
      shifts.map((shift, i) => ({ x: steering[i], y: shift })),
    );
  const own = model.scenes.find((s) => s.clipId === clipId);
  return (
    <>
      <Axes plane={plane} xTitle="steering, normalised (left positive)" yTitle="shift, px" yReference={0} />
      {model.scenes.map((scene) => (
        <polyline key={`${scene.clipId} ${String(scene.frame)}`} className="lab-scene" points={line(scene.shiftsPx)} />
      ))}
      {own && <polyline className="lab-scene" data-own points={line(own.shiftsPx)} />}
      {now >= x.low && now <= x.high && (
        <path className="lab-now-line" d={upPath(plane, now)}>
          <title>{`steering now ${steeringWritten(now)}`}</title>
        </path>
      )}
      <polyline className="lab-line" data-mean points={line(means)} />
      {means.map((shift, i) => (
        <Mark
          key={steering[i]}
          words={`steering ${steeringWritten(steering[i])}: mean shift ${signed(shift, fixed(shift, 2))} px over ${plural(model.scenes.length, 'scene')}${own ? `, this clip ${signed(own.shiftsPx[i], fixed(own.shiftsPx[i], 0))} px` : ''}`}
        >
          <circle className="lab-hit" cx={px(steering[i])} cy={py(shift)} r={11} />
          <circle className="lab-mean" cx={px(steering[i])} cy={py(shift)} r={4} />
        </Mark>
      ))}
    </>
  );
}

/** Share of positive scenes and the steering read back, in a sentence. */
function InverseWords({ model }: { model: ControlModel }) {
  const { inverse, positiveShare, validScenes } = model;
  const parts = [
    positiveShare === null
      ? null
      : `ρ is positive in ${percent(positiveShare)} of ${plural(validScenes, 'scene')} that moved.`,
    inverse === null
      ? null
      : `Steering read back from pictures errs by ${fixed(inverse.meanError, 3)}, ${fixed(inverse.ratio, 2)} of chance (${plural(inverse.scenes, 'scene')}).`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : <p className="lab-words">{`${model.title}: ${parts.join(' ')}`}</p>;
}
