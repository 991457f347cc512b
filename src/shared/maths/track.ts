import { lerpAngle } from './angle.ts';
import type { Pose2 } from './se2.ts';
import { POSE_STRIDE, yawOfPose } from './se3.ts';

/**
 * Index of the last element of a rising list that is <= `value`; −1 when all are larger.
 * Binary search, O(log n).
 */
export function lastAtOrBefore(rising: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const mid = (low + high) >>> 1;
    if (rising[mid] <= value) low = mid + 1;
    else high = mid;
  }
  return low - 1;
}

/** Index of the element nearest to `value` in a rising list; −1 for an empty one. */
export function nearestIndex(rising: ArrayLike<number>, value: number): number {
  const before = lastAtOrBefore(rising, value);
  if (before < 0) return rising.length > 0 ? 0 : -1;
  if (before + 1 >= rising.length) return before;
  return value - rising[before] <= rising[before + 1] - value ? before : before + 1;
}

/**
 * Planar pose of a track at a time: linear in position, shortest way in heading.
 * Null outside the track: nothing is extrapolated.
 */
export function pose2At(
  track: { timesUs: ArrayLike<number>; globalFromEgo: ArrayLike<number> },
  timeUs: number,
): Pose2 | null {
  const { timesUs, globalFromEgo: p } = track;
  const i = lastAtOrBefore(timesUs, timeUs);
  if (i < 0) return null;
  const a = i * POSE_STRIDE;
  if (timesUs[i] === timeUs) return { x: p[a], y: p[a + 1], yaw: yawOfPose(p, i) };
  if (i + 1 >= timesUs.length) return null;
  const t = (timeUs - timesUs[i]) / (timesUs[i + 1] - timesUs[i]);
  const b = a + POSE_STRIDE;
  return {
    x: p[a] + (p[b] - p[a]) * t,
    y: p[a + 1] + (p[b + 1] - p[a + 1]) * t,
    yaw: lerpAngle(yawOfPose(p, i), yawOfPose(p, i + 1), t),
  };
}

/** Value of a sampled curve at a time, linear between samples; null outside it. */
export function valueAt(timesUs: readonly number[], values: readonly number[], timeUs: number): number | null {
  const i = lastAtOrBefore(timesUs, timeUs);
  if (i < 0) return null;
  if (timesUs[i] === timeUs) return values[i];
  if (i + 1 >= timesUs.length) return null;
  return values[i] + ((values[i + 1] - values[i]) * (timeUs - timesUs[i])) / (timesUs[i + 1] - timesUs[i]);
}
