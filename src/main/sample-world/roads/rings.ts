import type { PolygonRings, PolylineFlat } from '../../../shared/domain/map.ts';

/** Whether a point lies inside a ring (x0 y0 x1 y1 …, closed or not); points on the edge may fall either way. */
export function insideRing(ring: PolylineFlat, x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    if (ring[i + 1] > y === ring[j + 1] > y) continue;
    if (x < ring[i] + ((ring[j] - ring[i]) * (y - ring[i + 1])) / (ring[j + 1] - ring[i + 1])) inside = !inside;
  }
  return inside;
}

/** Whether a point lies inside a polygon and outside its holes. */
export function insideRings(rings: PolygonRings, x: number, y: number): boolean {
  let inside = false;
  for (const ring of rings) if (insideRing(ring, x, y)) inside = !inside;
  return inside;
}

/** Least x and y, greatest x and y of a ring. */
export function boundsOfRing(ring: PolylineFlat): [x0: number, y0: number, x1: number, y1: number] {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let k = 0; k < ring.length; k += 2) {
    x0 = Math.min(x0, ring[k]);
    x1 = Math.max(x1, ring[k]);
    y0 = Math.min(y0, ring[k + 1]);
    y1 = Math.max(y1, ring[k + 1]);
  }
  return [x0, y0, x1, y1];
}
