import type { RoadMap } from '../../../../shared/domain/road-map.ts';

/** A lane or lane connector as a node of the lane graph. */
export interface LaneNode {
  id: string;
  blockId: string;
  isConnector: boolean;
  polygon: readonly Float64Array[];
  path: DiscretePath;
  speedLimitMps: number | null;
  next: readonly string[];
}

/** A roadblock or roadblock connector. */
export interface BlockNode {
  id: string;
  isConnector: boolean;
  polygon: readonly Float64Array[];
  lanes: readonly LaneNode[];
  next: readonly string[];
  previous: readonly string[];
}

/** Vertices of a baseline path; the heading of each is that of the segment to the next one (nuPlan map utils). */
export interface DiscretePath {
  x: Float64Array;
  y: Float64Array;
  heading: Float64Array;
  lengthM: number;
}

export interface RoadGraph {
  lanes: ReadonlyMap<string, LaneNode>;
  blocks: ReadonlyMap<string, BlockNode>;
  intersections: readonly { id: string; polygon: readonly Float64Array[] }[];
  carparks: readonly { id: string; polygon: readonly Float64Array[] }[];
}

const graphs = new WeakMap<RoadMap, RoadGraph>();

/** The lane graph of a map; made once a map. */
export function roadGraph(roads: RoadMap): RoadGraph {
  let graph = graphs.get(roads);
  if (!graph) graphs.set(roads, (graph = makeGraph(roads)));
  return graph;
}

function makeGraph(roads: RoadMap): RoadGraph {
  const lanes = new Map<string, LaneNode>();
  const connectorsFrom = grouped(roads.connectors, (c) => c.fromLaneId);
  for (const lane of roads.lanes)
    lanes.set(lane.id, {
      id: lane.id,
      blockId: lane.roadblockId,
      isConnector: false,
      polygon: openRings(lane.polygon),
      path: discretePath(lane.centreline),
      speedLimitMps: lane.speedLimitMps,
      next: (connectorsFrom.get(lane.id) ?? []).map((c) => c.id),
    });
  for (const connector of roads.connectors)
    lanes.set(connector.id, {
      id: connector.id,
      blockId: connector.roadblockConnectorId,
      isConnector: true,
      polygon: openRings(connector.polygon),
      path: discretePath(connector.centreline),
      speedLimitMps: connector.speedLimitMps,
      next: [connector.toLaneId],
    });
  const lanesOf = grouped([...lanes.values()], (lane) => lane.blockId);
  const blocks = new Map<string, BlockNode>();
  const leaving = grouped(roads.roadblockConnectors, (c) => c.fromRoadblockId);
  const entering = grouped(roads.roadblockConnectors, (c) => c.toRoadblockId);
  for (const block of roads.roadblocks)
    blocks.set(block.id, {
      id: block.id,
      isConnector: false,
      polygon: openRings(block.polygon),
      lanes: lanesOf.get(block.id) ?? [],
      next: (leaving.get(block.id) ?? []).map((c) => c.id),
      previous: (entering.get(block.id) ?? []).map((c) => c.id),
    });
  for (const connector of roads.roadblockConnectors)
    blocks.set(connector.id, {
      id: connector.id,
      isConnector: true,
      polygon: openRings(connector.polygon),
      lanes: lanesOf.get(connector.id) ?? [],
      next: [connector.toRoadblockId],
      previous: [connector.fromRoadblockId],
    });
  const areas = (of: RoadMap['intersections']) => of.map(({ id, polygon }) => ({ id, polygon: openRings(polygon) }));
  return { lanes, blocks, intersections: areas(roads.intersections), carparks: areas(roads.carparks) };
}

function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

/** Rings as typed arrays without a closing point. */
function openRings(rings: readonly (readonly number[])[]): Float64Array[] {
  return rings.map((ring) => {
    const last = ring.length - 2;
    const isClosed = last > 0 && ring[0] === ring[last] && ring[1] === ring[last + 1];
    return Float64Array.from(isClosed ? ring.slice(0, last) : ring);
  });
}

export function discretePath(line: readonly number[]): DiscretePath {
  const count = line.length / 2;
  const x = Float64Array.from({ length: count }, (_, i) => line[2 * i]);
  const y = Float64Array.from({ length: count }, (_, i) => line[2 * i + 1]);
  const heading = new Float64Array(count);
  let lengthM = 0;
  for (let i = 0; i + 1 < count; i++) {
    heading[i] = Math.atan2(y[i + 1] - y[i], x[i + 1] - x[i]);
    lengthM += Math.hypot(x[i + 1] - x[i], y[i + 1] - y[i]);
  }
  if (count > 1) heading[count - 1] = heading[count - 2];
  return { x, y, heading, lengthM };
}

/** Index of the vertex nearest to a point, and its distance, m. */
export function nearestVertex(path: DiscretePath, x: number, y: number): { index: number; distanceM: number } {
  let index = 0;
  let distanceM = Infinity;
  for (let i = 0; i < path.x.length; i++) {
    const d = Math.hypot(path.x[i] - x, path.y[i] - y);
    if (d < distanceM) {
      distanceM = d;
      index = i;
    }
  }
  return { index, distanceM };
}
