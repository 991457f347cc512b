import { wrapAngle } from './angle.ts';

/** A planar pose: metres and radians, counter-clockwise. */
export interface Pose2 {
  x: number;
  y: number;
  yaw: number;
}

/** `b` given in the frame of `a`, expressed in a's parent: a ∘ b. */
export function composeSe2(a: Pose2, b: Pose2): Pose2 {
  const c = Math.cos(a.yaw);
  const s = Math.sin(a.yaw);
  return { x: a.x + c * b.x - s * b.y, y: a.y + s * b.x + c * b.y, yaw: wrapAngle(a.yaw + b.yaw) };
}

/** `b` seen from `a`, both given in one parent frame: a⁻¹ ∘ b. */
export function relativeSe2(a: Pose2, b: Pose2): Pose2 {
  const c = Math.cos(a.yaw);
  const s = Math.sin(a.yaw);
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  return { x: c * dx + s * dy, y: -s * dx + c * dy, yaw: wrapAngle(b.yaw - a.yaw) };
}
