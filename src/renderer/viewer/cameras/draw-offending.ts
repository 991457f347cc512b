import { photoCasing, photoFail, photoText, withAlpha } from '../scene/photo-palette.ts';
import type { TileSurface } from './draw-overlays.ts';
import type { OffendingMark } from './offending-mark.ts';
import type { Point } from './projected-path.ts';
import type { ProjectedBox } from './projected-box.ts';

const FONT = '500 11px "Inter Variable", Inter, system-ui, sans-serif';
const TAG_PX = 18;
const PAD_PX = 7;
const GAP_PX = 6;
const EDGE_PX = 3;
const TAG_GROUND = 'rgba(46, 16, 30, 0.92)';

/** Left end, top and width of a tag over a box, inside the tile; below the box's top edge where there is no room above. */
export function tagPlace(
  [x0, y0, x1]: readonly [number, number, number, number],
  textWidthPx: number,
  tile: { width: number; height: number },
): { x: number; y: number; width: number } {
  const width = textWidthPx + 2 * PAD_PX;
  const middle = (Math.max(0, x0) + Math.min(tile.width, x1)) / 2;
  const x = Math.min(tile.width - width - EDGE_PX, Math.max(EDGE_PX, middle - width / 2));
  const y = Math.min(tile.height - TAG_PX - EDGE_PX, Math.max(EDGE_PX, y0 - GAP_PX - TAG_PX));
  return { x, y, width };
}

/** The object of an infraction: filled where it stands, outlined in the infraction's colour. */
export function drawOffending(
  surface: TileSurface,
  mark: OffendingMark,
  projected: ProjectedBox,
  base: readonly Point[],
): void {
  const { ctx, toTile } = surface;
  const trace = (line: readonly Point[]) => {
    line.forEach(([u, v], i) => {
      if (i === 0) ctx.moveTo(...toTile(u, v));
      else ctx.lineTo(...toTile(u, v));
    });
  };
  if (base.length > 2) {
    ctx.beginPath();
    trace(base);
    ctx.closePath();
    ctx.fillStyle = withAlpha(photoFail, 0.5);
    ctx.fill();
  }
  ctx.beginPath();
  for (const edge of projected.edges) trace(edge);
  ctx.lineJoin = 'round';
  const dash = mark.simulated ? [5, 3] : [];
  for (const [colour, width, pattern] of [
    [photoCasing, 5, []],
    [photoFail, 2.5, dash],
  ] as const) {
    ctx.setLineDash([...pattern]);
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.stroke();
  }
  ctx.setLineDash([]);
}

/** A tag over a box: its words and where it stands, tile px. */
export interface Tag {
  text: string;
  rect: [number, number, number, number];
}

/** The tag of an object: long where the tile has room for it, else the name alone. */
export function tagOf(
  { ctx, toTile, width, height }: TileSurface,
  mark: OffendingMark,
  { bounds }: Pick<ProjectedBox, 'bounds'>,
): Tag {
  ctx.font = FONT;
  const widthOf = (text: string) => ctx.measureText(text).width;
  const text = widthOf(mark.text) + 2 * (PAD_PX + EDGE_PX) <= width ? mark.text : mark.name;
  const [x0, y0] = toTile(bounds[0], bounds[1]);
  const [x1, y1] = toTile(bounds[2], bounds[3]);
  const place = tagPlace([x0, y0, x1, y1], widthOf(text), { width, height });
  return { text, rect: [place.x, place.y, place.x + place.width, place.y + TAG_PX] };
}

export function drawTag({ ctx }: TileSurface, { text, rect: [x0, y0, x1, y1] }: Tag): void {
  ctx.font = FONT;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.beginPath();
  ctx.roundRect(x0, y0, x1 - x0, y1 - y0, 3);
  ctx.fillStyle = TAG_GROUND;
  ctx.fill();
  ctx.strokeStyle = photoFail;
  ctx.lineWidth = 1;
  ctx.stroke();
  ctx.fillStyle = photoText;
  ctx.fillText(text, x0 + PAD_PX, (y0 + y1) / 2 + 0.5);
}
