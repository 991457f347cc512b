import { STEP_S, STEPS } from '../constants.ts';
import { wrapped } from '../geometry/angles.ts';
import { lineIsWithin, ringCentroid, ringDistance } from '../geometry/distance.ts';
import { QUAD, quadsTouch, writeCorners } from '../geometry/quads.ts';
import { quadTouchesPolygon } from '../scoring/road-rules.ts';
import { writeObstacleCorners, type Obstacle } from '../obstacles.ts';
import { prepareScene, type PreparedScene } from '../prepare.ts';
import { TRACK_STATE, type PdmScene } from '../scene.ts';
import type { Scorer } from '../score-batch.ts';
import { constantVelocityForecast, FORECAST_STEPS, type Forecast } from './forecast.ts';
import { idmStep, type IdmParameters, type IdmState, type Leader } from './idm.ts';
import { besidePath, followedPath, poseAlong, projected, stretch, type FollowedPath } from './path.ts';
import type { DiscretePath } from './road-graph.ts';

/** metric_cache_processor.py: what PDM-Closed proposes. */
export const PDM_CLOSED = {
  offsetsM: [0, -1, 1],
  speedFractions: [0.2, 0.4, 0.6, 0.8, 1],
  fallbackSpeedMps: 15,
  minGapM: 1,
  headwayS: 1.5,
  maxAccelerationMps2: 1.5,
  maxBrakingMps2: 3,
  exponent: 10,
  /** Steps after which the leader is looked for again. */
  leaderSteps: 2,
} as const;

/**
 * The kit's rule planner: 15 proposals along the centreline and beside it at fractions of the speed limit, driven by IDM
 * behind what stands in the way, scored by the scorer of v2 in a constant-velocity forecast; the best one unrolled to 5 s.
 * `scene` has its map, centreline and route; its own reference is not looked at. Returns x y heading a step, 51 of them.
 */
export function pdmClosed(
  scorer: Scorer,
  scene: PdmScene,
  centreline: DiscretePath,
  speedLimitMps: number | null,
): Float64Array {
  const forecast = constantVelocityForecast(scene);
  const prepared = prepareScene({ ...scene, reference: null, traffic: 'log-replay' });
  const limitMps = speedLimitMps ?? PDM_CLOSED.fallbackSpeedMps;
  const red = redNow(prepared);
  const proposals = PDM_CLOSED.offsetsM.flatMap((offsetM) => {
    const path = followedPath(offsetM === 0 ? centreline : besidePath(centreline, offsetM));
    const corridor = { path, scene, blockers: blockersOf(path, prepared, forecast, red, limitMps) };
    const side = PDM_CLOSED.speedFractions.map((fraction) => startOf(corridor, limitMps * fraction));
    for (let step = 1; step < STEPS; step++) advance(corridor, side, step);
    return side.map((proposal) => ({ corridor, proposal }));
  });
  const obstacles = forecast.obstacles.filter((o) => !forecast.touched.has(o.track.token));
  const starts = Int32Array.from({ length: STEPS + 1 }, (_, s) => s * red.length);
  const polygons = Int32Array.from({ length: STEPS * red.length }, (_, i) => red[i % red.length]);
  const world: PreparedScene = { ...prepared, traffic: () => obstacles, red: { polygons, starts } };
  const scores = scorer.score(
    world,
    'v2',
    proposals.map(({ proposal }) => ({ reference: proposal.states.subarray(0, STEPS * 3) })),
    false,
  );
  let best = 0;
  scores.forEach((score, i) => {
    if (score.score > scores[best].score) best = i;
  });
  const { corridor, proposal } = proposals[best];
  for (let step = STEPS; step < FORECAST_STEPS; step++) advance(corridor, [proposal], step);
  return proposal.states;
}

/** Polygons of the connectors on the route that are red now: in the forecast they stay so. */
const redNow = ({ red }: PreparedScene): number[] => Array.from(red.polygons.subarray(red.starts[0], red.starts[1]));

/** Something in the corridor of a path, by forecast step. */
interface Blocker {
  ringAt: (step: number) => Float64Array;
  centreAt: (step: number) => { x: number; y: number };
  isInCorridor: (step: number) => boolean;
  obstacle: Obstacle | null;
}

function blockersOf(
  path: FollowedPath,
  prepared: PreparedScene,
  { obstacles, touched }: Forecast,
  red: readonly number[],
  limitMps: number,
): Blocker[] {
  const { ego, vehicle } = prepared.scene;
  const startM = projected(path, ego.x, ego.y);
  const corridor = corridorOf(
    stretch(path, startM, startM + limitMps * (FORECAST_STEPS - 1) * STEP_S),
    vehicle.widthM / 2,
  );
  const moving = obstacles
    .filter((o) => !touched.has(o.track.token))
    .map((obstacle): Blocker => {
      // Places change every other step only, and many objects are never near.
      const rings = new Array<Float64Array | undefined>(FORECAST_STEPS);
      const ringAt = (step: number): Float64Array => {
        let ring = rings[step];
        if (!ring) {
          rings[step] = ring = new Float64Array(QUAD);
          writeObstacleCorners(ring, obstacle, step);
        }
        return ring;
      };
      const inside = new Int8Array(FORECAST_STEPS).fill(-1);
      const isInCorridor = (step: number): boolean => {
        if (inside[step] < 0) inside[step] = corridor(ringAt(step)) ? 1 : 0;
        return inside[step] === 1;
      };
      return {
        ringAt,
        centreAt: (step) => ({ x: obstacle.states[step * TRACK_STATE], y: obstacle.states[step * TRACK_STATE + 1] }),
        isInCorridor,
        obstacle,
      };
    });
  const lights = red
    .filter((index) => !holdsEgo(prepared, index))
    .map((index): Blocker => {
      const ring = prepared.scene.polygons[index].rings[0];
      const inside = corridor(ring);
      const centre = ringCentroid(ring);
      return { ringAt: () => ring, centreAt: () => centre, isInCorridor: () => inside, obstacle: null };
    });
  return [...moving, ...lights];
}

/** A red connector that holds the whole ego from the start is passed over (pdm_observation.py). */
function holdsEgo({ scene, polygons }: PreparedScene, index: number): boolean {
  const box = egoBox(scene, scene.ego.x, scene.ego.y, scene.ego.heading);
  if (!quadTouchesPolygon(box, 0, polygons[index])) return false;
  const ring = scene.polygons[index].rings[0];
  return [0, 2, 4, 6].every((c) => ringDistance(ring, box.subarray(c, c + 2)) === 0);
}

/** Whether a ring reaches into the way of the ego: a band along a line with square ends. */
function corridorOf(line: Float64Array, halfWidth: number): (ring: Float64Array) => boolean {
  const caps = [endCap(line, 2, 0, halfWidth), endCap(line, line.length - 4, line.length - 2, halfWidth)];
  return (ring) =>
    lineIsWithin(line, ring, halfWidth) ||
    caps.some((cap) => (ring.length === QUAD ? quadsTouch(cap, 0, ring, 0) : ringDistance(cap, ring) === 0));
}

/** Square beyond the end of a line, counter-clockwise; `from` and `to` index the last segment. */
function endCap(line: Float64Array, from: number, to: number, half: number): Float64Array {
  const heading = Math.atan2(line[to + 1] - line[from + 1], line[to] - line[from]);
  const cap = new Float64Array(QUAD);
  const [cos, sin] = [Math.cos(heading), Math.sin(heading)];
  writeCorners(cap, 0, line[to] + (half / 2) * cos, line[to + 1] + (half / 2) * sin, heading, half / 2, half);
  return cap;
}

/** A path with what may stand in its way. */
interface Corridor {
  path: FollowedPath;
  scene: PdmScene;
  blockers: readonly Blocker[];
}

interface Proposal {
  parameters: IdmParameters;
  state: IdmState;
  pose: { x: number; y: number; heading: number };
  leader: Leader;
  /** x y heading a step. */
  states: Float64Array;
}

function startOf({ path, scene }: Corridor, targetMps: number): Proposal {
  const state = { alongM: projected(path, scene.ego.x, scene.ego.y), speedMps: scene.ego.vx };
  const pose = poseAlong(path, state.alongM);
  const states = new Float64Array(FORECAST_STEPS * 3);
  states.set([pose.x, pose.y, pose.heading]);
  // Until the leader is first looked for the kit has one of zeros.
  return {
    parameters: { ...PDM_CLOSED, targetMps },
    state,
    pose,
    leader: { alongM: 0, speedMps: 0, rearM: 0 },
    states,
  };
}

/**
 * One step of the proposals along one path. The kit fills one record of the leader for them all and does not clear it in
 * between: what one proposal does not set it has from the one before (pdm_generator.py _update_leading_agents).
 */
function advance(corridor: Corridor, proposals: readonly Proposal[], step: number): void {
  if (step % PDM_CLOSED.leaderSteps === 0) {
    let shared: Leader = { alongM: 0, speedMps: 0, rearM: 0 };
    for (const proposal of proposals) proposal.leader = shared = { ...shared, ...leaderAt(corridor, proposal, step) };
  }
  for (const proposal of proposals) {
    proposal.state = idmStep(proposal.state, proposal.leader, proposal.parameters, STEP_S);
    proposal.pose = poseAlong(corridor.path, proposal.state.alongM);
    proposal.states.set([proposal.pose.x, proposal.pose.y, proposal.pose.heading], step * 3);
  }
}

/** The nearest thing in the corridor whose centre lies further along the path; the path's end where there is none. */
function leaderAt({ path, scene, blockers }: Corridor, { state, pose }: Proposal, step: number): Partial<Leader> {
  const box = egoBox(scene, pose.x, pose.y, pose.heading);
  let nearestM = Infinity;
  let nearest: Blocker | null = null;
  for (const blocker of blockers) {
    if (!blocker.isInCorridor(step)) continue;
    const centre = blocker.centreAt(step);
    if (projected(path, centre.x, centre.y) <= state.alongM) continue;
    const distance = ringDistance(box, blocker.ringAt(step), nearestM);
    if (distance < nearestM) {
      nearestM = distance;
      nearest = blocker;
    }
  }
  if (!nearest) return { alongM: path.lengthM, rearM: scene.vehicle.lengthM / 2 };
  const { obstacle } = nearest;
  const alongM = state.alongM + nearestM;
  if (!obstacle) return { alongM };
  const speedMps = obstacle.isAgent
    ? Math.hypot(obstacle.states[3], obstacle.states[4]) * Math.cos(wrapped(obstacle.states[2] - pose.heading))
    : 0;
  return { alongM, speedMps };
}

function egoBox({ vehicle }: PdmScene, x: number, y: number, heading: number): Float64Array {
  const corners = new Float64Array(QUAD);
  const { rearAxleToCentreM: back } = vehicle;
  writeCorners(
    corners,
    0,
    x + back * Math.cos(heading),
    y + back * Math.sin(heading),
    heading,
    vehicle.lengthM / 2,
    vehicle.widthM / 2,
  );
  return corners;
}
