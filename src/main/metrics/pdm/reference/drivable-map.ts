import type { PdmMapPolygon } from '../scene.ts';
import type { RoadGraph } from './road-graph.ts';

/** Half the side of the square around the ego's centre within which the kit looks for its map. */
const RADIUS_M = 100;

/**
 * Polygons of the scene in the kit's order (pdm_occupancy_map.py from_simulation): roadblocks, their lanes, the lane
 * connectors of roadblock connectors, intersections, carparks. Roadblock connectors themselves are not drivable.
 */
export function drivablePolygons(graph: RoadGraph, centre: { x: number; y: number }): PdmMapPolygon[] {
  const isNear = ({ polygon }: { polygon: readonly Float64Array[] }) => reaches(polygon[0], centre.x, centre.y);
  const blocks = [...graph.blocks.values()].filter(isNear);
  const roadblocks = blocks.filter((block) => !block.isConnector);
  const connectors = blocks.filter((block) => block.isConnector);
  const as = (kind: PdmMapPolygon['kind']) => (of: { id: string; polygon: readonly Float64Array[] }) => ({
    token: of.id,
    kind,
    rings: of.polygon,
  });
  return [
    ...roadblocks.map(as('ROADBLOCK')),
    ...roadblocks.flatMap((block) => block.lanes.map(as('LANE'))),
    ...connectors.flatMap((block) => block.lanes.map(as('LANE_CONNECTOR'))),
    ...graph.intersections.filter(isNear).map(as('INTERSECTION')),
    ...graph.carparks.filter(isNear).map(as('CARPARK_AREA')),
  ];
}

function reaches(ring: Float64Array, x: number, y: number): boolean {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < ring.length; i += 2) {
    minX = Math.min(minX, ring[i]);
    maxX = Math.max(maxX, ring[i]);
    minY = Math.min(minY, ring[i + 1]);
    maxY = Math.max(maxY, ring[i + 1]);
  }
  return minX <= x + RADIUS_M && maxX >= x - RADIUS_M && minY <= y + RADIUS_M && maxY >= y - RADIUS_M;
}
