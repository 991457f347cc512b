import type { LaneConnector } from '../../../src/shared/domain/road-map.ts';
import { wrapAngle } from '../../../src/shared/maths/angle.ts';
import type { Place, Priority } from '../../../src/main/sample-world/drive.ts';
import { conflictBetween, type Conflict } from '../../../src/main/sample-world/roads/conflicts.ts';
import { insideRing } from '../../../src/main/sample-world/roads/rings.ts';
import { footOnPath, lanePath, pointOnPath, type LanePath, type PathFoot, type PathPoint } from './lane-path.ts';

/** Questions about the lanes of a place. A path is a lane or a lane connector, named by its id; an unknown id throws. */
export interface LaneGraph {
  paths: ReadonlyMap<string, LanePath>;
  /** Connectors after a lane, the lane after a connector. */
  successors(id: string): readonly string[];
  predecessors(id: string): readonly string[];
  /** The lane beside a lane in the same direction; null where there is none, and for connectors. */
  leftOf(id: string): string | null;
  rightOf(id: string): string | null;
  point(id: string, arcM: number): PathPoint;
  /** Where on a path a point has its foot. */
  project(id: string, x: number, y: number): PathFoot;
  /** Every path whose polygon holds the point. */
  pathsAt(x: number, y: number): string[];
  /** The path that a vehicle with this pose drives on: the one around it whose heading fits best; null off the road or across it. */
  pathOf(x: number, y: number, headingRad: number): PathFoot | null;
  /** Every way from a path to an edge of the world that needs no lane change and no path twice: path ids, the first included. */
  routesFrom(id: string): string[][];
  /** Roadblocks and roadblock connectors under a way, as `routeIds` of a drive wants them. */
  blockIds(pathIds: readonly string[]): string[];
  /** Connectors of the same intersection that cannot be driven at the same time. */
  conflicts(connectorId: string): readonly (Conflict & { connectorId: string })[];
  /** How a connector of a junction is ruled; null for a lane and for the joints of a street, where nothing crosses. */
  priority(id: string): Priority | null;
}

function edgesOf(place: Place): { after: Map<string, string[]>; before: Map<string, string[]> } {
  const after = new Map<string, string[]>();
  const before = new Map<string, string[]>();
  for (const lane of place.roads.lanes) {
    after.set(lane.id, []);
    before.set(lane.id, []);
  }
  for (const { id, fromLaneId, toLaneId } of place.roads.connectors) {
    after.set(id, [toLaneId]);
    before.set(id, [fromLaneId]);
    after.get(fromLaneId)?.push(id);
    before.get(toLaneId)?.push(id);
  }
  return { after, before };
}

function neighboursOf(place: Place): Map<string, string[]> {
  const blocks = new Map<string, string[]>();
  for (const lane of place.roads.lanes) {
    const lanes = blocks.get(lane.roadblockId) ?? [];
    lanes[lane.index] = lane.id;
    blocks.set(lane.roadblockId, lanes);
  }
  return blocks;
}

/** Connectors by the intersection they cross. */
function connectorsByIntersection(place: Place): Map<string, LaneConnector[]> {
  const intersectionOf = new Map(place.roads.roadblockConnectors.map((block) => [block.id, block.intersectionId]));
  const groups = new Map<string, LaneConnector[]>();
  for (const connector of place.roads.connectors) {
    const key = intersectionOf.get(connector.roadblockConnectorId) ?? '';
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [connector]);
    else group.push(connector);
  }
  return groups;
}

type ConflictList = readonly (Conflict & { connectorId: string })[];

/** Finds the conflicts of a connector when they are first asked for. */
function conflictFinder(place: Place): (connectorId: string) => ConflictList {
  const groups = connectorsByIntersection(place);
  const groupOf = new Map(
    [...groups.values()].flatMap((group) => group.map((own) => [own.id, { own, group }] as const)),
  );
  const found = new Map<string, ConflictList>();
  return (id) => {
    const known = found.get(id);
    if (known !== undefined) return known;
    const entry = groupOf.get(id);
    if (entry === undefined) throw new Error(`no connector ${id}`);
    const list = entry.group.flatMap((other) => {
      const conflict = conflictBetween(entry.own, other);
      return conflict === null ? [] : [{ ...conflict, connectorId: other.id }];
    });
    found.set(id, list);
    return list;
  };
}

/** The lane graph of a place, ready for questions. */
export function laneGraph(place: Place): LaneGraph {
  const { after, before } = edgesOf(place);
  const blocks = neighboursOf(place);
  const laneOf = new Map(place.roads.lanes.map((lane) => [lane.id, lane]));
  const paths = new Map<string, LanePath>();
  for (const lane of place.roads.lanes) paths.set(lane.id, lanePath(lane, 'lane', lane.roadblockId));
  for (const connector of place.roads.connectors) {
    paths.set(connector.id, lanePath(connector, 'connector', connector.roadblockConnectorId));
  }
  const boxes = new Map([...paths.values()].map((path) => [path.id, boxOf(path.polygon[0])]));
  const priorities = new Map(place.priorities.map((priority) => [priority.connectorId, priority]));
  const pathOfId = (id: string): LanePath => {
    const path = paths.get(id);
    if (path === undefined) throw new Error(`no lane or connector ${id}`);
    return path;
  };
  const beside = (id: string, step: number): string | null => {
    const lane = laneOf.get(id);
    return lane === undefined ? null : (blocks.get(lane.roadblockId)?.[lane.index + step] ?? null);
  };
  const pathsAt = (x: number, y: number): string[] =>
    [...boxes]
      .filter(([, [x0, y0, x1, y1]]) => x >= x0 && x <= x1 && y >= y0 && y <= y1)
      .map(([id]) => id)
      .filter((id) => insideRing(pathOfId(id).polygon[0], x, y));
  return {
    paths,
    successors: (id) => after.get(pathOfId(id).id) ?? [],
    predecessors: (id) => before.get(pathOfId(id).id) ?? [],
    leftOf: (id) => beside(id, -1),
    rightOf: (id) => beside(id, 1),
    point: (id, arcM) => pointOnPath(pathOfId(id), arcM),
    project: (id, x, y) => footOnPath(pathOfId(id), x, y),
    pathsAt,
    pathOf(x, y, headingRad) {
      let best: PathFoot | null = null;
      let least = Math.PI / 2;
      for (const id of pathsAt(x, y)) {
        const foot = footOnPath(pathOfId(id), x, y);
        const off = Math.abs(wrapAngle(pointOnPath(pathOfId(id), foot.arcM).headingRad - headingRad));
        // A metre beside the middle counts as much as 0.1 rad of heading, so that the nearer of two like lanes wins.
        const cost = off + 0.1 * foot.distanceM;
        if (off < Math.PI / 2 && cost < least) {
          best = foot;
          least = cost;
        }
      }
      return best;
    },
    routesFrom(id) {
      const routes: string[][] = [];
      const follow = (way: string[]): void => {
        const next = (after.get(way[way.length - 1]) ?? []).filter((step) => !way.includes(step));
        if ((after.get(way[way.length - 1]) ?? []).length === 0) routes.push(way);
        for (const step of next) follow([...way, step]);
      };
      follow([pathOfId(id).id]);
      return routes;
    },
    blockIds: (ids) => {
      const list = ids.map((id) => pathOfId(id).blockId);
      return list.filter((id, i) => id !== list[i - 1]);
    },
    conflicts: conflictFinder(place),
    priority: (id) => priorities.get(pathOfId(id).id) ?? null,
  };
}

function boxOf(ring: readonly number[]): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < ring.length; i += 2) {
    box[0] = Math.min(box[0], ring[i]);
    box[1] = Math.min(box[1], ring[i + 1]);
    box[2] = Math.max(box[2], ring[i]);
    box[3] = Math.max(box[3], ring[i + 1]);
  }
  return box;
}
