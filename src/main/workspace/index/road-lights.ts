import type { ClipMap } from '../../../shared/domain/map.ts';
import type { RoadMap } from '../../../shared/domain/road-map.ts';

/** Where the lane connectors with a traffic light begin, which way they lead, and which connector it is. */
export const lightsOfRoads = (roads: readonly RoadMap[]): NonNullable<ClipMap['trafficLights']> =>
  roads.flatMap(({ connectors }) =>
    connectors
      .filter(({ lightStopLineIds, centreline }) => lightStopLineIds.length > 0 && centreline.length >= 4)
      .map(({ id, centreline: [x, y, nextX, nextY] }) => ({
        x,
        y,
        headingRad: Math.atan2(nextY - y, nextX - x),
        connectorId: id,
      })),
  );
