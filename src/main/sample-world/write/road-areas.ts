import type { PolygonRings } from '../../../shared/domain/map.ts';
import type { RoadMap } from '../../../shared/domain/road-map.ts';

/** All features of a road map, layer by layer in the order that ids of written maps are given in. */
export const roadAreas = (roads: RoadMap): { id: string; polygon: PolygonRings }[] => [
  ...roads.lanes,
  ...roads.connectors,
  ...roads.roadblocks,
  ...roads.roadblockConnectors,
  ...roads.intersections,
  ...roads.carparks,
  ...roads.stopLines,
  ...roads.crosswalks,
  ...roads.walkways,
  ...roads.otherDrivable,
];
