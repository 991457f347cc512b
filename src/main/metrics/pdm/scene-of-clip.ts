import type { ClipDetail, ObjectTrack } from '../../../shared/domain/clip.ts';
import type { PdmObjectKind, PdmPart, PdmTrafficPolicy } from '../../../shared/domain/pdm.ts';
import type { RoadMap } from '../../../shared/domain/road-map.ts';
import { POSE_STRIDE, yawOfPose } from '../../../shared/maths/se3.ts';
import { isSyntheticClip } from '../../datasets/navsim/synthetic-clip.ts';
import { FRAMES, STEP_US } from './constants.ts';
import { wrapped } from './geometry/angles.ts';
import { placedOnMap } from './reference/place-on-map.ts';
import { loggedRouteLanes } from './reference/route.ts';
import { roadGraph } from './reference/road-graph.ts';
import { TRACK_STATE, type PdmEgoState, type PdmPlan, type PdmScene, type PdmTrack, type PdmVehicle } from './scene.ts';
import type { CachedScene } from './cached-scene.ts';
import { pdmProblem } from './pdm-problem.ts';
import type { Scorer } from './score-batch.ts';

export interface SceneOptions {
  /** Simulates and scores the reference planner's proposals. */
  scorer: Scorer;
  traffic?: PdmTrafficPolicy;
  sceneType?: PdmScene['sceneType'];
  cache?: CachedScene | null;
}

const FRAME_US = 5 * STEP_US;
/** Frames count as 0.5 s apart when they are this near to it. */
const JITTER_US = 150_000;
/** Frames of the future that v2 needs, and of the history. */
const FUTURE = 8;
const PAST = 3;
/** nuPlan's pacifica, in which the kit scores everything. */
const PACIFICA = { frontM: 4.049, rearM: 1.127, widthM: 2.297, wheelBaseM: 3.089 } as const;

/**
 * The PDM scene of one decision instant: `frame` is an index into the clip's frames. Parts that the recording lacks are
 * declared absent with the reason; `missing` only where nothing can be scored. The reference is that of the cache where
 * there is one, else PDM-Closed on the map's lane graph.
 */
export function sceneOf(
  clip: ClipDetail,
  frame: number,
  roads: RoadMap | null,
  options: SceneOptions,
): PdmScene | { missing: string } {
  const now = clip.frames[frame];
  if (!now) return { missing: `the clip has no frame ${frame}` };
  const at = Array.from({ length: FRAMES }, (_, k) => frameNear(clip, now.timeUs + k * FRAME_US));
  const ends = at.slice(0, FUTURE + 1).findIndex((index) => index === null);
  if (ends >= 0) return { missing: `the recording has no frame ${(ends * 0.5).toFixed(1)} s on; 4.0 s are scored` };
  const absent: Partial<Record<PdmPart, string>> = {};
  const notes: string[] = [];
  const ego = egoAt(clip, frame);
  const past = Array.from({ length: PAST + 1 }, (_, k) => frameNear(clip, now.timeUs - (PAST - k) * FRAME_US));
  const hasPast = past.every((index) => index !== null);
  if (!hasPast) absent.history = 'the recording has no 1.5 s before this instant';
  if (!clip.driving?.motion) notes.push('speed and acceleration of the ego are estimated from its poses');
  if (at[FRAMES - 1] === null)
    notes.push('the recording ends less than 5 s on: the time to collision of PDMS looks at no traffic after its end');
  const before = past[PAST - 1];
  const route = clip.driving?.routes[clip.driving.routeOf[frame] ?? -1] ?? [];
  const lights = lightsAt(clip, at);
  if (!lights) absent['traffic lights'] = 'the recording has no states of traffic lights';
  if (clip.objects.length === 0 && clip.absences.some((text) => /annotation/i.test(text)))
    absent.tracks = 'the recording has no annotated objects';
  const sceneType = options.sceneType ?? (isSyntheticClip(clip) ? 'synthetic' : 'original');
  const human = sceneType === 'synthetic' ? null : humanPlan(clip, ego, at);
  const base: PdmScene = {
    name: now.token,
    sceneType,
    vehicle: vehicleOf(clip),
    ego,
    past: hasPast ? past.map((index) => egoAt(clip, index ?? frame)) : [],
    previousEgo: before === null || before === undefined ? null : egoAt(clip, before),
    centreline: new Float64Array(0),
    routeLaneIds: [],
    polygons: [],
    tracks: clip.objects.flatMap((object) => trackOf(object, at)),
    redConnectors: lights ?? [],
    reference: null,
    human,
    absent,
    traffic: options.traffic ?? 'log-replay',
    notes,
  };
  const graph = roads && roadGraph(roads);
  if (options.cache)
    return withCache(base, options.cache, graph && route.length > 0 ? loggedRouteLanes(graph, route) : null);
  return placedOnMap(base, graph, route, options.scorer);
}

/** Most that the first pose of a cached reference may lie off the ego: it starts there. */
const SAME_PLACE_M = 1;

/** `loggedLanes`: lanes of the route as it was logged, whose red lights count; null where they are not known. */
function withCache(base: PdmScene, cache: CachedScene, loggedLanes: readonly string[] | null): PdmScene {
  const { name, ego } = base;
  const awayM = Math.hypot(cache.reference[0] - ego.x, cache.reference[1] - ego.y);
  if (!(awayM <= SAME_PLACE_M))
    throw pdmProblem(
      name,
      'metric cache',
      `its plan starts ${awayM.toFixed(1)} m from the ego: it is of another scene`,
    );
  if (Math.abs(cache.startUs - ego.timeUs) > JITTER_US)
    throw pdmProblem(name, 'metric cache', 'its plan starts at another time than the scene');
  return {
    ...base,
    centreline: cache.centreline,
    routeLaneIds: cache.routeLaneIds,
    polygons: cache.polygons,
    reference: { kind: 'metric-cache', poses: cache.reference },
    ...(loggedLanes
      ? { redLaneIds: loggedLanes }
      : {
          notes: [
            ...base.notes,
            'the route as it was logged is not on a map here: red lights count on the lanes of the cached route',
          ],
        }),
  };
}

/** Index of the frame at a time, null where the clip has none there. */
function frameNear(clip: ClipDetail, timeUs: number): number | null {
  let best: number | null = null;
  let least = JITTER_US;
  clip.frames.forEach((frame, i) => {
    const off = Math.abs(frame.timeUs - timeUs);
    if (off <= least && (off < least || best === null)) {
      least = off;
      best = i;
    }
  });
  return best;
}

function vehicleOf({ datasetKind, ego }: ClipDetail): PdmVehicle {
  // NAVSIM scores every recording in the pacifica; other recordings are scored in the vehicle that drove.
  const { frontM, rearM, widthM } = datasetKind === 'navsim' ? PACIFICA : ego;
  return {
    widthM,
    lengthM: frontM + rearM,
    wheelBaseM: PACIFICA.wheelBaseM,
    rearAxleToCentreM: (frontM + rearM) / 2 - rearM,
  };
}

/** Ego state at a frame. Angles and rates of the wheel are 0, as in all NAVSIM data. */
function egoAt(clip: ClipDetail, frame: number): PdmEgoState {
  const { timeUs, egoIndex } = clip.frames[frame];
  const poses = clip.ego.globalFromEgo;
  const heading = yawOfPose(poses, egoIndex);
  const motion = clip.driving?.motion;
  const [vx, vy, ax, ay] = motion ? motion.slice(4 * frame, 4 * frame + 4) : motionFromPoses(clip, egoIndex);
  return {
    timeUs,
    x: poses[egoIndex * POSE_STRIDE],
    y: poses[egoIndex * POSE_STRIDE + 1],
    heading,
    vx,
    vy,
    ax,
    ay,
    steering: 0,
    steeringRate: 0,
    yawRate: 0,
    yawAcceleration: 0,
  };
}

/** Velocity and acceleration in the body frame from the poses a quarter of a second before and after. */
function motionFromPoses({ ego }: ClipDetail, index: number): [vx: number, vy: number, ax: number, ay: number] {
  const { timesUs, globalFromEgo: poses } = ego;
  const seek = (step: 1 | -1) => {
    let i = index;
    while (i + step >= 0 && i + step < timesUs.length && Math.abs(timesUs[i] - timesUs[index]) < 250_000) i += step;
    return i;
  };
  const [a, b] = [seek(-1), seek(1)];
  const velocity = (from: number, to: number): [number, number] => {
    const s = (timesUs[to] - timesUs[from]) * 1e-6;
    if (s <= 0) return [0, 0];
    return [0, 1].map((k) => (poses[to * POSE_STRIDE + k] - poses[from * POSE_STRIDE + k]) / s) as [number, number];
  };
  const [mean, first, second] = [velocity(a, b), velocity(a, index), velocity(index, b)];
  const half = ((timesUs[b] - timesUs[a]) * 1e-6) / 2;
  const change = a < index && index < b ? [0, 1].map((k) => (second[k] - first[k]) / half) : [0, 0];
  const yaw = yawOfPose(poses, index);
  const [cos, sin] = [Math.cos(yaw), Math.sin(yaw)];
  return [
    cos * mean[0] + sin * mean[1],
    -sin * mean[0] + cos * mean[1],
    cos * change[0] + sin * change[1],
    -sin * change[0] + cos * change[1],
  ];
}

/** What was driven in the next 4 s, 8 poses in the ego frame. */
function humanPlan(clip: ClipDetail, ego: PdmEgoState, at: readonly (number | null)[]): PdmPlan {
  const poses = new Float64Array(FUTURE * 3);
  const [cos, sin] = [Math.cos(ego.heading), Math.sin(ego.heading)];
  for (let k = 1; k <= FUTURE; k++) {
    const state = egoAt(clip, at[k] ?? 0);
    const [dx, dy] = [state.x - ego.x, state.y - ego.y];
    poses.set([cos * dx + sin * dy, -sin * dx + cos * dy, wrapped(state.heading - ego.heading)], 3 * (k - 1));
  }
  return { poses, intervalS: 0.5 };
}

/** Red connectors by frame; null where the recording tells nothing of lights. */
function lightsAt(clip: ClipDetail, at: readonly (number | null)[]): string[][] | null {
  if (clip.lights.length === 0 && (clip.datasetKind === 'nuscenes' || clip.datasetKind === 'physicalai')) return null;
  return at.map((frame) =>
    clip.lights
      .filter((light) => {
        const seen = frame === null ? -1 : light.frames.indexOf(frame);
        return seen >= 0 && light.states[seen] === 'red';
      })
      .map((light) => light.connectorId),
  );
}

const kindsByCategory: Record<string, PdmObjectKind> = {
  vehicle: 'vehicle',
  pedestrian: 'pedestrian',
  bicycle: 'bicycle',
  traffic_cone: 'traffic_cone',
  barrier: 'barrier',
  czone_sign: 'czone_sign',
  generic_object: 'generic_object',
};
const kindOf = ({ category, objectClass }: ObjectTrack): PdmObjectKind => {
  const named = kindsByCategory[category];
  if (named) return named;
  if (objectClass === 'vehicle' || objectClass === 'pedestrian' || objectClass === 'bicycle') return objectClass;
  if (objectClass === 'cone') return 'traffic_cone';
  return /barrier/.test(category) ? 'barrier' : 'generic_object';
};

/** An object at the frames of the scene; none where it is at none of them. */
function trackOf(object: ObjectTrack, at: readonly (number | null)[]): PdmTrack[] {
  const frames = new Float64Array(FRAMES * TRACK_STATE).fill(NaN);
  let isThere = false;
  at.forEach((frame, k) => {
    const i = frame === null ? -1 : object.frames.indexOf(frame);
    if (i < 0) return;
    isThere = true;
    const velocity = [0, 1].map((c) => object.velocities[2 * i + c] ?? 0);
    frames.set([object.centres[3 * i], object.centres[3 * i + 1], object.yaws[i], ...velocity], k * TRACK_STATE);
  });
  if (!isThere) return [];
  const [lengthM, widthM] = object.sizeM;
  return [{ token: object.trackId, kind: kindOf(object), lengthM, widthM, frames }];
}
