import { seriesColours, seriesMarks, type Series } from '../../../shared/domain/series.ts';
import { haloText } from '../scene/halo-text.ts';
import { drawMarker } from '../scene/marker.ts';
import { photoAccent, photoCasing, photoClasses, photoText, withAlpha } from '../scene/photo-palette.ts';
import { stackedPlaces } from '../scene/stacked-places.ts';
import { placeLabels } from './label-places.ts';
import type { Point, ProjectedPath } from './projected-path.ts';
import type { ProjectedBox } from './projected-box.ts';

/** A tile's drawing surface: CSS px, and how picture px lie in it. */
export interface TileSurface {
  ctx: CanvasRenderingContext2D;
  width: number;
  height: number;
  toTile: (u: number, v: number) => Point;
}

const EDGE_PX = 1.25;
const CASING_PX = 2;
const PHOTO_HALO = 'rgba(8, 9, 12, 0.85)';
const FACE_ALPHA = 0.26;
const LABEL_FONT = '500 11px "Inter Variable", Inter, system-ui, sans-serif';

function trace(surface: TileSurface, line: readonly Point[]): void {
  line.forEach(([u, v], i) => {
    const [x, y] = surface.toTile(u, v);
    if (i === 0) surface.ctx.moveTo(x, y);
    else surface.ctx.lineTo(x, y);
  });
}

/** Strokes the current path with a dark casing under it, so that it reads on any photograph. */
function strokeCased(
  ctx: CanvasRenderingContext2D,
  colour: string,
  widthPx: number,
  dash: readonly number[] = [],
): void {
  ctx.setLineDash([]);
  ctx.strokeStyle = photoCasing;
  ctx.lineWidth = widthPx + CASING_PX;
  ctx.stroke();
  ctx.setLineDash([...dash]);
  ctx.strokeStyle = colour;
  ctx.lineWidth = widthPx;
  ctx.stroke();
  ctx.setLineDash([]);
}

/** Boxes with a tinted front face, the furthest first; hovered and chosen ones in the accent on top. */
export function drawBoxes(surface: TileSurface, boxes: readonly ProjectedBox[], marked: ReadonlySet<string>): void {
  const { ctx } = surface;
  ctx.lineJoin = 'round';
  const isMarked = (p: ProjectedBox) => marked.has(p.box.track.trackId);
  for (const p of [...boxes.filter((b) => !isMarked(b)), ...boxes.filter(isMarked)]) {
    const colour = photoClasses[p.box.track.objectClass];
    if (p.face) {
      ctx.beginPath();
      trace(surface, p.face);
      ctx.closePath();
      ctx.fillStyle = withAlpha(colour, FACE_ALPHA);
      ctx.fill();
    }
    ctx.beginPath();
    for (const edge of p.edges) trace(surface, edge);
    if (isMarked(p)) strokeCased(ctx, photoAccent, 2);
    else strokeCased(ctx, colour, EDGE_PX);
  }
}

/** `reserved`: places that hold something else, x0 y0 x1 y1. */
export function drawLabels(
  surface: TileSurface,
  boxes: readonly ProjectedBox[],
  marked: ReadonlySet<string>,
  reserved: readonly (readonly [number, number, number, number])[],
): void {
  const { ctx } = surface;
  ctx.font = LABEL_FONT;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'alphabetic';
  const widthOf = (text: string) => ctx.measureText(text).width;
  for (const { projected, x, y } of placeLabels(boxes, surface.toTile, surface, widthOf, marked, reserved))
    haloText(ctx, projected.box.track.label, x, y, photoText, PHOTO_HALO);
}

/** More tints than these, one over the other, would cover the picture. */
const lightlyTinted: ReadonlySet<Series> = new Set(['B', 'C', 'D', 'human']);

/** A plan's ribbon on the ground: tinted for A, borders in the series' dash, its marker at whole seconds, its stop. */
export function drawPath(surface: TileSurface, path: ProjectedPath): void {
  const { ctx } = surface;
  const { colour: name, dash, widthPx, marker } = seriesMarks[path.series];
  const colour = seriesColours[name].dark;
  ctx.beginPath();
  for (const polygon of path.fill) {
    trace(surface, polygon);
    ctx.closePath();
  }
  const alpha = path.series === 'A' ? 0.26 : lightlyTinted.has(path.series) ? 0.07 : 0;
  ctx.fillStyle = withAlpha(colour, alpha);
  ctx.fill();
  ctx.beginPath();
  for (const border of path.borders) trace(surface, border);
  strokeCased(ctx, colour, widthPx, dash ?? []);
  for (const { at } of path.marks) drawMarker(ctx, marker, ...surface.toTile(...at), 3.6, colour, photoCasing);
  if (path.stop) drawStop(surface, path.stop, colour);
}

function drawStop(surface: TileSurface, [from, to]: [Point, Point], colour: string): void {
  const { ctx } = surface;
  ctx.beginPath();
  trace(surface, [from, to]);
  strokeCased(ctx, colour, 2.4, [6, 3]);
}

const STOP_GAP_PX = 5;
const STOP_LINE_PX = 13;

/** Whose stop each stop line is, left of it; those that would lie over each other stand below each other. */
export function nameStops(surface: TileSurface, paths: readonly ProjectedPath[]): void {
  const { ctx } = surface;
  ctx.font = LABEL_FONT;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  const names = paths.flatMap(({ series, stop }) => {
    if (!stop) return [];
    const [[x0, y0], [x1, y1]] = stop.map(([u, v]) => surface.toTile(u, v));
    const text = `${series} stops`;
    const widthPx = ctx.measureText(text).width;
    const [x, y] = x0 < x1 ? [x0, y0] : [x1, y1];
    return [{ series, text, widthPx, x: x - STOP_GAP_PX - widthPx, y }];
  });
  const heights = stackedPlaces(names, STOP_LINE_PX);
  names.forEach(({ series, text, x }, i) =>
    haloText(ctx, text, x, heights[i], seriesColours[seriesMarks[series].colour].dark, PHOTO_HALO),
  );
}
