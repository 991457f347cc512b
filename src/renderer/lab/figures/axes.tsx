import { placeOn, tickWritten, type Axis } from './axis.ts';

/** Room about the ground of a plot, px: for ticks and titles at the left and below. */
export interface PlotMargins {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Where values stand in a plot, px. */
export interface PlotPlane {
  x: Axis;
  y: Axis;
  left: number;
  right: number;
  top: number;
  bottom: number;
  px: (value: number) => number;
  py: (value: number) => number;
}

/** The plane of two axes in a plot of a size. */
export function planeOf(x: Axis, y: Axis, size: { width: number; height: number }, margins: PlotMargins): PlotPlane {
  const [left, right] = [margins.left, size.width - margins.right];
  const [top, bottom] = [margins.top, size.height - margins.bottom];
  return {
    x,
    y,
    left,
    right,
    top,
    bottom,
    px: (value) => placeOn(x, value, left, right),
    py: (value) => placeOn(y, value, bottom, top),
  };
}

/** Points of a line through the plane, as a polyline takes them. */
export const pointsOf = ({ px, py }: PlotPlane, values: readonly { x: number; y: number }[]): string =>
  values.map(({ x, y }) => `${String(px(x))},${String(py(y))}`).join(' ');

export const acrossPath = ({ left, right, py }: PlotPlane, y: number): string =>
  `M${String(left)} ${String(py(y))}H${String(right)}`;
export const upPath = ({ top, bottom, px }: PlotPlane, x: number): string =>
  `M${String(px(x))} ${String(top)}V${String(bottom)}`;

/** The ground of a plot with its grid, ticks and titles; a line of `yReference` stands out. */
export function Axes({
  plane,
  xTitle,
  yTitle,
  yReference,
}: {
  plane: PlotPlane;
  xTitle: string;
  yTitle: string;
  yReference?: number;
}) {
  const { x, y, left, right, top, bottom, px, py } = plane;
  return (
    <>
      <rect className="lab-ground" x={left} y={top} width={right - left} height={bottom - top} />
      {x.ticks.map((t) => (
        <g key={t}>
          <path className="lab-grid" d={upPath(plane, t)} />
          <text className="lab-tick" x={px(t)} y={bottom + 13} textAnchor="middle">
            {tickWritten(x, t)}
          </text>
        </g>
      ))}
      {y.ticks.map((t) => (
        <g key={t}>
          <path className={t === yReference ? 'lab-reference' : 'lab-grid'} d={acrossPath(plane, t)} />
          <text className="lab-tick" x={left - 6} y={py(t) + 3.5} textAnchor="end">
            {tickWritten(y, t)}
          </text>
        </g>
      ))}
      <text className="lab-axis-title" x={(left + right) / 2} y={bottom + TITLE_BELOW_PX} textAnchor="middle">
        {xTitle}
      </text>
      <text
        className="lab-axis-title"
        transform={`translate(9 ${String((top + bottom) / 2)}) rotate(-90)`}
        textAnchor="middle"
      >
        {yTitle}
      </text>
    </>
  );
}

/** From the ground to the baseline of the title below the ticks. */
const TITLE_BELOW_PX = 28;
