import type { PdmPart } from '../../../../shared/domain/pdm.ts';
import { QUAD, writeCorners } from '../geometry/quads.ts';
import type { PdmScene } from '../scene.ts';
import type { Scorer } from '../score-batch.ts';
import { drivablePolygons } from './drivable-map.ts';
import { pdmClosed } from './pdm-closed.ts';
import type { DiscretePath, RoadGraph } from './road-graph.ts';
import { correctedRoute, loggedRouteLanes, routeCentreline, startingLane } from './route.ts';

/**
 * The scene with its map, route, centreline and the plan of PDM-Closed as reference. What the place cannot give is declared
 * absent with the reason. `route`: ids of roadblocks and roadblock connectors in driving order.
 */
export function placedOnMap(
  base: PdmScene,
  graph: RoadGraph | null,
  route: readonly string[],
  scorer: Scorer,
): PdmScene {
  const lack = (parts: readonly PdmPart[], why: string): PdmScene => ({
    ...base,
    absent: { ...Object.fromEntries(parts.map((part) => [part, why])), ...base.absent },
  });
  if (!graph)
    return lack(
      ['drivable area', 'lanes', 'intersections', 'route', 'centreline', 'reference'],
      'there is no map of this place with lanes',
    );
  const { ego, vehicle } = base;
  const centre = {
    x: ego.x + vehicle.rearAxleToCentreM * Math.cos(ego.heading),
    y: ego.y + vehicle.rearAxleToCentreM * Math.sin(ego.heading),
  };
  const polygons = drivablePolygons(graph, centre);
  const mapped = { ...base, polygons };
  const lackRoute = (why: string): PdmScene => ({
    ...mapped,
    absent: { route: why, centreline: why, reference: why, ...base.absent },
  });
  if (polygons.length === 0)
    return lack(
      ['drivable area', 'lanes', 'intersections', 'route', 'centreline', 'reference'],
      'the ego is outside the map',
    );
  if (route.length === 0) return lackRoute('the recording has no route at this instant');
  const corrected = correctedRoute(graph, route, ego);
  if (!corrected) return lackRoute('none of the route’s roadblocks is on the map');
  const box = new Float64Array(QUAD);
  writeCorners(box, 0, centre.x, centre.y, ego.heading, vehicle.lengthM / 2, vehicle.widthM / 2);
  const start = startingLane(corrected, ego, box, centre);
  if (!start) return lackRoute('the route has no lane on the map');
  const path = routeCentreline(graph, corrected, start);
  if (path.x.length < 2 || path.lengthM === 0) return lackRoute('the route is not connected: it has no centreline');
  const routed: PdmScene = { ...mapped, centreline: pointsOf(path), routeLaneIds: [...corrected.lanes.keys()] };
  const poses = pdmClosed(scorer, routed, path, start.speedLimitMps);
  return { ...routed, redLaneIds: loggedRouteLanes(graph, route), reference: { kind: 'pdm-closed', poses } };
}

const pointsOf = ({ x, y }: DiscretePath): Float64Array =>
  Float64Array.from({ length: x.length * 2 }, (_, i) => (i % 2 === 0 ? x[i / 2] : y[(i - 1) / 2]));
