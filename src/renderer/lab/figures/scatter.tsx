import { acrossPath, Axes, planeOf, pointsOf, type PlotMargins } from './axes.tsx';
import { apart, type Axis } from './axis.ts';
import { Mark, Plot } from './figure-svg.tsx';

/** A point with its interval upwards and its name beside it. */
export interface ScatterPoint {
  x: number;
  y: number;
  yLow: number | null;
  yHigh: number | null;
  name: string;
  words: string;
  shape: 'dot' | 'square' | 'quoted';
  isNow?: boolean;
}

const MARGINS: PlotMargins = { left: 44, right: 14, top: 10, bottom: 34 };
/** Width of a letter of a label, roughly, px. */
const LETTER_PX = 5.6;

/** Points in the plane of two axes, lines through some of them, and level lines. */
export function Scatter({
  label,
  width,
  height,
  x,
  y,
  xTitle,
  yTitle,
  points,
  lines = [],
  levels = [],
}: {
  label: string;
  width: number;
  height: number;
  x: Axis;
  y: Axis;
  xTitle: string;
  yTitle: string;
  points: readonly ScatterPoint[];
  lines?: readonly (readonly ScatterPoint[])[];
  levels?: readonly { at: number; name: string; words: string }[];
}) {
  const plane = planeOf(x, y, { width, height }, MARGINS);
  const { px, py, right } = plane;
  const boxes = points.map((p) => {
    const w = p.name.length * LETTER_PX;
    const onRight = px(p.x) + 10 + w < width;
    return { x: onRight ? px(p.x) + 9 : px(p.x) - 9 - w, y: py(p.y) + 3.5, width: w };
  });
  const baselines = apart(boxes);
  return (
    <Plot label={label} width={width} height={height}>
      <Axes plane={plane} xTitle={xTitle} yTitle={yTitle} />
      {levels.map((level) => (
        <Mark key={level.name} words={level.words}>
          <path className="lab-level" d={acrossPath(plane, level.at)} />
          <path className="lab-hit" d={acrossPath(plane, level.at)} />
          <text className="lab-label" x={right - 4} y={py(level.at) - 4} textAnchor="end">
            {level.name}
          </text>
        </Mark>
      ))}
      {lines.map((line, i) => (
        <polyline key={i} className="lab-line" points={pointsOf(plane, line)} />
      ))}
      {points.map((p, i) => (
        <Mark key={`${p.name} ${String(i)}`} words={p.words}>
          <circle className="lab-hit" cx={px(p.x)} cy={py(p.y)} r={11} />
          {p.yLow !== null && p.yHigh !== null && (
            <path className="lab-interval" d={`M${String(px(p.x))} ${String(py(p.yLow))}V${String(py(p.yHigh))}`} />
          )}
          {p.isNow && <circle className="lab-now" cx={px(p.x)} cy={py(p.y)} r={8} />}
          <Shape shape={p.shape} x={px(p.x)} y={py(p.y)} />
          <text className="lab-label" data-now={p.isNow || undefined} x={boxes[i].x} y={baselines[i]}>
            {p.name}
          </text>
        </Mark>
      ))}
    </Plot>
  );
}

/** A mark by what it is: measured dot, lone square, hollow dashed circle of a paper. */
export function Shape({ shape, x, y, r = 4 }: { shape: ScatterPoint['shape']; x: number; y: number; r?: number }) {
  if (shape === 'square')
    return <rect className="lab-square-mark" x={x - r + 0.5} y={y - r + 0.5} width={2 * r - 1} height={2 * r - 1} />;
  return <circle className={shape === 'quoted' ? 'lab-quoted-mark' : 'lab-dot'} cx={x} cy={y} r={r} />;
}
