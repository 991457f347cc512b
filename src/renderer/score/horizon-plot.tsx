import { useMemo } from 'react';
import type { ClipDetail } from '../../shared/domain/clip.ts';
import { SCORED_S } from '../../shared/domain/score.ts';
import { useElementSize } from '../ui/use-element-size.ts';
import { niceCeil } from '../timeline/ticks.ts';
import { figure } from '../ui/numbers.ts';
import { horizonErrors } from './horizon-errors.ts';
import { SeriesLine } from './series-line.tsx';
import type { PanelRun } from './scored-clip.ts';

const HEIGHT = 92;
const LEFT = 30;
const BOTTOM = 15;
const TOP = 6;
const RIGHT = 10;

/** How far each plan of the decision instant is from the logged path, second by second. */
export function HorizonPlot({
  clip,
  runs,
  frame,
}: {
  clip: ClipDetail;
  runs: readonly PanelRun[];
  frame: number | null;
}) {
  const { ref, width } = useElementSize();
  const lines = useMemo(
    () =>
      runs.flatMap(({ key, short, predictions }) => {
        const prediction = predictions?.predictions.find((p) => p.frame === frame);
        const errors = prediction ? horizonErrors(clip.ego, prediction) : [];
        return errors.length > 0 ? [{ key, short, errors }] : [];
      }),
    [clip, runs, frame],
  );
  const high = niceCeil(Math.max(0.5, ...lines.flatMap((l) => l.errors.map((e) => e.errorM))));
  const x = (s: number) => LEFT + (s / SCORED_S) * (width - LEFT - RIGHT);
  const y = (m: number) => HEIGHT - BOTTOM - (m / high) * (HEIGHT - BOTTOM - TOP);
  const words = lines.map(
    (l) => `${l.short} ${l.errors.map((e) => `${figure(e.errorM)} m after ${figure(e.aheadS)} s`).join(', ')}`,
  );
  return (
    <figure className="score-plot" ref={ref}>
      <figcaption>Distance from the driven path, m, over seconds from t0</figcaption>
      {lines.length === 0 ? (
        <p className="score-none">
          {frame === null ? 'No plan: this is before the first decision instant.' : 'No plan at this key frame.'}
        </p>
      ) : (
        <svg width={width} height={HEIGHT} role="img" aria-label={words.join('; ')}>
          {[0, high / 2, high].map((m) => (
            <g key={m}>
              <line className="score-grid" x1={LEFT} x2={width - RIGHT} y1={y(m)} y2={y(m)} />
              <text className="score-tick" x={LEFT - 5} y={y(m) + 3} textAnchor="end">
                {figure(m, 2)}
              </text>
            </g>
          ))}
          {Array.from({ length: SCORED_S + 1 }, (_, s) => (
            <text key={s} className="score-tick" x={x(s)} y={HEIGHT - 3} textAnchor="middle">
              {s === 0 ? 't0' : `+${String(s)} s`}
            </text>
          ))}
          {lines.map((l) => (
            <SeriesLine
              key={l.key}
              series={l.key}
              points={[
                { x: x(0), y: y(0) },
                ...l.errors
                  .filter((e) => e.aheadS <= SCORED_S)
                  .map((e) => ({ x: x(e.aheadS), y: y(e.errorM), marked: Number.isInteger(e.aheadS) })),
              ]}
              label={l.short}
            />
          ))}
        </svg>
      )}
    </figure>
  );
}
