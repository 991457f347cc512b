import { FRAMES, STEP_S, STEPS } from './constants.ts';
import { indexedPolygon } from './geometry/polygon.ts';
import { segmentsTouch } from './geometry/quads.ts';
import { pdmProblem } from './pdm-problem.ts';
import { TRACK_STATE, type PdmEgoState, type PdmPlan, type PdmScene } from './scene.ts';

/** Poses a plan may have: 4 s at 0.1 s and a good deal more. */
const MAX_POSES = 400;

/**
 * Refuses a plan that cannot be scored. `count`: number of poses it must have, null where any number that covers the
 * horizon will do.
 */
export function checkPlan(scene: string, field: string, plan: PdmPlan, count: number | null): void {
  const poses = plan.poses.length / 3;
  if (poses === 0) throw pdmProblem(scene, field, 'no poses');
  if (!Number.isInteger(poses)) throw pdmProblem(scene, field, 'a pose is x, y, heading');
  if (count !== null && poses !== count) throw pdmProblem(scene, field, `${poses} poses, expected ${count}`);
  if (poses > MAX_POSES) throw pdmProblem(scene, field, `${poses} poses, at most ${MAX_POSES} are scored`);
  const bad = plan.poses.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw pdmProblem(
      scene,
      `${field}[${Math.floor(bad / 3)}]`,
      `${['x', 'y', 'heading'][bad % 3]} is ${plan.poses[bad]}`,
    );
  if (!(plan.intervalS > 0 && Number.isFinite(plan.intervalS)))
    throw pdmProblem(scene, field, `the step between poses is ${plan.intervalS} s`);
  const horizonS = (STEPS - 1) * STEP_S;
  if (poses * plan.intervalS < horizonS - 1e-6)
    throw pdmProblem(
      scene,
      field,
      `${poses} poses every ${plan.intervalS} s reach ${(poses * plan.intervalS).toFixed(1)} s, ${horizonS.toFixed(1)} s are scored`,
    );
}

/** Refuses a scene that cannot be scored, naming the field. Parts that are declared absent may be empty. */
export function checkScene(scene: PdmScene): void {
  const { name, vehicle } = scene;
  for (const [field, value] of Object.entries(vehicle) as [string, number][])
    if (!(Number.isFinite(value) && value > 0)) throw pdmProblem(name, `vehicle.${field}`, `is ${value}`);
  checkEgo(name, 'ego_state', scene.ego);
  checkHistory(scene);
  if (scene.previousEgo) {
    checkEgo(name, 'previous_ego_state', scene.previousEgo);
    if (scene.previousEgo.timeUs >= scene.ego.timeUs)
      throw pdmProblem(name, 'previous_ego_state.time_us', 'is not before ego_state.time_us');
  }
  checkCentreline(scene);
  scene.polygons.forEach((polygon, i) =>
    polygon.rings.forEach((ring, r) =>
      checkRing(name, `map_polygons[${i}] ${polygon.token}${r > 0 ? ` hole ${r}` : ''}`, ring),
    ),
  );
  checkEgoOnMap(scene);
  checkTracks(scene);
  if (scene.redConnectors.length !== FRAMES && !scene.absent['traffic lights'])
    throw pdmProblem(name, 'traffic_lights_2hz', `${scene.redConnectors.length} frames, expected ${FRAMES}`);
  if (scene.reference) {
    const { poses } = scene.reference;
    if (poses.length % 3 !== 0 || poses.length / 3 < STEPS)
      throw pdmProblem(name, 'reference_trajectory.poses', `${poses.length / 3} poses, expected ${STEPS} or more`);
    const bad = poses.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) throw pdmProblem(name, `reference_trajectory.poses[${Math.floor(bad / 3)}]`, 'not a finite number');
  }
  if (scene.human) checkPlan(name, 'human_trajectory', scene.human, null);
}

function checkEgo(scene: string, field: string, state: PdmEgoState): void {
  for (const [key, value] of Object.entries(state) as [string, number][])
    if (!Number.isFinite(value)) throw pdmProblem(scene, `${field}.${key}`, `is ${value}`);
}

function checkHistory({ name, past, absent }: PdmScene): void {
  if (absent.history) return;
  if (past.length < 2) throw pdmProblem(name, 'past_ego_states', `${past.length} states, at least 2 are needed`);
  past.forEach((state, i) => {
    checkEgo(name, `past_ego_states[${i}]`, state);
    if (i > 0 && state.timeUs <= past[i - 1].timeUs)
      throw pdmProblem(name, `past_ego_states[${i}].time_us`, 'time stamps must rise');
  });
}

function checkCentreline({ name, centreline, absent }: PdmScene): void {
  if (absent.centreline) return;
  if (centreline.length < 4)
    throw pdmProblem(name, 'centerline', `${centreline.length / 2} points: the route is not connected or empty`);
  let lengthM = 0;
  for (let i = 0; i < centreline.length; i += 2) {
    if (!Number.isFinite(centreline[i]) || !Number.isFinite(centreline[i + 1]))
      throw pdmProblem(name, `centerline[${i / 2}]`, 'not a finite number');
    if (i > 0) lengthM += Math.hypot(centreline[i] - centreline[i - 2], centreline[i + 1] - centreline[i - 1]);
  }
  checkConnected(name, centreline);
  if (lengthM === 0) throw pdmProblem(name, 'centerline', 'has no length');
}

/** A gap that no baseline path has: the pieces of the route do not join. */
const MAX_GAP_M = 25;
function checkConnected(scene: string, centreline: Float64Array): void {
  const gaps = Array.from({ length: centreline.length / 2 - 1 }, (_, i) =>
    Math.hypot(centreline[2 * i + 2] - centreline[2 * i], centreline[2 * i + 3] - centreline[2 * i + 1]),
  );
  const usual = gaps.slice().sort((a, b) => a - b)[gaps.length >> 1];
  const i = gaps.findIndex((gap) => gap > MAX_GAP_M && gap > 10 * usual);
  if (i >= 0)
    throw pdmProblem(
      scene,
      `centerline[${i + 1}]`,
      `lies ${gaps[i].toFixed(0)} m from the point before: the route is not connected`,
    );
}

/** How far from the ego the kit looks for the map (metric_cache_processor.py: map radius 100 m). */
const MAP_RADIUS_M = 100;
function checkEgoOnMap({ name, ego, polygons, absent }: PdmScene): void {
  if (absent['drivable area']) return;
  if (polygons.length === 0) throw pdmProblem(name, 'map_polygons', 'there are none');
  const isNear = polygons.some(({ rings }) => {
    const p = indexedPolygon(rings);
    const dx = Math.max(p.minX - ego.x, 0, ego.x - p.maxX);
    const dy = Math.max(p.minY - ego.y, 0, ego.y - p.maxY);
    return Math.hypot(dx, dy) <= MAP_RADIUS_M;
  });
  if (!isNear)
    throw pdmProblem(
      name,
      'ego_state',
      `(${ego.x.toFixed(1)}, ${ego.y.toFixed(1)}) is outside the map: no polygon within ${MAP_RADIUS_M} m`,
    );
}

function checkRing(scene: string, field: string, ring: Float64Array): void {
  if (ring.length < 6) throw pdmProblem(scene, field, `${ring.length / 2} corners, a polygon has 3 or more`);
  if (ring.some((value) => !Number.isFinite(value))) throw pdmProblem(scene, field, 'a corner is not a finite number');
}

function checkTracks({ name, tracks }: PdmScene): void {
  const seen = new Set<string>();
  tracks.forEach((track, i) => {
    const field = `tracks_2hz[${i}] ${track.token}`;
    if (seen.has(track.token)) throw pdmProblem(name, field, 'a second track of that token');
    seen.add(track.token);
    if (!(track.lengthM > 0 && track.widthM > 0 && Number.isFinite(track.lengthM) && Number.isFinite(track.widthM)))
      throw pdmProblem(name, field, `its box is ${track.lengthM} × ${track.widthM} m`);
    for (let f = 0; f < FRAMES; f++) {
      const from = f * TRACK_STATE;
      const given = track.frames.subarray(from, from + TRACK_STATE);
      const isAbsent = given.every((value) => Number.isNaN(value));
      if (!isAbsent && given.some((value) => !Number.isFinite(value)))
        throw pdmProblem(name, `${field}.frames[${f}]`, 'not a finite number');
    }
  });
}

/** A sentence for every polygon that crosses itself: it is scored even-odd, as the official kit does. */
export const crossingNotes = ({ polygons }: Pick<PdmScene, 'polygons'>): string[] =>
  polygons.flatMap(({ token, rings }, i) =>
    rings.some(crossesItself) ? [`map_polygons[${i}] ${token} crosses itself: what is inside is told even-odd`] : [],
  );

/** Sweep over the edges by their lower x; neighbours share a corner and are not compared. */
function crossesItself(ring: Float64Array): boolean {
  const n = ring.length >> 1;
  const x = (i: number) => ring[2 * (i % n)];
  const y = (i: number) => ring[2 * (i % n) + 1];
  const order = Array.from({ length: n }, (_, i) => i).sort(
    (a, b) => Math.min(x(a), x(a + 1)) - Math.min(x(b), x(b + 1)),
  );
  for (let k = 0; k < n; k++) {
    const a = order[k];
    const reach = Math.max(x(a), x(a + 1));
    for (let m = k + 1; m < n; m++) {
      const b = order[m];
      if (Math.min(x(b), x(b + 1)) > reach) break;
      if ((a + 1) % n === b || (b + 1) % n === a) continue;
      if (segmentsTouch(x(a), y(a), x(a + 1), y(a + 1), x(b), y(b), x(b + 1), y(b + 1))) return true;
    }
  }
  return false;
}
