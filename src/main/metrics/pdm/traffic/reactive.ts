import { STATE, STEPS, STEP_S } from '../constants.ts';
import { boxAround, gapOf, lineIsWithin, ringDistance, ringHolds } from '../geometry/distance.ts';
import { wrapped } from '../geometry/angles.ts';
import { QUAD, quadsTouch, writeCorners } from '../geometry/quads.ts';
import { obstacleOf, type Obstacle, type Traffic } from '../obstacles.ts';
import { idmStep, type IdmParameters } from '../reference/idm.ts';
import { followedPath, poseAlong, projected, type FollowedPath } from '../reference/path.ts';
import type { DiscretePath, LaneNode, RoadGraph } from '../reference/road-graph.ts';
import { TRACK_STATE, type PdmScene, type PdmTrack } from '../scene.ts';
import { steppedTrack, TRACK_FRAMES } from '../tracks.ts';

/** navsim_IDM_traffic_agents.yaml; exponent of nuPlan's idm_policy.py. */
export const REACTIVE = {
  targetMps: 10,
  minGapM: 1,
  headwayS: 1.5,
  maxAccelerationMps2: 1,
  maxBrakingMps2: 2,
  exponent: 4,
  snapM: 3,
  radiusM: 100,
  /** Vehicles slower than this that stand beside the lanes stay where they are. */
  parkedMps: 0.1,
  /** The heading on a path is taken over this way (nuPlan polyline map object). */
  headingM: 0.5,
} as const;

/** A vehicle on its lane's baseline path. */
interface Agent {
  track: PdmTrack;
  path: FollowedPath;
  parameters: IdmParameters;
  alongM: number;
  speedMps: number;
  /** Where the others see it: its box and the way it covers within the headway. */
  footprint: Float64Array[];
  /** Box around all of that: minX minY maxX maxY. */
  box: Float64Array;
}

/**
 * Reactive traffic: vehicles of now follow their lane by IDM behind whatever is in their way, the ego included; everything
 * else replays the log (navsim_idm_agents.py). Lights do not matter to them and they stop at the end of their lane: the
 * kit's metric cache carries no light states for this policy, so that routes are not planned on.
 *
 * `states`: the simulated states of the ego, STATE numbers a step. The kit gives each agent the ego of the step before,
 * with the rear axle where the centre should be; copied here.
 */
export const reactiveTraffic = (scene: PdmScene, graph: RoadGraph, states: Float64Array): Traffic =>
  reactiveTrafficOf(scene, graph)(states);

/** The same for many plans of a scene: who drives where is found once. */
export function reactiveTrafficOf(scene: PdmScene, graph: RoadGraph): (states: Float64Array) => Traffic {
  let placed: Placed | null = null;
  return (states) => driven(scene, (placed ??= placedIn(scene, graph)), states);
}

/** The vehicles of now: those that drive, and those that do not. */
interface Placed {
  vehicles: readonly PdmTrack[];
  agents: ReadonlyMap<string, Agent>;
  parked: readonly { track: PdmTrack; staysStill: boolean }[];
}

function placedIn(scene: PdmScene, graph: RoadGraph): Placed {
  const vehicles = scene.tracks.filter((t) => t.kind === 'vehicle' && !Number.isNaN(t.frames[0]));
  const agents = agentsOf(scene, graph, vehicles);
  const parked = vehicles
    .filter((t) => !agents.has(t.token))
    .map((track) => ({ track, staysStill: stays(graph, track) }));
  return { vehicles, agents, parked };
}

function driven(scene: PdmScene, { vehicles, agents: atStart, parked }: Placed, states: Float64Array): Traffic {
  const agents = new Map([...atStart].map(([token, agent]) => [token, { ...agent }]));
  const paths = new Map([...agents.keys()].map((token) => [token, new Float64Array(STEPS * TRACK_STATE)]));
  const lastSeen = new Map<string, number>();
  const steps = new Map<string, Set<number>>();
  for (let step = 1; step < STEPS; step++) {
    const ego = states.subarray((step - 1) * STATE, step * STATE);
    const egoRing = boxRing(ego[0], ego[1], ego[2], scene.vehicle.lengthM, scene.vehicle.widthM);
    dropFar(agents, ego);
    for (const agent of agents.values()) propagate(agent, agents, ego, egoRing);
    const boxes: Float64Array[] = [];
    for (const [token, agent] of agents) {
      const pose = poseAlong(agent.path, clamped(agent));
      const [cos, sin] = [Math.cos(pose.heading), Math.sin(pose.heading)];
      paths
        .get(token)
        ?.set([pose.x, pose.y, pose.heading, agent.speedMps * cos, agent.speedMps * sin], step * TRACK_STATE);
      lastSeen.set(token, step);
      boxes.push(boxRing(pose.x, pose.y, pose.heading, agent.track.lengthM, agent.track.widthM));
    }
    for (const { track, staysStill } of parked) {
      if (!staysStill) continue;
      const [x, y, heading] = track.frames;
      const ring = boxRing(x, y, heading, track.lengthM, track.widthM);
      if (boxes.some((box) => quadsTouch(box, 0, ring, 0))) continue;
      boxes.push(ring);
      const seen = steps.get(track.token) ?? new Set<number>();
      steps.set(track.token, seen.add(step));
    }
  }
  return [
    ...[...paths].map(([token, path]) => {
      const track = vehicles.find((t) => t.token === token) as PdmTrack;
      path.set(track.frames.subarray(0, TRACK_STATE));
      return obstacleOf({ track, firstStep: 0, lastStep: lastSeen.get(token) ?? 0, states: path });
    }),
    ...parked.flatMap(({ track }) => stillObstacles(track, steps.get(track.token) ?? new Set())),
    ...scene.tracks
      .filter((t) => t.kind !== 'vehicle')
      .map((t) => steppedTrack(t, TRACK_FRAMES.v2))
      .filter((t) => t.firstStep >= 0)
      // Of now only what is annotated now: a track of one later frame begins with the next step.
      .map((t) => obstacleOf(Number.isNaN(t.track.frames[0]) && t.firstStep === 0 ? { ...t, firstStep: 1 } : t)),
  ];
}

/** Lane under a vehicle: of those that hold its centre the one whose heading is nearest. */
function laneUnder(
  graph: RoadGraph,
  x: number,
  y: number,
  heading: number,
): { lane: LaneNode; path: FollowedPath } | null {
  const holding = [...graph.lanes.values()].filter((lane) => ringHolds(lane.polygon[0], x, y));
  const lanes = holding.filter((lane) => !lane.isConnector);
  const isInJunction = graph.intersections.some(({ polygon }) => ringHolds(polygon[0], x, y));
  const candidates = lanes.length > 0 ? lanes : isInJunction ? holding : [];
  let best: { lane: LaneNode; path: FollowedPath } | null = null;
  let least = Infinity;
  for (const lane of candidates) {
    const path = followedPath(lane.path);
    // The kit does not wrap this difference.
    const difference = Math.abs(headingAt(path, projected(path, x, y)) - heading);
    if (difference < least) [least, best] = [difference, { lane, path }];
  }
  return best;
}

/** Heading of a path at a way along it, over the next half metre; over the last one at its end. */
function headingAt(path: FollowedPath, alongM: number): number {
  const here = poseAlong(path, alongM);
  const isEnd = alongM >= path.lengthM;
  const other = poseAlong(path, alongM + (isEnd ? -1 : 1) * REACTIVE.headingM);
  return isEnd ? Math.atan2(here.y - other.y, here.x - other.x) : Math.atan2(other.y - here.y, other.x - here.x);
}

/** Vehicles that can be put on a lane without touching the ego or each other, in the order of the scene. */
function agentsOf(scene: PdmScene, graph: RoadGraph, vehicles: readonly PdmTrack[]): Map<string, Agent> {
  const { ego, vehicle } = scene;
  const back = vehicle.rearAxleToCentreM;
  const taken = [
    boxRing(
      ego.x + back * Math.cos(ego.heading),
      ego.y + back * Math.sin(ego.heading),
      ego.heading,
      vehicle.lengthM,
      vehicle.widthM,
    ),
  ];
  const agents = new Map<string, Agent>();
  // The kit keeps the speed limit of the last lane as the wish of agents whose own lane has none.
  let targetMps: number = REACTIVE.targetMps;
  for (const track of vehicles) {
    const [x, y, heading, vx, vy] = track.frames;
    const under = laneUnder(graph, x, y, heading);
    if (!under) continue;
    const alongM = projected(under.path, x, y);
    const place = poseAlong(under.path, alongM);
    if (Math.hypot(place.x - x, place.y - y) > REACTIVE.snapM) continue;
    const ring = boxRing(place.x, place.y, headingAt(under.path, alongM), track.lengthM, track.widthM);
    if (taken.some((other) => quadsTouch(other, 0, ring, 0))) continue;
    taken.push(ring);
    targetMps = under.lane.speedLimitMps || targetMps;
    const agent: Agent = {
      track,
      path: drivenPath(under.lane.path),
      parameters: { ...REACTIVE, targetMps },
      alongM,
      speedMps: Math.hypot(vx, vy),
      footprint: [ring],
      box: boxAround([ring]),
    };
    agents.set(track.token, agent);
  }
  return agents;
}

/** The path an agent drives: repeated vertices left out and, as the kit's own list of them has it, the last one too. */
function drivenPath(path: DiscretePath): FollowedPath {
  const kept = Array.from(path.x.keys()).filter(
    (i) => i + 1 < path.x.length && Math.hypot(path.x[i + 1] - path.x[i], path.y[i + 1] - path.y[i]) > 1e-8,
  );
  if (kept.length < 2) return followedPath(path);
  const pick = (values: Float64Array) => Float64Array.from(kept, (i) => values[i]);
  return followedPath({ x: pick(path.x), y: pick(path.y), heading: pick(path.heading), lengthM: path.lengthM });
}

/** Parked beside the lanes, or too far off its lane to follow it: stays as it stands now. */
function stays(graph: RoadGraph, track: PdmTrack): boolean {
  const [x, y, heading, vx, vy] = track.frames;
  const under = laneUnder(graph, x, y, heading);
  const isOnRoad =
    [...graph.lanes.values()].some((lane) => !lane.isConnector && ringHolds(lane.polygon[0], x, y)) ||
    graph.intersections.some(({ polygon }) => ringHolds(polygon[0], x, y));
  if (Math.hypot(vx, vy) < REACTIVE.parkedMps && !isOnRoad) return true;
  if (!under) return false;
  const place = poseAlong(under.path, projected(under.path, x, y));
  return Math.hypot(place.x - x, place.y - y) > REACTIVE.snapM;
}

function dropFar(agents: Map<string, Agent>, ego: Float64Array): void {
  for (const [token, agent] of agents) {
    const pose = poseAlong(agent.path, clamped(agent));
    if (Math.hypot(pose.x - ego[0], pose.y - ego[1]) > REACTIVE.radiusM) agents.delete(token);
  }
}

/** Boxes this much farther apart than they may be cannot touch, whatever rounding does. */
const NEAR_M = 1e-6;
/** A limit that leaves only the question whether two rings touch. */
const TOUCHING_M = 1e-9;

const clamped = (agent: Agent): number => Math.min(Math.max(agent.alongM, 0), agent.path.lengthM);

function propagate(agent: Agent, agents: ReadonlyMap<string, Agent>, ego: Float64Array, egoRing: Float64Array): void {
  const at = clamped(agent);
  const pose = poseAlong(agent.path, at);
  const way = cutLine(agent.path, at, agent.path.lengthM);
  const halfWidth = agent.track.widthM / 2;
  const wayBox = boxAround([way]);
  const inner = way.subarray(2, way.length - 2);
  // A band with flat ends: boxes along the segments, round at the bends between them.
  const reaches = (ring: Float64Array) =>
    lineIsWithin(way, ring, halfWidth) &&
    (bandTouches(way, agent.track.widthM, ring) || lineIsWithin(inner, ring, halfWidth));
  const distanceTo = (rings: readonly Float64Array[], limitM: number) => {
    let least = limitM;
    for (const own of agent.footprint)
      for (const ring of rings) least = Math.min(least, ringDistance(own, ring, least));
    return least;
  };
  let nearestM = Infinity;
  let projectedMps = 0;
  if (gapOf(wayBox, boxAround([egoRing])) <= halfWidth + NEAR_M && reaches(egoRing)) {
    nearestM = distanceTo([egoRing], Infinity);
    projectedMps = Math.hypot(ego[3], ego[4]) * Math.cos(wrapped(ego[2] - pose.heading));
  }
  for (const other of agents.values()) {
    if (other === agent || gapOf(wayBox, other.box) > halfWidth + NEAR_M || !other.footprint.some(reaches)) continue;
    const distance = distanceTo(other.footprint, nearestM);
    if (distance >= nearestM) continue;
    nearestM = distance;
    const heading = poseAlong(other.path, clamped(other)).heading;
    projectedMps = other.speedMps * Math.cos(wrapped(heading - pose.heading));
  }
  const isFree = nearestM === Infinity;
  const leader = isFree
    ? { alongM: agent.path.lengthM - agent.alongM, speedMps: 0, rearM: agent.track.lengthM / 2 }
    : { alongM: nearestM, speedMps: projectedMps, rearM: 0 };
  const next = idmStep({ alongM: 0, speedMps: agent.speedMps }, leader, agent.parameters, STEP_S);
  agent.alongM += next.alongM;
  agent.speedMps = Math.max(next.speedMps, 0);
  agent.footprint = footprintOf(agent);
  agent.box = boxAround(agent.footprint);
}

/** Its box and, as bands of its width, the way it covers within the headway. */
function footprintOf(agent: Agent): Float64Array[] {
  const { track, path, parameters } = agent;
  const pose = poseAlong(path, clamped(agent));
  const box = boxRing(pose.x, pose.y, pose.heading, track.lengthM, track.widthM);
  const from = Math.max(0, agent.alongM - track.lengthM / 2);
  const to = Math.min(path.lengthM, agent.alongM + track.lengthM / 2 + agent.speedMps * parameters.headwayS);
  if (to <= from) return [box];
  return [box, ...bandsOf(cutLine(path, from, to), track.widthM)];
}

/** Boxes of a width along the segments of a line. */
function bandsOf(line: Float64Array, widthM: number): Float64Array[] {
  const bands: Float64Array[] = [];
  for (let i = 0; i + 3 < line.length; i += 2) {
    const band = bandOf(line, i, widthM);
    if (band) bands.push(band);
  }
  return bands;
}

/** Whether one of these boxes touches a ring; only those that may are made. */
function bandTouches(line: Float64Array, widthM: number, ring: Float64Array): boolean {
  const [minX, minY, maxX, maxY] = boxAround([ring]);
  const reachM = widthM / 2 + NEAR_M;
  for (let i = 0; i + 3 < line.length; i += 2) {
    const gapX = Math.max(minX - Math.max(line[i], line[i + 2]), Math.min(line[i], line[i + 2]) - maxX);
    const gapY = Math.max(minY - Math.max(line[i + 1], line[i + 3]), Math.min(line[i + 1], line[i + 3]) - maxY);
    if (gapX > reachM || gapY > reachM) continue;
    const band = bandOf(line, i, widthM);
    if (band && ringDistance(band, ring, TOUCHING_M) === 0) return true;
  }
  return false;
}

/** The box along the segment that begins at an index; null where it has no length. */
function bandOf(line: Float64Array, i: number, widthM: number): Float64Array | null {
  const [ax, ay, bx, by] = [line[i], line[i + 1], line[i + 2], line[i + 3]];
  const length = Math.hypot(bx - ax, by - ay);
  if (length === 0) return null;
  return boxRing((ax + bx) / 2, (ay + by) / 2, Math.atan2(by - ay, bx - ax), length, widthM);
}

/** A path between two ways along it, with its cut ends; its last segment where nothing is left of it. */
function cutLine(path: FollowedPath, fromM: number, toM: number): Float64Array {
  const { points, along } = path.line;
  if (toM <= fromM) return points.slice(-4);
  const [a, b] = [poseAlong(path, fromM), poseAlong(path, toM)];
  // The way along a path never falls.
  let first = 0;
  while (first < along.length && !(along[first] > fromM)) first++;
  let end = first;
  while (end < along.length && along[end] < toM) end++;
  const line = new Float64Array(2 * (end - first) + 4);
  line.set([a.x, a.y]);
  line.set(points.subarray(2 * first, 2 * end), 2);
  line.set([b.x, b.y], line.length - 2);
  return line;
}

function boxRing(x: number, y: number, heading: number, length: number, width: number): Float64Array {
  const ring = new Float64Array(QUAD);
  writeCorners(ring, 0, x, y, heading, length / 2, width / 2);
  return ring;
}

/** A vehicle that stands where it is at step 0 and at those steps; one obstacle for each stretch without a gap. */
function stillObstacles(track: PdmTrack, seen: ReadonlySet<number>): Obstacle[] {
  const states = new Float64Array(STEPS * TRACK_STATE);
  for (let s = 0; s < STEPS; s++) states.set(track.frames.subarray(0, TRACK_STATE), s * TRACK_STATE);
  const out: Obstacle[] = [];
  for (let s = 0; s < STEPS; s++) {
    if (s > 0 && !seen.has(s)) continue;
    let last = s;
    while (last + 1 < STEPS && seen.has(last + 1)) last++;
    out.push(obstacleOf({ track, firstStep: s, lastStep: last, states }));
    s = last;
  }
  return out;
}
