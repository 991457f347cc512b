import type { PolygonRings, PolylineFlat } from '../../../../shared/domain/map.ts';
import type { RoadMap } from '../../../../shared/domain/road-map.ts';
import type { Feature, FeatureLayer } from './geopackage.ts';

/** Kinds of stop lines that nuPlan numbers. */
const stopKind = { sign: 1, light: 2 } as const;
/** Stands for "none" in columns of feature ids: with NULL among them the field's tools read the column as floats. */
const NONE = 0;

const integers = (...names: string[]): FeatureLayer['columns'] =>
  Object.fromEntries(names.map((name) => [name, 'INTEGER' as const]));

/** The layers of a nuPlan map, with the columns that its map API and the PDM score read. */
export const mapLayers = {
  lanes_polygons: {
    geometry: 'POLYGON',
    columns: {
      ...integers('lane_fid', 'lane_group_fid', 'lane_index', 'left_boundary_fid', 'right_boundary_fid'),
      speed_limit_mps: 'REAL',
    },
  },
  lane_connectors: {
    geometry: 'LINESTRING',
    columns: {
      ...integers('exit_lane_fid', 'entry_lane_fid', 'lane_group_connector_fid', 'intersection_fid'),
      speed_limit_mps: 'REAL',
      traffic_light_stop_line_fids: 'TEXT',
    },
  },
  gen_lane_connectors_scaled_width_polygons: {
    geometry: 'POLYGON',
    columns: integers('lane_connector_fid', 'left_boundary_fid', 'right_boundary_fid'),
  },
  lane_groups_polygons: { geometry: 'POLYGON', columns: integers('lane_group_fid') },
  lane_group_connectors: {
    geometry: 'POLYGON',
    columns: integers('from_lane_group_fid', 'to_lane_group_fid', 'intersection_fid'),
  },
  baseline_paths: { geometry: 'LINESTRING', columns: integers('lane_fid', 'lane_connector_fid') },
  boundaries: { geometry: 'LINESTRING', columns: integers('boundary_type_fid') },
  intersections: { geometry: 'POLYGON', columns: integers('intersection_type_fid') },
  carpark_areas: { geometry: 'POLYGON', columns: { heading: 'REAL' } },
  stop_polygons: { geometry: 'POLYGON', columns: integers('stop_polygon_type_fid') },
  crosswalks: { geometry: 'POLYGON', columns: {} },
  walkways: { geometry: 'POLYGON', columns: {} },
  road_segments: { geometry: 'POLYGON', columns: {} },
  generic_drivable_areas: { geometry: 'POLYGON', columns: {} },
} as const satisfies Record<string, Omit<FeatureLayer, 'name'>>;
export type MapLayerName = keyof typeof mapLayers;

/** From world coordinates, m, to longitude and latitude, degrees. */
type ToDegrees = (x: number, y: number) => [number, number];

/** Features of one place by layer. `fids` number the place's ids; boundaries and paths are numbered after those they belong to. */
export function placeFeatures(
  roads: RoadMap,
  fids: ReadonlyMap<string, number>,
  toDegrees: ToDegrees,
): Record<MapLayerName, Feature[]> {
  const fid = (id: string): number => fids.get(id) ?? NONE;
  const line = (points: PolylineFlat): PolylineFlat => {
    const out: number[] = [];
    for (let i = 0; i + 1 < points.length; i += 2) out.push(...toDegrees(points[i], points[i + 1]));
    return out;
  };
  const rings = (polygon: PolygonRings): PolygonRings => polygon.map((ring) => line(closed(ring)));
  const area = ({ id, polygon }: { id: string; polygon: PolygonRings }, ...values: Feature['values']): Feature => ({
    fid: fid(id),
    values,
    parts: rings(polygon),
  });
  const ways = [...roads.lanes, ...roads.connectors];
  // Ids of boundaries need to be unique in their own layer only.
  const leftOf = (id: string): number => 2 * fid(id);
  const rightOf = (id: string): number => 2 * fid(id) + 1;
  const byLight = new Set(roads.connectors.flatMap(({ lightStopLineIds }) => lightStopLineIds));
  const intersectionOf = new Map(roads.roadblockConnectors.map(({ id, intersectionId }) => [id, intersectionId]));
  return {
    lanes_polygons: roads.lanes.map((lane) =>
      area(
        lane,
        fid(lane.id),
        fid(lane.roadblockId),
        lane.index,
        leftOf(lane.id),
        rightOf(lane.id),
        lane.speedLimitMps,
      ),
    ),
    lane_connectors: roads.connectors.map((connector) => ({
      fid: fid(connector.id),
      values: [
        fid(connector.fromLaneId),
        fid(connector.toLaneId),
        fid(connector.roadblockConnectorId),
        fid(intersectionOf.get(connector.roadblockConnectorId) ?? ''),
        connector.speedLimitMps,
        connector.lightStopLineIds.map(fid).join(','),
      ],
      parts: [line(connector.centreline)],
    })),
    gen_lane_connectors_scaled_width_polygons: roads.connectors.map((connector) =>
      area(connector, fid(connector.id), leftOf(connector.id), rightOf(connector.id)),
    ),
    lane_groups_polygons: roads.roadblocks.map((block) => area(block, fid(block.id))),
    lane_group_connectors: roads.roadblockConnectors.map((connector) =>
      area(
        connector,
        fid(connector.fromRoadblockId),
        fid(connector.toRoadblockId),
        fid(connector.intersectionId ?? ''),
      ),
    ),
    baseline_paths: ways.map(({ id, centreline }, i) => ({
      fid: fid(id),
      values: i < roads.lanes.length ? [fid(id), null] : [null, fid(id)],
      parts: [line(centreline)],
    })),
    boundaries: ways.flatMap(({ id, leftBoundary, rightBoundary }): Feature[] => [
      { fid: leftOf(id), values: [NONE], parts: [line(leftBoundary)] },
      { fid: rightOf(id), values: [NONE], parts: [line(rightBoundary)] },
    ]),
    intersections: roads.intersections.map((intersection) => area(intersection, NONE)),
    carpark_areas: roads.carparks.map((carpark) => area(carpark, 0)),
    stop_polygons: roads.stopLines.map((stop) => area(stop, byLight.has(stop.id) ? stopKind.light : stopKind.sign)),
    crosswalks: roads.crosswalks.map((crosswalk) => area(crosswalk)),
    walkways: roads.walkways.map((walkway) => area(walkway)),
    road_segments: roads.roadblocks.map((block) => area(block)),
    // Joints of a road belong to no junction: without them the drivable area would have gaps between roadblocks.
    generic_drivable_areas: [
      ...roads.otherDrivable,
      ...roads.roadblockConnectors.filter(({ intersectionId }) => intersectionId === null),
    ].map((ground) => area(ground)),
  };
}

const closed = (ring: number[]): number[] => {
  const n = ring.length;
  return ring[0] === ring[n - 2] && ring[1] === ring[n - 1] ? ring : [...ring, ring[0], ring[1]];
};
