/** Offset of pose i in a flat pose list: 7 numbers each, translation x y z (m) then quaternion w x y z. */
export const POSE_STRIDE = 7;

/** Rotation matrix (row-major 3x3) of a unit quaternion w x y z. */
export function rotationOfQuaternion(w: number, x: number, y: number, z: number): number[] {
  return [
    1 - 2 * (y * y + z * z),
    2 * (x * y - w * z),
    2 * (x * z + w * y),
    2 * (x * y + w * z),
    1 - 2 * (x * x + z * z),
    2 * (y * z - w * x),
    2 * (x * z - w * y),
    2 * (y * z + w * x),
    1 - 2 * (x * x + y * y),
  ];
}

/** Heading about z of a unit quaternion w x y z, rad. */
export const yawOfQuaternion = (w: number, x: number, y: number, z: number): number =>
  Math.atan2(2 * (w * z + x * y), 1 - 2 * (y * y + z * z));

/** Heading about z of pose `i` of a flat pose list, rad. */
export const yawOfPose = (poses: ArrayLike<number>, i: number): number => {
  const o = i * POSE_STRIDE;
  return yawOfQuaternion(poses[o + 3], poses[o + 4], poses[o + 5], poses[o + 6]);
};

/** Affine 3x4 transform, row-major: parent from child. */
export type Affine = Float64Array;

/** Parent-from-child transform of pose `i` of a flat pose list. */
export function affineOfPose(poses: readonly number[], i = 0): Affine {
  const o = i * POSE_STRIDE;
  const r = rotationOfQuaternion(poses[o + 3], poses[o + 4], poses[o + 5], poses[o + 6]);
  return Float64Array.of(r[0], r[1], r[2], poses[o], r[3], r[4], r[5], poses[o + 1], r[6], r[7], r[8], poses[o + 2]);
}

/** Inverse of a rigid transform. */
export function invertAffine(a: Affine): Affine {
  const r0 = a[0],
    r1 = a[1],
    r2 = a[2],
    tx = a[3];
  const r3 = a[4],
    r4 = a[5],
    r5 = a[6],
    ty = a[7];
  const r6 = a[8],
    r7 = a[9],
    r8 = a[10],
    tz = a[11];
  return Float64Array.of(
    r0,
    r3,
    r6,
    -(r0 * tx + r3 * ty + r6 * tz),
    r1,
    r4,
    r7,
    -(r1 * tx + r4 * ty + r7 * tz),
    r2,
    r5,
    r8,
    -(r2 * tx + r5 * ty + r8 * tz),
  );
}

/** a ∘ b. */
export function composeAffine(a: Affine, b: Affine): Affine {
  const out = new Float64Array(12);
  for (let row = 0; row < 3; row++) {
    const a0 = a[row * 4],
      a1 = a[row * 4 + 1],
      a2 = a[row * 4 + 2];
    for (let col = 0; col < 4; col++) {
      out[row * 4 + col] = a0 * b[col] + a1 * b[4 + col] + a2 * b[8 + col] + (col === 3 ? a[row * 4 + 3] : 0);
    }
  }
  return out;
}

/** Applies a transform to a point, m. */
export const transformPoint = (a: Affine, x: number, y: number, z: number): [number, number, number] => [
  a[0] * x + a[1] * y + a[2] * z + a[3],
  a[4] * x + a[5] * y + a[6] * z + a[7],
  a[8] * x + a[9] * y + a[10] * z + a[11],
];
