import type { EgoTrack } from '../../../shared/domain/clip.ts';
import type { Prediction } from '../../../shared/domain/run.ts';
import { composeSe2, type Pose2 } from '../../../shared/maths/se2.ts';
import { POSE_STRIDE, yawOfPose } from '../../../shared/maths/se3.ts';
import { lastAtOrBefore, pose2At } from '../../../shared/maths/track.ts';
import type { Series } from '../../../shared/domain/series.ts';

/** A path on the ground, global frame, with the time at which each pose is reached. */
export interface TimedPath {
  /** Rising, µs. */
  timesUs: number[];
  /** Positions and headings, m and rad, one per time. */
  poses: Pose2[];
}

/** Something to draw: whose path, from the decision instant on. */
export interface PlanPath {
  series: Series;
  /** Decision instant, µs. */
  fromUs: number;
  path: TimedPath;
  /** Less likely modes of the same plan. */
  otherModes: TimedPath[];
}

/** How far the scored future reaches, s. */
export const HORIZON_S = 4;
/** A plan whose last half second covers less than this stands at its end, m. */
const STOP_M = 0.15;

/** The part of the recorded path between two times, with exact ends; empty outside the recording. */
export function egoPathBetween(ego: EgoTrack, fromUs: number, toUs: number): TimedPath {
  const path: TimedPath = { timesUs: [], poses: [] };
  const first = Math.max(fromUs, ego.timesUs[0] ?? Infinity);
  const last = Math.min(toUs, ego.timesUs[ego.timesUs.length - 1] ?? -Infinity);
  if (first > last) return path;
  const add = (timeUs: number, pose: Pose2 | null) => {
    if (!pose) return;
    path.timesUs.push(timeUs);
    path.poses.push(pose);
  };
  add(first, pose2At(ego, first));
  for (let i = lastAtOrBefore(ego.timesUs, first) + 1; i < ego.timesUs.length && ego.timesUs[i] < last; i++) {
    const o = i * POSE_STRIDE;
    add(ego.timesUs[i], { x: ego.globalFromEgo[o], y: ego.globalFromEgo[o + 1], yaw: yawOfPose(ego.globalFromEgo, i) });
  }
  if (last > first) add(last, pose2At(ego, last));
  return path;
}

function modePath(prediction: Prediction, mode: number, origin: Pose2): TimedPath {
  const path: TimedPath = { timesUs: [prediction.timeUs], poses: [origin] };
  for (let i = 0; i < prediction.poses; i++) {
    const o = (mode * prediction.poses + i) * 3;
    const [x, y, yaw] = prediction.trajectories.slice(o, o + 3);
    path.timesUs.push(prediction.timeUs + Math.round((i + 1) * prediction.stepS * 1e6));
    path.poses.push(composeSe2(origin, { x, y, yaw }));
  }
  return path;
}

/** Index of the likeliest mode; the first where no probabilities are given. */
export const likeliestMode = (probabilities: readonly number[] | null): number =>
  probabilities === null || probabilities.length === 0 ? 0 : probabilities.indexOf(Math.max(...probabilities));

/** A plan in the global frame, starting at the ego pose of its decision instant. Null where that pose is not known. */
export function planPath(series: Series, prediction: Prediction, ego: EgoTrack): PlanPath | null {
  const origin = pose2At(ego, prediction.timeUs);
  if (!origin) return null;
  const best = likeliestMode(prediction.probabilities);
  const modes = Array.from({ length: prediction.modes }, (_, mode) => modePath(prediction, mode, origin));
  return { series, fromUs: prediction.timeUs, path: modes[best], otherModes: modes.filter((_, m) => m !== best) };
}

/** Pose on a path at a time; null before its start and after its end. */
export function poseOnPath(path: TimedPath, timeUs: number): Pose2 | null {
  const i = lastAtOrBefore(path.timesUs, timeUs);
  if (i < 0) return null;
  if (path.timesUs[i] === timeUs) return path.poses[i];
  if (i + 1 >= path.timesUs.length) return null;
  const t = (timeUs - path.timesUs[i]) / (path.timesUs[i + 1] - path.timesUs[i]);
  const [a, b] = [path.poses[i], path.poses[i + 1]];
  const turn = Math.atan2(Math.sin(b.yaw - a.yaw), Math.cos(b.yaw - a.yaw));
  return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t, yaw: a.yaw + turn * t };
}

/** Poses at whole seconds after the decision instant, for the markers. */
export function wholeSeconds(path: TimedPath, fromUs: number, horizonS = HORIZON_S): { second: number; pose: Pose2 }[] {
  const marks: { second: number; pose: Pose2 }[] = [];
  for (let second = 1; second <= horizonS; second++) {
    const pose = poseOnPath(path, fromUs + second * 1e6);
    if (pose) marks.push({ second, pose });
  }
  return marks;
}

/** Where a path comes to a standstill at its end; null when it is still moving there, or never moved at all. */
export function stopPose(path: TimedPath): Pose2 | null {
  const end = path.poses.at(-1);
  const start = path.poses.at(0);
  if (!end || !start) return null;
  const earlier = poseOnPath(path, path.timesUs[path.timesUs.length - 1] - 500_000);
  if (!earlier || Math.hypot(end.x - earlier.x, end.y - earlier.y) > STOP_M) return null;
  return Math.hypot(end.x - start.x, end.y - start.y) > 1 ? end : null;
}
