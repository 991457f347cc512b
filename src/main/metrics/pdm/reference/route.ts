import { wrapped } from '../geometry/angles.ts';
import { commonArea, ringDistance, ringHolds } from '../geometry/distance.ts';
import type { BlockNode, DiscretePath, LaneNode, RoadGraph } from './road-graph.ts';
import { nearestVertex } from './road-graph.ts';

/** route_utils.py: how far off a lane the ego may be to count as on it, and how deep routes are searched. */
const ON_LANE = { headingRad: Math.PI / 4, offM: 3 } as const;
const DEPTH = { backward: 15, forward: 30, centreline: 30 } as const;
const NEAR_M = 1;
const LOOP_AREA_M2 = 1;

export interface Pose {
  x: number;
  y: number;
  heading: number;
}

/** The corrected route: its blocks in driving order and the lanes in them. */
export interface Route {
  blocks: readonly BlockNode[];
  lanes: ReadonlyMap<string, LaneNode>;
}

/** Blocks of a route as it was logged: known ids, each once. */
const blocksOf = (graph: RoadGraph, ids: readonly string[]): BlockNode[] =>
  [...new Set(ids)].flatMap((id) => graph.blocks.get(id) ?? []);

const routeOf = (blocks: readonly BlockNode[]): Route => ({
  blocks,
  lanes: new Map(blocks.flatMap((block) => block.lanes.map((lane) => [lane.id, lane]))),
});

/** Lanes of the route as it was logged: the red lights that count hang on them (metric_cache_processor.py). */
export const loggedRouteLanes = (graph: RoadGraph, ids: readonly string[]): string[] => [
  ...routeOf(blocksOf(graph, ids)).lanes.keys(),
];

/**
 * The route corrected for where the ego stands (route_utils.py route_roadblock_correction): joined to the ego's block, gaps
 * filled, cut before it crosses itself. Null where no block of the route is on the map.
 */
export function correctedRoute(graph: RoadGraph, ids: readonly string[], ego: Pose): Route | null {
  let blocks = blocksOf(graph, ids);
  if (blocks.length === 0) return null;
  const onRoute = new Set(blocks.map((block) => block.id));
  const { best, candidates } = egoBlocks(graph, onRoute, ego);
  if (best && !onRoute.has(best.id)) {
    const back = search(graph, blocks[0].id, new Set(candidates.map((b) => b.id)), DEPTH.backward, 'previous');
    if (back) blocks = [...back.reverse().slice(0, -1), ...blocks];
    else {
      const targets = new Set(blocks.slice(0, 3).map((b) => b.id));
      const ahead = search(graph, best.id, targets, DEPTH.forward, 'next');
      if (ahead) {
        const joined = blocks.findIndex((b) => b.id === ahead[ahead.length - 1].id);
        blocks = [...ahead, ...blocks.slice(joined + 1)];
      }
    }
  }
  return routeOf(withoutLoop(withLinks(graph, blocks)));
}

/** Blocks between neighbours of the route that do not join. */
function withLinks(graph: RoadGraph, blocks: readonly BlockNode[]): BlockNode[] {
  return blocks.flatMap((block, i) => {
    const next = blocks[i + 1];
    if (!next || next.previous.includes(block.id)) return [block];
    const path = search(graph, block.id, new Set([next.id]), DEPTH.forward, 'next');
    return path && path.length >= 3 ? [block, ...path.slice(1, -1)] : [block];
  });
}

/** The route up to the first connector that overlaps one before it. */
function withoutLoop(blocks: BlockNode[]): BlockNode[] {
  const seen: BlockNode[] = [];
  for (const [i, block] of blocks.entries()) {
    if (!block.isConnector) continue;
    if (seen.some((other) => commonArea(other.polygon[0], block.polygon[0]) > LOOP_AREA_M2)) return blocks.slice(0, i);
    seen.push(block);
  }
  return blocks;
}

/**
 * Breadth-first search over blocks for one of the targets; the path from the start to it, null where there is none within
 * the depth. Each block counts once a depth, and the last block to reach it is its parent, as in the kit.
 */
function search(
  graph: RoadGraph,
  startId: string,
  targets: ReadonlySet<string>,
  maxDepth: number,
  direction: 'next' | 'previous',
): BlockNode[] | null {
  const parents: Map<string, string>[] = [];
  let level = [startId];
  for (let depth = 1; depth <= maxDepth && level.length > 0; depth++) {
    const found = level.find((id) => targets.has(id));
    if (found !== undefined) {
      const path = [found];
      for (let d = depth - 2; d >= 0; d--) path.push(parents[d].get(path[path.length - 1]) ?? '');
      return path.reverse().flatMap((id) => graph.blocks.get(id) ?? []);
    }
    const parentOf = new Map<string, string>();
    for (const id of level)
      for (const neighbour of graph.blocks.get(id)?.[direction] ?? [])
        if (graph.blocks.has(neighbour)) parentOf.set(neighbour, id);
    parents.push(parentOf);
    level = [...parentOf.keys()];
  }
  return null;
}

/** The block the ego is on, one of the route if there is, and the others that it may be on. */
function egoBlocks(
  graph: RoadGraph,
  onRoute: ReadonlySet<string>,
  ego: Pose,
): { best: BlockNode | null; candidates: BlockNode[] } {
  const around = Float64Array.from([
    ego.x - NEAR_M,
    ego.y - NEAR_M,
    ego.x + NEAR_M,
    ego.y - NEAR_M,
    ego.x + NEAR_M,
    ego.y + NEAR_M,
    ego.x - NEAR_M,
    ego.y + NEAR_M,
  ]);
  const all = [...graph.blocks.values()];
  let near = all.filter(
    (block) => isNearRing(block.polygon[0], ego, NEAR_M * 2) && ringDistance(block.polygon[0], around) === 0,
  );
  if (near.length === 0) {
    const distance = (block: BlockNode) => ringDistance(block.polygon[0], Float64Array.from([ego.x, ego.y]));
    near = [false, true].flatMap((isConnector) => {
      const layer = all.filter((block) => block.isConnector === isConnector);
      return layer.length > 0 ? [minBy(layer, distance)] : [];
    });
  }
  near.sort((a, b) => Number(a.isConnector) - Number(b.isConnector));
  const fits: { block: BlockNode; offM: number }[] = [];
  for (const block of near)
    for (const lane of block.lanes) {
      const { index, distanceM } = nearestVertex(lane.path, ego.x, ego.y);
      const turn = Math.abs(wrapped(lane.path.heading[index] - ego.heading));
      if (turn < ON_LANE.headingRad && distanceM < ON_LANE.offM) fits.push({ block, offM: distanceM });
    }
  const mine = fits.filter(({ block }) => onRoute.has(block.id));
  const chosen = mine.length > 0 ? mine : fits;
  if (chosen.length > 0) return { best: minBy(chosen, (f) => f.offM).block, candidates: chosen.map((f) => f.block) };
  const off = (block: BlockNode) =>
    Math.min(Infinity, ...block.lanes.map((lane) => nearestVertex(lane.path, ego.x, ego.y).distanceM));
  return { best: near.length > 0 ? minBy(near, off) : null, candidates: near };
}

function isNearRing(ring: Float64Array, { x, y }: Pose, marginM: number): boolean {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < ring.length; i += 2) {
    minX = Math.min(minX, ring[i]);
    maxX = Math.max(maxX, ring[i]);
    minY = Math.min(minY, ring[i + 1]);
    maxY = Math.max(maxY, ring[i + 1]);
  }
  return x > minX - marginM && x < maxX + marginM && y > minY - marginM && y < maxY + marginM;
}

/** The first of the smallest. */
function minBy<T>(items: readonly T[], of: (item: T) => number): T {
  let [best, value] = [items[0], of(items[0])];
  for (const item of items.slice(1)) {
    const v = of(item);
    if (v < value) [best, value] = [item, v];
  }
  return best;
}

/** Lane on the route to start from (abstract_pdm_planner.py _get_starting_lane); null where the route has no lane. */
export function startingLane(
  route: Route,
  ego: Pose,
  egoBox: Float64Array,
  centre: { x: number; y: number },
): LaneNode | null {
  const lanes = [...route.lanes.values()];
  const under = lanes.filter((lane) => ringHolds(lane.polygon[0], ego.x, ego.y));
  if (under.length > 0)
    return minBy(under, (lane) => {
      const { index } = nearestVertex(lane.path, ego.x, ego.y);
      return Math.abs(wrapped(lane.path.heading[index] - ego.heading));
    });
  const holding = lanes.find((lane) => ringHolds(lane.polygon[0], centre.x, centre.y));
  if (holding) return holding;
  return lanes.length > 0 ? minBy(lanes, (lane) => ringDistance(lane.polygon[0], egoBox)) : null;
}

/**
 * Centreline from a lane along the route: the shortest lane path to the last of up to 30 blocks from here on, or the
 * deepest there is; baseline paths one after the other (abstract_pdm_planner.py, dijkstra.py).
 */
export function routeCentreline(graph: RoadGraph, route: Route, start: LaneNode): DiscretePath {
  const from = Math.max(
    0,
    route.blocks.findIndex((block) => block.id === start.blockId),
  );
  const window = route.blocks.slice(from, from + DEPTH.centreline);
  const path = shortestLanes(graph, route, start, window[window.length - 1].id);
  const join = (of: 'x' | 'y' | 'heading') => Float64Array.from(path.flatMap((lane) => Array.from(lane.path[of])));
  return {
    x: join('x'),
    y: join('y'),
    heading: join('heading'),
    lengthM: path.reduce((sum, l) => sum + l.path.lengthM, 0),
  };
}

function shortestLanes(graph: RoadGraph, route: Route, start: LaneNode, targetBlock: string): LaneNode[] {
  interface Entry {
    lane: LaneNode;
    cost: number;
    depth: number;
    parent: Entry | null;
  }
  const frontier: Entry[] = [{ lane: start, cost: 1, depth: 1, parent: null }];
  const expanded: Entry[] = [];
  let end: Entry | null = null;
  while (frontier.length > 0 && !end) {
    const current = minBy(frontier, (entry) => entry.cost);
    frontier.splice(frontier.indexOf(current), 1);
    if (current.lane.blockId === targetBlock) {
      end = current;
      break;
    }
    expanded.push(current);
    for (const id of current.lane.next) {
      const lane = route.lanes.get(id) && graph.lanes.get(id);
      if (!lane || expanded.some((entry) => entry.lane === lane)) continue;
      const next = { lane, cost: current.cost + lane.path.lengthM, depth: current.depth + 1, parent: current };
      const known = frontier.find((entry) => entry.lane === lane);
      if (!known) frontier.push(next);
      else if (next.cost < known.cost) Object.assign(known, next);
    }
  }
  if (!end) {
    const deepest = Math.max(...expanded.map((entry) => entry.depth));
    end = minBy(
      expanded.filter((entry) => entry.depth === deepest),
      (entry) => entry.cost,
    );
  }
  const lanes: LaneNode[] = [];
  for (let entry: Entry | null = end; entry; entry = entry.parent) lanes.push(entry.lane);
  return lanes.reverse();
}
