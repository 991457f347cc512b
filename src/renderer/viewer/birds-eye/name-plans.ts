import { haloText } from '../scene/halo-text.ts';
import { stackedPlaces } from '../scene/stacked-places.ts';
import { toPanel, type GroundFrame } from './ground-frame.ts';
import type { Moment } from './moment.ts';
import { faded, type BirdsEyeTheme } from './theme.ts';

/** Two plans are told apart by line and marker; with more each has its letter at its end. */
const PLAIN_PLANS = 2;
const LINE_PX = 11;

/** Letters of the plans beside their last poses. */
export function namePlans(
  ctx: CanvasRenderingContext2D,
  frame: GroundFrame,
  { plans }: Pick<Moment, 'plans'>,
  theme: BirdsEyeTheme,
): void {
  const named = plans.flatMap(({ series, path }) => {
    const end = path.poses.at(-1);
    return series === 'human' || !end ? [] : [{ series, end }];
  });
  if (named.length <= PLAIN_PLANS) return;
  ctx.font = '600 10px "Inter Variable", Inter, system-ui, sans-serif';
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  // A comes last in the list, since it is drawn on top: here it chooses its place first.
  const ends = named.reverse().map(({ series, end }) => {
    const [x, y] = toPanel(frame, end.x, end.y);
    return { series, x: x + 7, y, widthPx: ctx.measureText(series).width };
  });
  const heights = stackedPlaces(ends, LINE_PX);
  ends.forEach(({ series, x }, i) => {
    const [r, g, b] = faded(theme.series[series], 1);
    haloText(ctx, series, x, heights[i], `rgb(${String(r)} ${String(g)} ${String(b)})`, theme.casingCss);
  });
}
