import { wrapAngle } from '../../../shared/maths/angle.ts';
import { yawOfPose } from '../../../shared/maths/se3.ts';
import type { IndexedSignal } from '../../workspace/index/indexed-clip.ts';

const SOURCE = 'from ego poses';
/** Differences are taken over at least this time, so that the noise of the localisation stays small, s. */
const WINDOW_S = 0.4;

/** Speed, acceleration and yaw rate of an ego path by central differences; empty for fewer than three poses. */
export function signalsFromPoses(timesUs: Float64Array, poses: Float64Array): IndexedSignal[] {
  const count = timesUs.length;
  if (count < 3) return [];
  const travelled = new Float64Array(count);
  const heading = new Float64Array(count);
  heading[0] = yawOfPose(poses, 0);
  for (let i = 1; i < count; i++) {
    const yaw = yawOfPose(poses, i);
    heading[i] = heading[i - 1] + wrapAngle(yaw - heading[i - 1]);
    const dx = poses[i * 7] - poses[i * 7 - 7];
    const dy = poses[i * 7 + 1] - poses[i * 7 - 6];
    // Backwards counts negative: the way is measured along the heading.
    travelled[i] = travelled[i - 1] + Math.sign(dx * Math.cos(yaw) + dy * Math.sin(yaw)) * Math.sqrt(dx * dx + dy * dy);
  }
  const speed = centralDifference(timesUs, travelled);
  return [
    { name: 'speed', unit: 'm/s', source: SOURCE, timesUs, values: speed },
    { name: 'acceleration', unit: 'm/s²', source: SOURCE, timesUs, values: centralDifference(timesUs, speed) },
    { name: 'yawRate', unit: 'rad/s', source: SOURCE, timesUs, values: centralDifference(timesUs, heading) },
  ];
}

/**
 * Derivative (per second) of values at rising times: at each time the difference between the nearest samples that lie
 * half a window or more before and after it, one-sided at the ends.
 */
export function centralDifference(timesUs: ArrayLike<number>, values: ArrayLike<number>): Float64Array {
  const count = timesUs.length;
  const out = new Float64Array(count);
  const halfUs = (WINDOW_S / 2) * 1e6;
  let before = 0;
  let after = 0;
  for (let i = 0; i < count; i++) {
    while (before + 1 < i && timesUs[before + 1] <= timesUs[i] - halfUs) before++;
    while (after < count - 1 && (after <= i || timesUs[after] < timesUs[i] + halfUs)) after++;
    const from = Math.min(before, i);
    out[i] = after === from ? 0 : ((values[after] - values[from]) / (timesUs[after] - timesUs[from])) * 1e6;
  }
  return out;
}
