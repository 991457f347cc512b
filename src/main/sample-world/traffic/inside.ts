import type { PolygonRings } from '../../../shared/domain/map.ts';

/** Whether a point lies inside a polygon and outside its holes. */
export function insideRings(rings: PolygonRings, x: number, y: number): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [yi, yj] = [ring[i + 1], ring[j + 1]];
      if (yi > y === yj > y) continue;
      if (x < ((ring[j] - ring[i]) * (y - yi)) / (yj - yi) + ring[i]) inside = !inside;
    }
  }
  return inside;
}
