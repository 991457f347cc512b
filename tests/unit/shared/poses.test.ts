import { describe, expect, test } from 'vitest';
import { lerpAngle, wrapAngle } from '../../../src/shared/maths/angle.ts';
import { composeSe2, relativeSe2 } from '../../../src/shared/maths/se2.ts';
import { affineOfPose, composeAffine, invertAffine, transformPoint, yawOfPose } from '../../../src/shared/maths/se3.ts';

const half = Math.SQRT1_2;

describe('angles', () => {
  test.each([
    [0, 0],
    [Math.PI, Math.PI],
    [-Math.PI, Math.PI],
    [3 * Math.PI, Math.PI],
    [2 * Math.PI + 0.25, 0.25],
    [-2 * Math.PI - 0.25, -0.25],
  ])('%f wraps to %f', (angle, wrapped) => expect(wrapAngle(angle)).toBeCloseTo(wrapped, 12));

  test('interpolation takes the short way over the seam', () => {
    expect(lerpAngle(Math.PI - 0.1, -Math.PI + 0.1, 0.25)).toBeCloseTo(Math.PI - 0.05, 12);
  });
});

describe('planar poses', () => {
  test('a pose one metre ahead of one that looks north lies north', () => {
    const ahead = composeSe2({ x: 10, y: 5, yaw: Math.PI / 2 }, { x: 1, y: 0, yaw: 0 });
    expect(ahead.x).toBeCloseTo(10, 12);
    expect(ahead.y).toBeCloseTo(6, 12);
  });

  test('relative undoes compose', () => {
    const a = { x: 3, y: -2, yaw: 2.5 };
    const b = { x: 4, y: 7, yaw: -1.3 };
    const back = relativeSe2(a, composeSe2(a, b));
    expect(back.x).toBeCloseTo(b.x, 12);
    expect(back.y).toBeCloseTo(b.y, 12);
    expect(back.yaw).toBeCloseTo(b.yaw, 12);
  });
});

describe('spatial poses', () => {
  test.each([
    { what: 'none', q: [1, 0, 0, 0], point: [1, 2, 3] },
    { what: 'a quarter turn left about z', q: [half, 0, 0, half], point: [-2, 1, 3] },
    { what: 'a quarter turn about x', q: [half, half, 0, 0], point: [1, -3, 2] },
    { what: 'the same rotation with the other sign', q: [-half, 0, 0, -half], point: [-2, 1, 3] },
  ])('rotation by $what', ({ q, point }) => {
    const moved = transformPoint(affineOfPose([10, 20, 30, ...q]), 1, 2, 3);
    point.forEach((value, i) => expect(moved[i]).toBeCloseTo(value + [10, 20, 30][i], 12));
  });

  test('the inverse brings every point back', () => {
    const a = affineOfPose([3, -4, 5, 0.5, 0.5, -0.5, 0.5]);
    const round = composeAffine(invertAffine(a), a);
    [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0].forEach((v, i) => expect(round[i]).toBeCloseTo(v, 12));
  });

  test('the heading of the second pose of a list', () => {
    expect(yawOfPose([0, 0, 0, 1, 0, 0, 0, 1, 1, 1, half, 0, 0, half], 1)).toBeCloseTo(Math.PI / 2, 12);
  });
});
