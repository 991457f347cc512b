import type { Affine } from '../../../shared/maths/se3.ts';

/**
 * Pose (x y z, unit quaternion w x y z with w ≥ 0) of a rigid transform. Shepperd's method: the largest of the four
 * components is taken from the trace, the others from it.
 */
export function poseOfAffine(a: Affine): number[] {
  const [xx, yy, zz] = [a[0], a[5], a[10]];
  const squares = [1 + xx + yy + zz, 1 + xx - yy - zz, 1 - xx + yy - zz, 1 - xx - yy + zz];
  const largest = squares.indexOf(Math.max(...squares));
  const twice = Math.sqrt(squares[largest]);
  const [wx, wy, wz] = [a[9] - a[6], a[2] - a[8], a[4] - a[1]];
  const [xy, xz, yz] = [a[4] + a[1], a[2] + a[8], a[9] + a[6]];
  const rows = [
    [twice * twice, wx, wy, wz],
    [wx, twice * twice, xy, xz],
    [wy, xy, twice * twice, yz],
    [wz, xz, yz, twice * twice],
  ][largest];
  const length = Math.hypot(...rows) * (rows[0] < 0 ? -1 : 1);
  return [a[3], a[7], a[11], ...rows.map((value) => value / length)];
}
