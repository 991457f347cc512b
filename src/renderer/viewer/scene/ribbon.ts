import type { Pose2 } from '../../../shared/maths/se2.ts';

/** Two borders of a strip on the ground, x y pairs flat, the same count on each side. */
export interface Ribbon {
  left: Float64Array;
  right: Float64Array;
}

/** Poses nearer to each other than this are one place, m: a standing vehicle has no direction of travel. */
const SAME_PLACE_M = 0.05;

/**
 * The strip that a vehicle of `widthM` sweeps along a path: every pose set off by half the width to its left and right,
 * along the pose's own heading. Null for a path that goes nowhere.
 */
export function ribbonOf(poses: readonly Pose2[], widthM: number): Ribbon | null {
  const kept: Pose2[] = [];
  for (const pose of poses) {
    const last = kept.at(-1);
    if (!last || Math.hypot(pose.x - last.x, pose.y - last.y) >= SAME_PLACE_M) kept.push(pose);
  }
  if (kept.length < 2) return null;
  const left = new Float64Array(kept.length * 2);
  const right = new Float64Array(kept.length * 2);
  kept.forEach(({ x, y, yaw }, i) => {
    const dx = (-Math.sin(yaw) * widthM) / 2;
    const dy = (Math.cos(yaw) * widthM) / 2;
    left.set([x + dx, y + dy], 2 * i);
    right.set([x - dx, y - dy], 2 * i);
  });
  return { left, right };
}

/** Corners of a footprint around a rear-axle pose: front left, front right, rear right, rear left; x y flat, m. */
export function footprint(pose: Pose2, frontM: number, rearM: number, widthM: number): [number, number][] {
  const c = Math.cos(pose.yaw);
  const s = Math.sin(pose.yaw);
  const half = widthM / 2;
  return (
    [
      [frontM, half],
      [frontM, -half],
      [-rearM, -half],
      [-rearM, half],
    ] as const
  ).map(([x, y]) => [pose.x + c * x - s * y, pose.y + s * x + c * y]);
}
