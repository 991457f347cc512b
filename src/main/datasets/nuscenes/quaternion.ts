/** How far a squared length may be from 1: real rows are within 1e-6, rounded exports within this. */
const TOLERANCE = 1e-2;

/** True where the 4 numbers from `at` on (w x y z) are a unit quaternion. */
export function isUnitQuaternion(numbers: ArrayLike<number>, at: number): boolean {
  const w = numbers[at];
  const x = numbers[at + 1];
  const y = numbers[at + 2];
  const z = numbers[at + 3];
  return Math.abs(w * w + x * x + y * y + z * z - 1) < TOLERANCE;
}
