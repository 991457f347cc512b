import type { PdmVersion } from '../../../shared/domain/pdm.ts';
import { STEP_US, STEPS } from './constants.ts';
import { QUAD, writeCorners } from './geometry/quads.ts';
import { obstacleOf, touchesObstacle, type Traffic } from './obstacles.ts';
import { indexedPolygon, type IndexedPolygon } from './geometry/polygon.ts';
import { indexedPolyline, type IndexedPolyline } from './geometry/polyline.ts';
import { unwrappedNear } from './geometry/angles.ts';
import { type PdmEgoState, type PdmPlan, type PdmScene } from './scene.ts';
import type { RoadGraph } from './reference/road-graph.ts';
import { pdmProblem } from './pdm-problem.ts';
import { reactiveTrafficOf } from './traffic/reactive.ts';
import { planTimes, trajectoryTimes, type PlanTimes } from './simulation/plan-times.ts';
import { steppedTrack, TRACK_FRAMES, type SteppedTrack } from './tracks.ts';

/** A scene with what is computed once for all its plans. */
export interface PreparedScene {
  scene: PdmScene;
  /** Same order as the scene's polygons. */
  polygons: readonly IndexedPolygon[];
  /** Indices of polygons by use. */
  drivable: Int32Array;
  lanes: Int32Array;
  /** 1 for lanes on the route, by polygon. */
  isRouteLane: Uint8Array;
  intersections: Int32Array;
  centreline: IndexedPolyline;
  /** Polygons on red by step, as spans of one list. */
  red: RedLights;
  traffic: (version: PdmVersion) => Traffic;
  /** Traffic that reacts to an ego with such simulated states; null where the log is replayed. */
  reactive: ((states: Float64Array) => Traffic) | null;
  /** The tracks at 10 Hz before any is taken out. */
  everyTrack: (version: PdmVersion) => SteppedTrack[];
  /** Sample times of plans with so many poses at such an interval from the ego's time. */
  timesOf: (plan: PdmPlan) => PlanTimes;
  previousTimesOf: (plan: PdmPlan) => PlanTimes;
  referenceTimes: PlanTimes | null;
  /** ax ay of the history, two numbers a sample every 0.1 s before the plan, and its headings. */
  history: History;
}

export interface RedLights {
  polygons: Int32Array;
  /** First entry of each step in `polygons`, STEPS + 1. */
  starts: Int32Array;
}

export interface History {
  samples: number;
  ax: Float64Array;
  ay: Float64Array;
  heading: Float64Array;
}

/** `graph`: lane graph of the place, for scenes with reactive traffic. */
export function prepareScene(scene: PdmScene, graph: RoadGraph | null = null): PreparedScene {
  if (scene.traffic === 'reactive-idm' && !graph)
    throw pdmProblem(scene.name, 'traffic', 'reactive traffic needs a map with lanes');
  const polygons = scene.polygons.map((p) => indexedPolygon(p.rings));
  const onRoute = new Set(scene.routeLaneIds);
  const of = (test: (kind: string, token: string) => boolean) =>
    Int32Array.from(scene.polygons.flatMap((p, i) => (test(p.kind, p.token) ? [i] : [])));
  const isLane = (kind: string) => kind === 'LANE' || kind === 'LANE_CONNECTOR';
  const times = new Map<string, PlanTimes>();
  const timesFrom = (ego: PdmEgoState, plan: PdmPlan) => {
    const poses = plan.poses.length / 3;
    const key = `${ego.timeUs} ${poses} ${plan.intervalS}`;
    let found = times.get(key);
    if (!found) times.set(key, (found = planTimes(ego.timeUs, poses, plan.intervalS)));
    return found;
  };
  const traffic = new Map<PdmVersion, Traffic>();
  const { reference, previousEgo } = scene;
  return {
    scene,
    polygons,
    drivable: of((kind) => !isLane(kind)),
    lanes: of(isLane),
    isRouteLane: Uint8Array.from(scene.polygons, (p) => (isLane(p.kind) && onRoute.has(p.token) ? 1 : 0)),
    intersections: of((kind) => kind === 'INTERSECTION'),
    centreline: indexedPolyline(scene.centreline),
    red: redLights(scene, scene.redLaneIds ? new Set(scene.redLaneIds) : onRoute),
    traffic: (version) => {
      let found = traffic.get(version);
      if (!found) traffic.set(version, (found = trafficOf(scene, version)));
      return found;
    },
    reactive: scene.traffic === 'reactive-idm' && graph ? reactiveTrafficOf(scene, graph) : null,
    everyTrack: (version) =>
      scene.tracks.map((t) => steppedTrack(t, TRACK_FRAMES[version])).filter((t) => t.firstStep >= 0),
    timesOf: (plan) => timesFrom(scene.ego, plan),
    previousTimesOf: (plan) => timesFrom(previousEgo ?? scene.ego, plan),
    referenceTimes: reference && trajectoryTimes(scene.ego.timeUs, reference.poses.length / 3, STEP_US),
    history: historyOf(scene.past),
  };
}

/** Lights hold their state for 0.5 s from each frame; only connectors on the route count (pdm_observation.py). */
function redLights(scene: PdmScene, onRoute: ReadonlySet<string>): RedLights {
  const starts = new Int32Array(STEPS + 1);
  const polygons: number[] = [];
  const byFrame = scene.redConnectors.map((tokens) =>
    tokens
      .filter((token) => onRoute.has(token))
      .map((token) => scene.polygons.findIndex((p) => p.token === token))
      .filter((i) => i >= 0),
  );
  for (let s = 0; s < STEPS; s++) {
    polygons.push(...(byFrame[Math.floor(s / 5)] ?? []));
    starts[s + 1] = polygons.length;
  }
  return { polygons: Int32Array.from(polygons), starts };
}

/** v2 takes out every track that overlaps the ego at the start (log_replay_traffic_agents.py); v1 keeps them. */
function trafficOf(scene: PdmScene, version: PdmVersion): Traffic {
  const all = scene.tracks.map((track) => obstacleOf(steppedTrack(track, TRACK_FRAMES[version])));
  const there = all.filter((o) => o.firstStep >= 0);
  if (version === 'v1') return there;
  const { ego, vehicle } = scene;
  const cos = Math.cos(ego.heading);
  const sin = Math.sin(ego.heading);
  const x = ego.x + vehicle.rearAxleToCentreM * cos;
  const y = ego.y + vehicle.rearAxleToCentreM * sin;
  const corners = new Float64Array(QUAD);
  writeCorners(corners, 0, x, y, ego.heading, vehicle.lengthM / 2, vehicle.widthM / 2);
  return there.filter(
    (o) =>
      o.firstStep > 0 || !touchesObstacle(o, 0, x, y, cos, sin, vehicle.lengthM / 2, vehicle.widthM / 2, corners, 0),
  );
}

/**
 * The history every 0.1 s from its first state on, the last sample dropped (pdm_scorer.py): 14 samples when it spans
 * exactly 1.5 s, 15 when it is longer.
 */
function historyOf(past: readonly PdmEgoState[]): History {
  const first = past[0];
  const last = past.at(-1);
  if (!first || !last || past.length < 2) return { samples: 0, ax: EMPTY, ay: EMPTY, heading: EMPTY };
  const samples = Math.max(0, Math.ceil((last.timeUs - first.timeUs) / STEP_US) - 1);
  const ax = new Float64Array(samples);
  const ay = new Float64Array(samples);
  const heading = new Float64Array(samples);
  let unwrapped = first.heading;
  for (let i = 0, k = 0; i < samples; i++) {
    const t = first.timeUs + i * STEP_US;
    while (k < past.length - 2 && past[k + 1].timeUs < t) {
      unwrapped = unwrappedNear(past[k + 1].heading, unwrapped);
      k++;
    }
    const a = past[k];
    const b = past[k + 1];
    const part = (t - a.timeUs) / (b.timeUs - a.timeUs);
    ax[i] = a.ax + part * (b.ax - a.ax);
    ay[i] = a.ay + part * (b.ay - a.ay);
    heading[i] = unwrapped + part * (unwrappedNear(b.heading, unwrapped) - unwrapped);
  }
  return { samples, ax, ay, heading };
}
const EMPTY = new Float64Array(0);
