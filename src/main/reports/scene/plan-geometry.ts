import type { ClipDetail } from '../../../shared/domain/clip.ts';
import type { Prediction } from '../../../shared/domain/run.ts';
import { US_PER_S } from '../../../shared/domain/time.ts';
import { relativeSe2, type Pose2 } from '../../../shared/maths/se2.ts';
import { lastAtOrBefore, pose2At } from '../../../shared/maths/track.ts';

/** Seconds that a plan is scored over and a picture shows. */
export const SHOWN_S = 4;
const STEP_S = 0.1;

/** A path in the ego frame of the decision instant, m: x forward, y left; seconds after it. */
export interface Path {
  timesS: number[];
  points: [number, number][];
}

/** The recorded path after a time, at 10 Hz, as far as the recording goes and at most 4 s. */
export function recordedPath(clip: ClipDetail, timeUs: number): Path {
  const origin = pose2At(clip.ego, timeUs);
  const path: Path = { timesS: [], points: [] };
  if (!origin) return path;
  for (let step = 0; step <= SHOWN_S / STEP_S; step++) {
    const pose = pose2At(clip.ego, timeUs + Math.round(step * STEP_S * US_PER_S));
    if (!pose) break;
    const { x, y } = relativeSe2(origin, pose);
    path.timesS.push(step * STEP_S);
    path.points.push([x, y]);
  }
  return path;
}

/** The most probable mode of a plan as a path that starts at the decision instant. */
export function plannedPath(prediction: Prediction): Path {
  const { poses, stepS, trajectories } = prediction;
  const offset = mostProbable(prediction) * poses * 3;
  const path: Path = { timesS: [0], points: [[0, 0]] };
  for (let i = 0; i < poses && (i + 1) * stepS <= SHOWN_S + 1e-6; i++) {
    path.timesS.push((i + 1) * stepS);
    path.points.push([trajectories[offset + i * 3], trajectories[offset + i * 3 + 1]]);
  }
  return path;
}

const mostProbable = ({ probabilities }: Prediction): number =>
  probabilities === null ? 0 : probabilities.indexOf(Math.max(...probabilities));

/** Point of a path at a time, linear in between; null outside it. */
export function pathPointAt(path: Path, timeS: number): [number, number] | null {
  const i = lastAtOrBefore(path.timesS, timeS + 1e-9);
  if (i < 0) return null;
  const [x, y] = path.points[i];
  if (i + 1 >= path.points.length) return timeS - path.timesS[i] < 1e-6 ? [x, y] : null;
  const t = (timeS - path.timesS[i]) / (path.timesS[i + 1] - path.timesS[i]);
  const [nextX, nextY] = path.points[i + 1];
  return [x + (nextX - x) * t, y + (nextY - y) * t];
}

/** Ego pose at the decision instant and its height, for placing a path in the global frame. */
export function originOf(clip: ClipDetail, timeUs: number): (Pose2 & { z: number }) | null {
  const pose = pose2At(clip.ego, timeUs);
  const i = lastAtOrBefore(clip.ego.timesUs, timeUs);
  return pose && { ...pose, z: clip.ego.globalFromEgo[i * 7 + 2] };
}

/**
 * Where a plan ends up against the recorded path, in words: `A is 12.3 m ahead, 1.4 m left at +4 s`.
 * Measured along the driven direction, at the metric's horizon or the last second both reach.
 */
export function planSentence(letter: string, plan: Path, recorded: Path, horizonS: number): string {
  const endS = Math.floor(Math.min(horizonS, plan.timesS.at(-1) ?? 0, recorded.timesS.at(-1) ?? 0) + 1e-6);
  const planned = pathPointAt(plan, endS);
  const driven = pathPointAt(recorded, endS);
  const before = pathPointAt(recorded, endS - 1);
  if (endS < 1 || !planned || !driven || !before) return `${letter} has no recorded path to be held against`;
  // Along the driven direction of the last second; a car that stood still keeps the ego's own direction.
  const [dx, dy] = [driven[0] - before[0], driven[1] - before[1]];
  const length = Math.hypot(dx, dy);
  const [ux, uy] = length > 0.2 ? [dx / length, dy / length] : [1, 0];
  const [ex, ey] = [planned[0] - driven[0], planned[1] - driven[1]];
  const ahead = ex * ux + ey * uy;
  const left = -ex * uy + ey * ux;
  const parts = [
    Math.abs(ahead) >= 0.1 && `${Math.abs(ahead).toFixed(1)} m ${ahead > 0 ? 'ahead' : 'behind'}`,
    Math.abs(left) >= 0.1 && `${Math.abs(left).toFixed(1)} m ${left > 0 ? 'left' : 'right'}`,
  ].filter(Boolean);
  return parts.length === 0
    ? `${letter} is where the driver was at +${endS} s`
    : `${letter} is ${parts.join(', ')} at +${endS} s`;
}
