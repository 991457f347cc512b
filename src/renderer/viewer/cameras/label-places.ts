import type { ProjectedBox } from './projected-box.ts';

/** A name over a box, tile px: the middle of its base line's span. */
export interface LabelPlace {
  projected: ProjectedBox;
  x: number;
  y: number;
}

/** Names are given to objects nearer than this, m, and taller than this on the tile, px. */
const NEAR_LABEL_M = 40;
const MIN_HEIGHT_PX = 16;
const LINE_PX = 13;

/**
 * Where names go: over near boxes, nearest first, each only where it is free of names already placed and inside the tile.
 * Rows of cones and barriers are not named: their names would cover what matters.
 * `always` (hovered or chosen objects) are named first, however far. `reserved`: places that hold something else, x0 y0 x1 y1, tile px.
 */
export function placeLabels(
  boxes: readonly ProjectedBox[],
  toTile: (u: number, v: number) => [number, number],
  tile: { width: number; height: number },
  widthOf: (text: string) => number,
  always: ReadonlySet<string>,
  reserved: readonly (readonly [number, number, number, number])[] = [],
): LabelPlace[] {
  const taken = [...reserved];
  const places: LabelPlace[] = [];
  const rank = (p: ProjectedBox) => (always.has(p.box.track.trackId) ? -1 : p.depthM);
  for (const projected of [...boxes].sort((a, b) => rank(a) - rank(b))) {
    const must = always.has(projected.box.track.trackId);
    const [u0, v0, u1, v1] = projected.bounds;
    const [x0, y0] = toTile(u0, v0);
    const [x1, y1] = toTile(u1, v1);
    const quiet = projected.box.track.objectClass === 'cone' || projected.box.track.objectClass === 'other';
    if (!must && (quiet || projected.depthM > NEAR_LABEL_M || y1 - y0 < MIN_HEIGHT_PX)) continue;
    const half = widthOf(projected.box.track.label) / 2 + 2;
    const x = Math.min(tile.width - half, Math.max(half, (Math.max(0, x0) + Math.min(tile.width, x1)) / 2));
    const y = Math.max(LINE_PX, y0 - 4);
    const rect: [number, number, number, number] = [x - half, y - LINE_PX, x + half, y + 2];
    const inside = x1 > 0 && x0 < tile.width && y1 > 0 && y0 < tile.height;
    if (!inside || (!must && taken.some((t) => overlaps(t, rect)))) continue;
    taken.push(rect);
    places.push({ projected, x, y });
  }
  return places;
}

const overlaps = (
  a: readonly [number, number, number, number],
  b: readonly [number, number, number, number],
): boolean => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
