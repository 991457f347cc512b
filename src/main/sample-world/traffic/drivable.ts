import type { PolygonRings } from '../../../shared/domain/map.ts';
import type { Place } from '../drive.ts';
import { boundsOfRing, insideRings } from '../roads/rings.ts';

/** Whether a point lies in one of many areas; areas are told apart by their bounds first. */
function insideAny(areas: readonly { polygon: PolygonRings }[]): (x: number, y: number) => boolean {
  const bounds = new Float64Array(areas.length * 4);
  areas.forEach(({ polygon: [ring] }, i) => bounds.set(boundsOfRing(ring), i * 4));
  return (x, y) => {
    for (let i = 0; i < areas.length; i++) {
      const b = i * 4;
      if (x < bounds[b] || y < bounds[b + 1] || x > bounds[b + 2] || y > bounds[b + 3]) continue;
      if (insideRings(areas[i].polygon, x, y)) return true;
    }
    return false;
  };
}

/** Tests for the ground of a place: where vehicles may be, where they drive (no parking bays), and where people walk. */
export interface Grounds {
  isDrivable: (x: number, y: number) => boolean;
  isRoad: (x: number, y: number) => boolean;
  isWalkway: (x: number, y: number) => boolean;
  isCrosswalk: (x: number, y: number) => boolean;
  isCarpark: (x: number, y: number) => boolean;
}

/** The grounds of a place; each test takes world coordinates, m. */
export function groundsOf({ roads }: Place): Grounds {
  const road = [...roads.roadblocks, ...roads.intersections, ...roads.otherDrivable];
  return {
    isDrivable: insideAny([...road, ...roads.carparks]),
    isRoad: insideAny(road),
    isWalkway: insideAny(roads.walkways),
    isCrosswalk: insideAny(roads.crosswalks),
    isCarpark: insideAny(roads.carparks),
  };
}
