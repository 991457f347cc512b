import { markerPath, seriesMarks, type Series } from '../../shared/domain/series.ts';
import { seriesColour } from '../ui/series-key.tsx';

export interface LinePoint {
  x: number;
  y: number;
  /** Carries the series' marker. */
  marked?: boolean;
}

const R = 3;

/** A line of a small plot in its series' colour, dash and marker; the reference is a thin grey line with its name at the end. */
export function SeriesLine({
  series,
  points,
  label,
}: {
  series: Series | 'reference';
  points: readonly LinePoint[];
  label: string;
}) {
  const d = points.map((p, i) => `${i === 0 ? 'M' : 'L'}${p.x.toFixed(1)} ${p.y.toFixed(1)}`).join('');
  const last = points.at(-1);
  if (series === 'reference')
    return (
      <g className="series-reference">
        <path d={d} />
        {last && (
          <text x={last.x} y={last.y - 4} textAnchor="end">
            {label}
          </text>
        )}
      </g>
    );
  const { dash, widthPx, marker } = seriesMarks[series];
  return (
    <g style={{ stroke: seriesColour(series) }}>
      <path
        d={d}
        fill="none"
        strokeWidth={widthPx - 0.6}
        strokeDasharray={dash?.join(' ') ?? undefined}
        strokeLinejoin="round"
      />
      {points
        .filter((p) => p.marked)
        .map((p) => (
          <path
            key={p.x}
            d={markerPath(marker, R)}
            transform={`translate(${p.x.toFixed(1)} ${p.y.toFixed(1)})`}
            fill="var(--bg1)"
            strokeWidth={1.5}
          />
        ))}
    </g>
  );
}
