import { memo } from 'react';
import { seriesMarks } from '../../shared/domain/series.ts';
import { seriesColour } from '../ui/series-key.tsx';
import { curvePath, yOf } from './curve.ts';
import type { Curve, DerivedPlot, Plot } from './plots.ts';
import type { PlotName, Row, RowName } from './rows.ts';
import type { TimeScale } from './time-scale.ts';

/** Plan curves of one plot at the decision instant. */
export interface PlotPlans {
  name: PlotName;
  curves: readonly Curve[];
}

function CurveLine({ curve, plot, scale, row }: { curve: Curve; plot: Plot; scale: TimeScale; row: Row }) {
  const { dash, widthPx } = seriesMarks[curve.series];
  return (
    <path
      d={curvePath(curve.timesUs, curve.values, scale, { low: plot.low, high: plot.high, heightPx: row.height })}
      transform={`translate(0 ${String(row.top)})`}
      fill="none"
      style={{ stroke: seriesColour(curve.series) }}
      strokeWidth={curve.series === 'human' ? 1.5 : widthPx - 0.4}
      strokeDasharray={dash?.join(' ') ?? undefined}
      strokeLinejoin="round"
    />
  );
}

function AbsentCurve({ row, words }: { row: Row; words: string }) {
  return (
    <text className="tl-absent" x={8} y={row.top + row.height / 2 + 4}>
      {words}
    </text>
  );
}

/** What the vehicle did, over the whole clip. */
export const CurveLayer = memo(function CurveLayer({
  scale,
  rows,
  plots,
}: {
  scale: TimeScale;
  rows: Record<RowName, Row>;
  plots: readonly Plot[];
}) {
  return (
    <g>
      {plots.map((plot) => {
        const row = rows[plot.name];
        const zero = row.top + yOf({ low: plot.low, high: plot.high, heightPx: row.height }, 0);
        return (
          <g key={plot.name}>
            {plot.low < 0 && <line className="tl-zero" x1={0} x2={scale.widthPx} y1={zero} y2={zero} />}
            {plot.human ? (
              <CurveLine curve={plot.human} plot={plot} scale={scale} row={row} />
            ) : (
              <AbsentCurve row={row} words={`No ${plot.name} in this recording.`} />
            )}
          </g>
        );
      })}
    </g>
  );
});

/** What the plans of the decision instant would do. */
export const PlanLayer = memo(function PlanLayer({
  scale,
  rows,
  plots,
  plans,
}: {
  scale: TimeScale;
  rows: Record<RowName, Row>;
  plots: readonly Plot[];
  plans: readonly PlotPlans[];
}) {
  return (
    <g>
      {plots.flatMap((plot) =>
        (plans.find((p) => p.name === plot.name)?.curves ?? []).map((curve) => (
          <CurveLine
            key={`${plot.name} ${curve.series} ${String(curve.timesUs[0])}`}
            curve={curve}
            plot={plot}
            scale={scale}
            row={rows[plot.name]}
          />
        )),
      )}
    </g>
  );
});

/** What is computed of a decision instant's plans, with the line that it is held against. */
export const DerivedLayer = memo(function DerivedLayer({
  scale,
  rows,
  plots,
}: {
  scale: TimeScale;
  rows: Record<RowName, Row>;
  plots: readonly DerivedPlot[];
}) {
  return (
    <g>
      {plots.map((plot) => {
        const row = rows[plot.name];
        const y =
          plot.limit && row.top + yOf({ low: plot.low, high: plot.high, heightPx: row.height }, plot.limit.value);
        return (
          <g key={plot.name}>
            {y !== null && plot.limit && (
              <>
                <line className="tl-limit" x1={0} x2={scale.widthPx} y1={y} y2={y} />
                <text className="tl-limit-words" x={scale.widthPx - 4} y={y - 3}>
                  {plot.limit.words}
                </text>
              </>
            )}
            {plot.curves.length === 0 && <AbsentCurve row={row} words={plot.nothing} />}
          </g>
        );
      })}
    </g>
  );
});
