import { placeOn, tickWritten, type Axis } from './axis.ts';
import { Mark, Plot } from './figure-svg.tsx';
import { Shape } from './scatter.tsx';

/** A value with its interval. */
export interface ForestValue {
  mean: number;
  low: number | null;
  high: number | null;
  /** As it stands beside or over the mark. */
  written: string;
  words: string;
}

export interface ForestRow {
  key: string;
  name: string;
  /** Grey, behind the name. */
  detail?: string;
  quoted?: boolean;
  /** One a column; null where there is none. */
  values: readonly (ForestValue | null)[];
}

export interface ForestColumn {
  title: string;
  axis: Axis;
  /** A level that means something: 1 for shares of the truth, 0 for correlations. */
  reference?: number;
}

const ROW = 30;
const HEAD = 20;
const FOOT = 18;
const PAD = 12;

/** Height of a forest of so many rows, px. */
export const forestHeight = (rows: number): number => HEAD + rows * ROW + FOOT;

/** Values with intervals, rows under each other, a column for each metric with its own axis. */
export function Forest({
  label,
  width,
  rows,
  columns,
  namesPx = 132,
}: {
  label: string;
  width: number;
  rows: readonly ForestRow[];
  columns: readonly ForestColumn[];
  namesPx?: number;
}) {
  const height = forestHeight(rows.length);
  const each = (width - namesPx) / Math.max(1, columns.length);
  const from = (c: number) => namesPx + c * each + PAD;
  const to = (c: number) => namesPx + (c + 1) * each - PAD;
  const bottom = height - FOOT;
  return (
    <Plot label={label} width={width} height={height}>
      {columns.map(({ title, axis, reference }, c) => (
        <g key={title}>
          <text
            className="lab-axis-title"
            x={columns.length === 1 ? to(c) : (from(c) + to(c)) / 2}
            y={12}
            textAnchor={columns.length === 1 ? 'end' : 'middle'}
          >
            {title}
          </text>
          {axis.ticks.map((t, i) => (
            <g key={t}>
              <path
                className="lab-grid"
                d={`M${String(placeOn(axis, t, from(c), to(c)))} ${String(HEAD)}V${String(bottom)}`}
              />
              {(i === 0 || i === axis.ticks.length - 1 || t === reference) && (
                <text
                  className="lab-tick"
                  x={placeOn(axis, t, from(c), to(c))}
                  y={height - 5}
                  textAnchor={i === 0 ? 'start' : i === axis.ticks.length - 1 ? 'end' : 'middle'}
                >
                  {tickWritten(axis, t)}
                </text>
              )}
            </g>
          ))}
          {reference !== undefined && reference >= axis.low && reference <= axis.high && (
            <path
              className="lab-reference"
              d={`M${String(placeOn(axis, reference, from(c), to(c)))} ${String(HEAD)}V${String(bottom)}`}
            />
          )}
        </g>
      ))}
      {rows.map((row, r) => {
        const y = HEAD + r * ROW + 19;
        return (
          <g key={row.key} data-quoted={row.quoted || undefined}>
            <text className="lab-row-label" x={0} y={y - (row.detail === undefined ? 0 : 5)}>
              <title>{row.name}</title>
              {cut(row.quoted ? `quoted: ${row.name}` : row.name, namesPx)}
            </text>
            {row.detail !== undefined && (
              <text className="lab-detail" x={0} y={y + 7}>
                {cut(row.detail, namesPx)}
              </text>
            )}
            {row.values.map((value, c) => {
              if (value === null)
                return (
                  <text key={columns[c].title} className="lab-tick" x={(from(c) + to(c)) / 2} y={y} textAnchor="middle">
                    –
                  </text>
                );
              const x = (v: number) => placeOn(columns[c].axis, v, from(c), to(c));
              const at = x(value.mean);
              return (
                <Mark key={columns[c].title} words={value.words}>
                  <rect className="lab-hit" x={from(c)} y={y - 18} width={to(c) - from(c)} height={ROW - 2} />
                  {value.low !== null && value.high !== null && (
                    <path
                      className="lab-interval"
                      d={`M${String(x(value.low))} ${String(y - 1)}H${String(x(value.high))}`}
                    />
                  )}
                  <Shape shape={row.quoted ? 'quoted' : 'dot'} x={at} y={y - 1} />
                  <text
                    className="lab-label"
                    x={Math.min(to(c) - 8, Math.max(from(c) + 8, at))}
                    y={y - 8}
                    textAnchor="middle"
                  >
                    {value.written}
                  </text>
                </Mark>
              );
            })}
          </g>
        );
      })}
    </Plot>
  );
}

/** So many letters of a name as have room; its title has all of it. */
const cut = (text: string, widthPx: number): string => {
  const letters = Math.floor((widthPx - 6) / 6);
  return text.length <= letters ? text : `${text.slice(0, Math.max(1, letters - 1))}…`;
};
