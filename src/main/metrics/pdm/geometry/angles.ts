const TURN = 2 * Math.PI;

/** Angle in [−π, π), as nuPlan's principal_value. */
export function wrapped(angle: number): number {
  if (angle >= -Math.PI && angle < Math.PI) return angle;
  return angle - TURN * Math.floor((angle + Math.PI) / TURN);
}

/** The angle equal to `angle` but for whole turns that is nearest to `near`. */
export const unwrappedNear = (angle: number, near: number): number => angle - TURN * Math.round((angle - near) / TURN);

/** Angle between an ego axis (cos, sin) and the way to a point, rad; NaN where the point is the axle itself. */
export function bearing(cos: number, sin: number, dx: number, dy: number): number {
  const dot = (cos * dx + sin * dy) / Math.sqrt(dx * dx + dy * dy);
  return Math.acos(dot > 1 ? 1 : dot < -1 ? -1 : dot);
}
