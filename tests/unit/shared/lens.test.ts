import { describe, expect, test } from 'vitest';
import type { CameraLens } from '../../../src/shared/domain/clip.ts';
import { projectPoint, projectPolygon, projectPolyline, unproject } from '../../../src/shared/maths/lens.ts';
import { NEAR_M } from '../../../src/shared/maths/projection.ts';

const k = [1545, 0, 960, 0, 1545, 560, 0, 0, 1];
const rectified: CameraLens = { model: 'pinhole', distortion: null };
const distorted: CameraLens = { model: 'pinhole', distortion: [-0.356123, 0.172545, -0.00213, 0.000464, -0.05231] };
/** An equidistant lens: 900 px a radian, so that forward and backward are exact inverses. */
const equidistant: CameraLens = {
  model: 'ftheta',
  cxPx: 960,
  cyPx: 540,
  forward: [0, 900, 0, 0, 0],
  backward: [0, 1 / 900, 0, 0, 0],
  approximate: null,
};
/** A wide lens that stops to rise: r = 1000 θ − 80 θ³ has its top at 117°. */
const folding: CameraLens = { ...equidistant, forward: [0, 1000, 0, -80, 0] };

type Point3 = [number, number, number];

const near = (got: readonly number[] | null, wanted: readonly number[], digits = 6) => {
  expect(got).not.toBeNull();
  wanted.forEach((w, i) => expect(got?.[i]).toBeCloseTo(w, digits));
};

describe('Brown-Conrady distortion', () => {
  // By OpenCV 4's projectPoints with the same matrix and coefficients.
  test.each<[Point3, number[]]>([
    [
      [0, 0, 5],
      [960, 560],
    ],
    [
      [1, 0.5, 4],
      [1335.840785898, 747.635292168],
    ],
    [
      [-3, 1, 6],
      [255.605423693, 793.95044488],
    ],
    [
      [4, -2, 6],
      [1834.330304307, 121.20573118],
    ],
    [
      [0.2, -1.5, 2.2],
      [1082.19451122, -355.471981362],
    ],
  ])('%j falls where OpenCV puts it', (point, pixel) => {
    near(projectPoint(distorted, k, ...point), pixel);
  });

  test('a direction beyond the top of the polynomial is out of sight, not folded into the picture', () => {
    expect(projectPoint(distorted, k, 1.2, 0, 1)).not.toBeNull();
    expect(projectPoint(distorted, k, 1.5, 0, 1)).toBeNull();
    expect(projectPoint(distorted, k, 4, 0, 1)).toBeNull();
  });
});

describe('f-theta', () => {
  test.each<[string, Point3, number[]]>([
    ['on the axis', [0, 0, 3], [960, 540]],
    ['45° right', [2, 0, 2], [960 + 225 * Math.PI, 540]],
    ['90° up', [0, -1, 0], [960, 540 - 450 * Math.PI]],
    [
      '100° left, behind the plane of the lens',
      [-Math.cos(Math.PI / 18), 0, -Math.sin(Math.PI / 18)],
      [960 - 500 * Math.PI, 540],
    ],
  ])('%s', (_, point, pixel) => {
    near(projectPoint(equidistant, [], ...point), pixel);
  });

  test('what lies beyond the top of the polynomial is out of sight', () => {
    const at = (deg: number) =>
      projectPoint(folding, [], Math.sin((deg * Math.PI) / 180), 0, Math.cos((deg * Math.PI) / 180));
    expect(at(115)).not.toBeNull();
    expect(at(120)).toBeNull();
  });
});

describe('back from pixels to directions', () => {
  const pixels = [
    [960, 540],
    [100, 80],
    [1900, 1000],
    [1000, 20],
  ] as const;
  test.each([
    ['rectified', rectified],
    ['distorted', distorted],
    ['f-theta', equidistant],
  ])('%s: the direction of a pixel projects to it', (_, lens) => {
    for (const [u, v] of pixels) {
      const ray = unproject(lens, k, u, v);
      expect(Math.hypot(...(ray ?? []))).toBeCloseTo(1, 12);
      near(ray && projectPoint(lens, k, ray[0] * 7, ray[1] * 7, ray[2] * 7), [u, v]);
    }
  });

  test('a pixel that no direction falls on has none', () => {
    expect(unproject(distorted, k, 9000, 560)).toBeNull();
    expect(unproject(equidistant, [], 960 + 900 * 4, 540)).toBeNull();
  });
});

describe('lines and polygons', () => {
  test('a rectified camera draws two ends, the one behind it cut ahead of the lens', () => {
    const [line] = projectPolyline(rectified, k, [
      [1, 1, -1],
      [1, 1, 4],
    ]);
    expect(line).toHaveLength(2);
    expect(line[0][0] / (960 + 1545 / NEAR_M)).toBeCloseTo(1, 3);
    near(line[1], [960 + 1545 / 4, 560 + 1545 / 4]);
  });

  test('a straight edge bends under distortion: each piece is within half a pixel of the true curve', () => {
    for (const lens of [distorted, equidistant]) {
      const a = [-3, 1.5, 4] as const;
      const b = [3, 1.5, 4] as const;
      const [line] = projectPolyline(lens, k, [a, b]);
      expect(line.length).toBeGreaterThan(10);
      for (let t = 0; t <= 1; t += 0.001) {
        const [u, v] = projectPoint(lens, k, a[0] + (b[0] - a[0]) * t, 1.5, 4) ?? [NaN, NaN];
        const i = line.findIndex((p, n) => n > 0 && p[0] >= u - 1e-9);
        const [from, to] = [line[i - 1], line[i]];
        const share = (u - from[0]) / (to[0] - from[0]);
        expect(Math.abs(from[1] + (to[1] - from[1]) * share - v)).toBeLessThan(0.5);
      }
    }
  });

  test('a line that leaves the sight of a lens and comes back is two lines', () => {
    const lines = projectPolyline(rectified, k, [
      [-1, 0, 2],
      [-1, 0, -2],
      [1, 0, -2],
      [1, 0, 2],
    ]);
    expect(lines).toHaveLength(2);
    near(lines[1].at(-1) ?? null, [960 + 1545 / 2, 560]);
  });

  test('a line wholly out of sight is none, and so is its polygon', () => {
    const behind = [
      [0, 0, -1],
      [1, 0, -1],
      [1, 1, -2],
    ] as const;
    expect(projectPolyline(rectified, k, behind)).toEqual([]);
    expect(projectPolygon(rectified, k, behind)).toEqual([]);
  });

  test('a square ahead keeps its corners', () => {
    const square = projectPolygon(rectified, k, [
      [-1, -1, 5],
      [1, -1, 5],
      [1, 1, 5],
      [-1, 1, 5],
    ]);
    expect(square).toEqual([
      [651, 251],
      [1269, 251],
      [1269, 869],
      [651, 869],
    ]);
  });
});
