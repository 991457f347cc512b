import type { RoadMap } from '../../../../shared/domain/road-map.ts';
import { roadAreas } from '../road-areas.ts';

/** Numbers that each place may use. */
const PLACE_FIDS = 10_000;

/**
 * Feature ids of a place: unique over all places of all cities, by the id that the road map has. nuPlan's are whole numbers.
 */
export function placeFids(roads: RoadMap, clipIndex: number): ReadonlyMap<string, number> {
  const ids = roadAreas(roads).map(({ id }) => id);
  if (ids.length >= PLACE_FIDS) throw new RangeError(`a place of ${ids.length} features`);
  return new Map(ids.map((id, i) => [id, clipIndex * PLACE_FIDS + i + 1]));
}
