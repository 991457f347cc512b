import { describe, expect, test } from 'vitest';
import { projectPoint } from '../../../src/shared/maths/lens.ts';
import { BOX_EDGES, boxCorners, cameraFromGlobal } from '../../../src/shared/maths/projection.ts';
import { transformPoint } from '../../../src/shared/maths/se3.ts';

/** A camera at the ego origin that looks along ego x: camera x = −ego y, camera y = −ego z, camera z = ego x. */
const forwardCamera = [0, 0, 0, 0.5, -0.5, 0.5, -0.5];
const identity = [0, 0, 0, 1, 0, 0, 0];
const k = [1000, 0, 800, 0, 1000, 450, 0, 0, 1];

describe('a pinhole camera', () => {
  test('a point ahead, left and up falls left of and above the middle', () => {
    const [x, y, z] = transformPoint(cameraFromGlobal(forwardCamera, identity, 0), 10, 1, 0.5);
    const pixel = projectPoint({ model: 'pinhole', distortion: null }, k, x, y, z);
    expect(pixel?.[0]).toBeCloseTo(800 - 100, 9);
    expect(pixel?.[1]).toBeCloseTo(450 - 50, 9);
  });

  test('each image uses its own ego pose', () => {
    const poses = [...identity, 5, 0, 0, 1, 0, 0, 0];
    expect(transformPoint(cameraFromGlobal(forwardCamera, poses, 1), 10, 0, 0)[2]).toBeCloseTo(5, 12);
  });
});

describe('corners of a box', () => {
  const corners = boxCorners([10, 20, 1], [4, 2, 1.5], Math.PI / 2);
  const corner = (i: number) => [...corners.subarray(i * 3, i * 3 + 3)];

  test('the front of a box that heads north lies north, its left side west', () => {
    [9, 22, 1.75].forEach((v, i) => expect(corner(0)[i]).toBeCloseTo(v, 12));
    [11, 18, 0.25].forEach((v, i) => expect(corner(6)[i]).toBeCloseTo(v, 12));
  });

  test('its twelve edges have its three lengths, four each', () => {
    const lengths = BOX_EDGES.map(([a, b]) => Math.hypot(...corner(a).map((v, i) => v - corner(b)[i])));
    for (const size of [4, 2, 1.5]) expect(lengths.filter((l) => Math.abs(l - size) < 1e-9)).toHaveLength(4);
  });
});
