import type { PolygonRings } from '../../../../shared/domain/map.ts';
import type { Place } from '../../drive.ts';

/** Everything that may be driven on, as overlapping polygons. */
export function drivableGround({ roads }: Place): PolygonRings[] {
  return [
    roads.roadblocks,
    roads.roadblockConnectors,
    roads.intersections,
    roads.carparks,
    roads.otherDrivable,
  ].flatMap((layer) => layer.map(({ polygon }) => polygon));
}

/** The data set's polygons do not repeat their first node. */
export function openRing(ring: number[]): number[] {
  const n = ring.length;
  return n >= 8 && ring[0] === ring[n - 2] && ring[1] === ring[n - 1] ? ring.slice(0, -2) : ring;
}

/** Mean of the outer vertices. */
export function centreOf([exterior]: PolygonRings): [number, number] {
  let [x, y] = [0, 0];
  const points = exterior.length / 2;
  for (let i = 0; i < points; i++) {
    x += exterior[2 * i] / points;
    y += exterior[2 * i + 1] / points;
  }
  return [x, y];
}

/** The area with the vertex nearest to a point; empty where there is none. */
export function nearestId(
  areas: readonly { id: string; polygon: PolygonRings }[],
  [x, y]: readonly [number, number],
): string {
  let best = { id: '', distance: Infinity };
  for (const { id, polygon } of areas) {
    for (let i = 0; i + 1 < polygon[0].length; i += 2) {
      const distance = Math.hypot(polygon[0][i] - x, polygon[0][i + 1] - y);
      if (distance < best.distance) best = { id, distance };
    }
  }
  return best.id;
}
