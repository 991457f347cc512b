import { orientation } from './orientation.ts';
import { segmentsTouch } from './quads.ts';

/** Flat rings and lines: x0 y0 x1 y1 …; rings without the closing point. */

/**
 * Distance between two rings seen as filled polygons, m; 0 where they touch or overlap. Where it is `limitM` or more the
 * answer is Infinity, which is found much faster.
 */
export function ringDistance(a: Float64Array, b: Float64Array, limitM = Infinity): number {
  if (boundsGap(a, b) >= limitM) return Infinity;
  if (ringHolds(a, b[0], b[1]) || ringHolds(b, a[0], a[1])) return 0;
  return segmentsDistance(a, true, b, limitM);
}

/** Whether a line comes as near as `limitM` to a filled ring. */
export function lineIsWithin(line: Float64Array, ring: Float64Array, limitM: number): boolean {
  const most = limitM * (1 + 1e-12);
  if (boundsGap(line, ring) > most) return false;
  return ringHolds(ring, line[0], line[1]) || segmentsDistance(line, false, ring, most) <= limitM;
}

/** Gap between the bounding boxes of two lists of points: never more than the distance between them. */
export function boundsGap(a: Float64Array, b: Float64Array): number {
  return gapOf(boundsOf(a), boundsOf(b));
}

/** Gap between two boxes minX minY maxX maxY. */
export const gapOf = (p: Float64Array, q: Float64Array): number =>
  Math.hypot(Math.max(p[0] - q[2], q[0] - p[2], 0), Math.max(p[1] - q[3], q[1] - p[3], 0));

/** Box around lists of points: minX minY maxX maxY. Not remembered, for points that are soon gone. */
export function boxAround(lists: readonly Float64Array[]): Float64Array {
  const box = Float64Array.of(Infinity, Infinity, -Infinity, -Infinity);
  for (const points of lists) widen(box, points);
  return box;
}

/** Lists of points are made once and asked often. */
const knownBounds = new WeakMap<Float64Array, Float64Array>();
function boundsOf(points: Float64Array): Float64Array {
  let bounds = knownBounds.get(points);
  if (bounds) return bounds;
  bounds = boxAround([points]);
  knownBounds.set(points, bounds);
  return bounds;
}

function widen(box: Float64Array, points: Float64Array): void {
  for (let i = 0; i < points.length; i += 2) {
    if (points[i] < box[0]) box[0] = points[i];
    if (points[i] > box[2]) box[2] = points[i];
    if (points[i + 1] < box[1]) box[1] = points[i + 1];
    if (points[i + 1] > box[3]) box[3] = points[i + 1];
  }
}

/** Whether a point lies in a ring or on its boundary. */
export function ringHolds(ring: Float64Array, x: number, y: number): boolean {
  const [minX, minY, maxX, maxY] = boundsOf(ring);
  if (x < minX || x > maxX || y < minY || y > maxY) return false;
  let inside = false;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const x1 = ring[j];
    const y1 = ring[j + 1];
    const x2 = ring[i];
    const y2 = ring[i + 1];
    if (segmentsTouch(x1, y1, x2, y2, x, y, x, y)) return true;
    if (y1 > y === y2 > y) continue;
    if (orientation(x1, y1, x2, y2, x, y) > 0 === y2 > y1) inside = !inside;
  }
  return inside;
}

/** Distance between the outline of a and that of the ring b; Infinity where it is not below `limitM`. */
function segmentsDistance(a: Float64Array, aClosed: boolean, b: Float64Array, limitM: number): number {
  const [minX, minY, maxX, maxY] = boundsOf(b);
  let best = limitM;
  let isFound = false;
  for (let i = aClosed ? 0 : 2; i < a.length; i += 2) {
    const p = i === 0 ? a.length - 2 : i - 2;
    const gapX = Math.max(minX - Math.max(a[p], a[i]), Math.min(a[p], a[i]) - maxX, 0);
    const gapY = Math.max(minY - Math.max(a[p + 1], a[i + 1]), Math.min(a[p + 1], a[i + 1]) - maxY, 0);
    if (gapX * gapX + gapY * gapY >= best * best) continue;
    for (let j = 0, q = b.length - 2; j < b.length; q = j, j += 2) {
      if (segmentsTouch(a[p], a[p + 1], a[i], a[i + 1], b[q], b[q + 1], b[j], b[j + 1])) return 0;
      const distance = Math.min(
        pointToSegment(a[i], a[i + 1], b[q], b[q + 1], b[j], b[j + 1]),
        pointToSegment(a[p], a[p + 1], b[q], b[q + 1], b[j], b[j + 1]),
        pointToSegment(b[j], b[j + 1], a[p], a[p + 1], a[i], a[i + 1]),
        pointToSegment(b[q], b[q + 1], a[p], a[p + 1], a[i], a[i + 1]),
      );
      if (distance < best) {
        best = distance;
        isFound = true;
      }
    }
  }
  return isFound ? best : Infinity;
}

/** Distance of a point from a segment, m. */
export function pointToSegment(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const ex = bx - ax;
  const ey = by - ay;
  const length2 = ex * ex + ey * ey;
  const t = length2 > 0 ? Math.min(1, Math.max(0, ((x - ax) * ex + (y - ay) * ey) / length2)) : 0;
  const dx = x - ax - t * ex;
  const dy = y - ay - t * ey;
  return Math.sqrt(dx * dx + dy * dy);
}

/** Centre of area of a ring. */
export function ringCentroid(ring: Float64Array): { x: number; y: number } {
  let [area, cx, cy] = [0, 0, 0];
  const [ox, oy] = [ring[0], ring[1]];
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const [x1, y1, x2, y2] = [ring[j] - ox, ring[j + 1] - oy, ring[i] - ox, ring[i + 1] - oy];
    const cross = x1 * y2 - x2 * y1;
    area += cross;
    cx += (x1 + x2) * cross;
    cy += (y1 + y2) * cross;
  }
  return area === 0 ? { x: ox, y: oy } : { x: ox + cx / (3 * area), y: oy + cy / (3 * area) };
}

/** Rows of the area integration, m. */
const ROW_M = 0.02;

/** Common area of two rings, m²: the common length of rows 2 cm apart. */
export function commonArea(a: Float64Array, b: Float64Array): number {
  const [a0, a1] = rangeY(a);
  const [b0, b1] = rangeY(b);
  let area = 0;
  for (let y = Math.max(a0, b0) + ROW_M / 2; y < Math.min(a1, b1); y += ROW_M) {
    const rows = [crossings(a, y), crossings(b, y)];
    for (let i = 0; i + 1 < rows[0].length; i += 2)
      for (let j = 0; j + 1 < rows[1].length; j += 2)
        area += Math.max(0, Math.min(rows[0][i + 1], rows[1][j + 1]) - Math.max(rows[0][i], rows[1][j])) * ROW_M;
  }
  return area;
}

function rangeY(ring: Float64Array): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 1; i < ring.length; i += 2) {
    low = Math.min(low, ring[i]);
    high = Math.max(high, ring[i]);
  }
  return [low, high];
}

function crossings(ring: Float64Array, y: number): number[] {
  const out: number[] = [];
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const [y1, y2] = [ring[j + 1], ring[i + 1]];
    if (y1 > y !== y2 > y) out.push(ring[j] + ((y - y1) / (y2 - y1)) * (ring[i] - ring[j]));
  }
  return out.sort((p, q) => p - q);
}
