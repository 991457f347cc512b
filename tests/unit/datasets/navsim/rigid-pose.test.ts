import { expect, it } from 'vitest';
import { poseOfAffine } from '../../../../src/main/datasets/navsim/rigid-pose.ts';
import { affineOfPose } from '../../../../src/shared/maths/se3.ts';

const half = Math.SQRT1_2;
/** Quaternions w x y z in which each component in turn is the largest, with the signs that make it hard. */
const rotations: [about: string, quaternion: number[]][] = [
  ['nothing', [1, 0, 0, 0]],
  ['z, to the left', [half, 0, 0, half]],
  ['z, to the right', [half, 0, 0, -half]],
  ['x, half a turn', [0, 1, 0, 0]],
  ['y, half a turn', [0, 0, 1, 0]],
  ['z, half a turn', [0, 0, 0, 1]],
  ['x mostly', [0.1, 0.9, -0.3, 0.3]],
  ['y mostly', [0.1, -0.3, 0.9, 0.3]],
  ['z mostly', [0.1, 0.3, 0.3, -0.9]],
  ['all axes alike', [0.5, 0.5, -0.5, 0.5]],
];

it.each(rotations)('a rotation about %s comes back from its matrix', (_about, [w, x, y, z]) => {
  const length = Math.hypot(w, x, y, z);
  const pose = [4, -5, 6, ...[w, x, y, z].map((value) => value / length)];
  const found = poseOfAffine(affineOfPose(pose));
  found.forEach((value, i) => expect(value).toBeCloseTo(pose[i], 12));
});

it('of the two quaternions of a rotation the one with w of 0 or more is given', () => {
  const [, , , w, , , z] = poseOfAffine(affineOfPose([0, 0, 0, -half, 0, 0, half]));
  expect([w, z]).toEqual([expect.closeTo(half, 12), expect.closeTo(-half, 12)]);
});
