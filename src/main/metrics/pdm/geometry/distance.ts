import { orientation } from './orientation.ts';
import { segmentsTouch } from './quads.ts';

/** Flat rings and lines: x0 y0 x1 y1 …; rings without the closing point. */

/** Distance between two rings seen as filled polygons, m; 0 where they touch or overlap. */
export function ringDistance(a: Float64Array, b: Float64Array): number {
  if (ringHolds(a, b[0], b[1]) || ringHolds(b, a[0], a[1])) return 0;
  return segmentsDistance(a, true, b, true);
}

/** Distance between a line and a filled ring, m. */
export function lineToRingDistance(line: Float64Array, ring: Float64Array): number {
  if (ringHolds(ring, line[0], line[1])) return 0;
  return segmentsDistance(line, false, ring, true);
}

/** Whether a point lies in a ring or on its boundary. */
export function ringHolds(ring: Float64Array, x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const [x1, y1, x2, y2] = [ring[j], ring[j + 1], ring[i], ring[i + 1]];
    if (segmentsTouch(x1, y1, x2, y2, x, y, x, y)) return true;
    if (y1 > y === y2 > y) continue;
    if (orientation(x1, y1, x2, y2, x, y) > 0 === y2 > y1) inside = !inside;
  }
  return inside;
}

function segmentsDistance(a: Float64Array, aClosed: boolean, b: Float64Array, bClosed: boolean): number {
  let best = Infinity;
  for (let i = aClosed ? 0 : 2; i < a.length; i += 2) {
    const p = i === 0 ? a.length - 2 : i - 2;
    for (let j = bClosed ? 0 : 2; j < b.length; j += 2) {
      const q = j === 0 ? b.length - 2 : j - 2;
      if (segmentsTouch(a[p], a[p + 1], a[i], a[i + 1], b[q], b[q + 1], b[j], b[j + 1])) return 0;
      best = Math.min(
        best,
        pointToSegment(a[i], a[i + 1], b[q], b[q + 1], b[j], b[j + 1]),
        pointToSegment(a[p], a[p + 1], b[q], b[q + 1], b[j], b[j + 1]),
        pointToSegment(b[j], b[j + 1], a[p], a[p + 1], a[i], a[i + 1]),
        pointToSegment(b[q], b[q + 1], a[p], a[p + 1], a[i], a[i + 1]),
      );
    }
  }
  return best;
}

export function pointToSegment(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const [ex, ey] = [bx - ax, by - ay];
  const length2 = ex * ex + ey * ey;
  const t = length2 > 0 ? Math.min(1, Math.max(0, ((x - ax) * ex + (y - ay) * ey) / length2)) : 0;
  return Math.hypot(x - ax - t * ex, y - ay - t * ey);
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
