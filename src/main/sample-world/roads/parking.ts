import type { RoadMap } from '../../../shared/domain/road-map.ts';
import { edgeStrip, type Direction, type Street } from './cross-section.ts';
import type { Network } from './network.ts';
import type { Pose } from './reference-line.ts';

const BAY_M = 6;
/** Left free at the ends of a street and between strips of bays, m. */
const END_M = 9;
const BUILD_OUT_M = 5;
const STRIP_BAYS = 6;

/** Stretches of a street with bays in one direction: from and to, m. */
export function bayStrips(street: Street): [number, number][] {
  const strips: [number, number][] = [];
  let at = street.fromM + END_M;
  while (at + 2 * BAY_M <= street.toM - END_M) {
    const bays = Math.min(STRIP_BAYS, Math.floor((street.toM - END_M - at) / BAY_M));
    strips.push([at, at + bays * BAY_M]);
    at += bays * BAY_M + BUILD_OUT_M;
  }
  return strips;
}

/** Strips of parking bays along the lanes, one carpark each, cut at every metre. */
export function addCarparks(network: Network, street: Street): void {
  for (const direction of ['forward', 'backward'] as const satisfies Direction[]) {
    const widthM = street.parkingM[direction];
    if (widthM === 0) continue;
    for (const [fromM, toM] of bayStrips(street)) {
      const at = Array.from({ length: toM - fromM + 1 }, (_, i) => fromM + i);
      network.roads.carparks.push({ id: network.nextId(), polygon: [edgeStrip(street, direction, at, 0, widthM)] });
    }
  }
}

/** The middles of all parking bays with the driving direction beside them; a bay is 6 m long, and `widthM` wide. */
export function parkingBays(roads: RoadMap): (Pose & { widthM: number })[] {
  return roads.carparks.flatMap(({ polygon: [ring] }) => {
    // The outer edge in driving direction, then the inner one back: two points for each metre of the strip.
    const points = ring.length / 4;
    const outer = (i: number): [number, number] => [ring[2 * i], ring[2 * i + 1]];
    const inner = (i: number): [number, number] => outer(2 * points - 1 - i);
    return Array.from({ length: Math.floor((points - 1) / BAY_M) }, (_, bay) => {
      const middle = bay * BAY_M + BAY_M / 2;
      const [ox, oy] = outer(middle);
      const [ix, iy] = inner(middle);
      const [ax, ay] = outer(middle - 1);
      const [bx, by] = outer(middle + 1);
      const widthM = Math.sqrt((ox - ix) * (ox - ix) + (oy - iy) * (oy - iy));
      return { x: (ox + ix) / 2, y: (oy + iy) / 2, headingRad: Math.atan2(by - ay, bx - ax), widthM };
    });
  });
}
