import type { RunLetter } from '../state/session.ts';
import { seriesStyle } from '../ui/series-key.tsx';

export interface LinePoint {
  x: number;
  y: number;
  /** Carries the series' marker. */
  marked?: boolean;
}

const R = 3;
const markers = {
  circle: `M0 ${String(-R)}a${String(R)} ${String(R)} 0 1 1 0 ${String(2 * R)} ${String(R)} ${String(R)} 0 0 1 0 ${String(-2 * R)}Z`,
  square: 'M-2.8-2.8h5.6v5.6h-5.6Z',
  diamond: 'M0-3.8 3.8 0 0 3.8-3.8 0Z',
  cross: 'm-3-3 6 6m0-6-6 6',
  triangle: 'M0-3.4 3.2 2.6h-6.4Z',
};

/** A line of a small plot in its series' colour, dash and marker; the reference is a thin grey line with its name at the end. */
export function SeriesLine({
  series,
  points,
  label,
}: {
  series: RunLetter | 'reference';
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
  const { token, dash, widthPx, marker } = seriesStyle[series];
  return (
    <g style={{ stroke: `var(${token})` }}>
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
            d={markers[marker]}
            transform={`translate(${p.x.toFixed(1)} ${p.y.toFixed(1)})`}
            fill="var(--bg1)"
            strokeWidth={1.5}
          />
        ))}
    </g>
  );
}
