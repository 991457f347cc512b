import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { modelManifestSchema } from '../../../src/shared/domain/model.ts';
import { learnedCameraSchema, type LearnedCamera } from '../../../src/shared/domain/world-camera.ts';
import {
  pixelsAcross,
  shareBeyond,
  shownBecause,
  shownPart,
  viewOutline,
  viewToPicture,
  type CameraCalibration,
  type ShownBecause,
} from '../../../src/shared/maths/camera-view.ts';
import { projectPoint } from '../../../src/shared/maths/lens.ts';
import { applyViewTable, makeViewTable, tableBytes } from '../../../src/shared/maths/view-table.ts';
import { createViewTables } from '../../../src/shared/maths/view-tables.ts';
import { centreSquareRgb } from '../../../src/main/media/picture-square.ts';
import { nuscenesCameras, physicalaiCameras, sampleCameras } from '../../../src/main/sample-world/render/cameras.ts';
import { trainingLayout } from '../../../src/main/sample-world/write/training/write-training.ts';
import { randomOf } from '../../synthetic/random.ts';

type Vector = [number, number, number];
type Quaternion = [number, number, number, number];

/** The camera of the training layout, in round numbers. */
const learned: LearnedCamera = { focalOfSide: 80 / 63, principalOfSide: [0.5, 0.5], pitchDownDeg: 2.5 };
const level: LearnedCamera = { ...learned, pitchDownDeg: 0 };
const ahead: Quaternion = [0.5, -0.5, 0.5, -0.5];

const times = (a: Quaternion, b: Quaternion): Quaternion => [
  a[0] * b[0] - a[1] * b[1] - a[2] * b[2] - a[3] * b[3],
  a[0] * b[1] + a[1] * b[0] + a[2] * b[3] - a[3] * b[2],
  a[0] * b[2] - a[1] * b[3] + a[2] * b[0] + a[3] * b[1],
  a[0] * b[3] + a[1] * b[2] - a[2] * b[1] + a[3] * b[0],
];
const about = (axis: 0 | 1 | 2, degrees: number): Quaternion => {
  const half = (degrees * Math.PI) / 360;
  const q: Quaternion = [Math.cos(half), 0, 0, 0];
  q[axis + 1] = Math.sin(half);
  return q;
};
const turned = (q: Quaternion, v: Vector): Vector => {
  const [, x, y, z] = times(times(q, [0, ...v]), [q[0], -q[1], -q[2], -q[3]]);
  return [x, y, z];
};
const conjugate = ([w, x, y, z]: Quaternion): Quaternion => [w, -x, -y, -z];

/** A camera that looks `left`, `down` and rolled by degrees of the ego's x axis. */
const camera = (
  { left = 0, down = 0, rolled = 0 }: { left?: number; down?: number; rolled?: number } = {},
  part: Partial<CameraCalibration> = {},
): CameraCalibration => ({
  widthPx: 800,
  heightPx: 450,
  intrinsic: [630, 0, 405, 0, 630, 240, 0, 0, 1],
  lens: { model: 'pinhole', distortion: null },
  egoFromCamera: [1.7, 0.1, 1.5, ...times(times(times(about(2, left), about(1, down)), about(0, rolled)), ahead)],
  ...part,
});
const distorted: CameraCalibration['lens'] = {
  model: 'pinhole',
  distortion: [-0.356123, 0.172545, -0.00213, 0.000464, -0.05231],
};
const [wide] = physicalaiCameras({ widthPx: 960, heightPx: 540 }).filter(({ channel }) =>
  channel.includes('front_wide'),
);

const cameras: Record<string, CameraCalibration> = {
  'another focal length': camera({ down: 2.5 }),
  'another pitch': camera({ down: -3 }),
  'a turn and a roll': camera({ left: 4, down: 1, rolled: 2 }),
  'lens distortion': camera({ left: 0.5, down: 1.2 }, { lens: distorted }),
  'a wide f-theta lens': wide,
};

/** A point of the ego frame as the learned camera would project it, shares of the side: by hand, without any of the code's matrices. */
function inView(point: Vector, view: LearnedCamera): [number, number] {
  // Ahead, left, up of the camera after tipping it back up.
  const [x, y, z] = turned(about(1, -view.pitchDownDeg), point);
  return [view.principalOfSide[0] + (view.focalOfSide * -y) / x, view.principalOfSide[1] + (view.focalOfSide * -z) / x];
}
/** The same point on the recorded picture. Points are told from where the recording camera stands. */
function inPicture(point: Vector, of: CameraCalibration): [number, number] {
  const [, , , w, x, y, z] = of.egoFromCamera;
  const pixel = projectPoint(of.lens, of.intrinsic, ...turned(conjugate([w, x, y, z]), point));
  if (!pixel) throw new Error('out of sight');
  return pixel;
}
const points: Vector[] = [
  [20, 0, -1.5],
  [20, 4, 0.3],
  [12, -3, -1],
  [30, -7, 4],
  [9, 1, -2],
];

describe('a view of a recorded picture', () => {
  it.each(Object.entries(cameras))('over %s has each point where its camera would project it', (_, of) => {
    const at = viewToPicture(of, learned);
    for (const point of points) {
      const [u, v] = at(...inView(point, learned));
      const [x, y] = inPicture(point, of);
      expect([u, v]).toEqual([expect.closeTo(x, 6), expect.closeTo(y, 6)]);
    }
  });

  it.each(Object.entries(cameras))('over %s shows there what the picture showed', (_, of) => {
    const sizePx = 128;
    const table = makeViewTable({
      camera: of,
      view: learned,
      pictureWidthPx: of.widthPx,
      pictureHeightPx: of.heightPx,
      sizePx,
    });
    for (const point of points) {
      // A soft dot at the point's place in the picture.
      const [u, v] = inPicture(point, of);
      const grey = new Uint8Array(of.widthPx * of.heightPx);
      for (let y = 0; y < of.heightPx; y++)
        for (let x = 0; x < of.widthPx; x++)
          grey[y * of.widthPx + x] = 255 * Math.exp(-((x + 0.5 - u) ** 2 + (y + 0.5 - v) ** 2) / (2 * 6 ** 2));
      const rgb = applyViewTable(table, grey, 1);
      const sums = [0, 0, 0];
      for (let pixel = 0; pixel < sizePx * sizePx; pixel++) {
        sums[0] += rgb[pixel * 3];
        sums[1] += rgb[pixel * 3] * ((pixel % sizePx) + 0.5);
        sums[2] += rgb[pixel * 3] * (Math.floor(pixel / sizePx) + 0.5);
      }
      const wanted = inView(point, learned).map((share) => share * sizePx);
      expect(Math.hypot(sums[1] / sums[0] - wanted[0], sums[2] / sums[0] - wanted[1])).toBeLessThan(0.5);
    }
  });

  it('takes a direction that the lens cannot see for the last one that it can', () => {
    // 60° is the last angle that this lens tells apart: 400 px from the middle.
    const radius = (60 * Math.PI) / 180;
    const folding: CameraCalibration['lens'] = {
      model: 'ftheta',
      cxPx: 400,
      cyPx: 225,
      forward: [0, 600 / radius, 0, -200 / radius ** 3, 0],
      backward: [0, radius / 600, 0, 0, 0],
      approximate: null,
    };
    const at = viewToPicture(camera({}, { lens: folding }), { ...level, focalOfSide: 0.2 });
    const [u, v] = at(0, 0.5);
    expect(u).toBeCloseTo(0, 0);
    expect(v).toBeCloseTo(225, 6);
    expect(at(0.5, 0.5)).toEqual([expect.closeTo(400, 9), expect.closeTo(225, 9)]);
  });
});

const rig = (cameras: CameraCalibration[]) => cameras[0];
const because: [name: string, camera: CameraCalibration, learned: LearnedCamera | null, ShownBecause][] = [
  ['a model without a camera', camera(), null, 'no-camera-stated'],
  ['a recording without intrinsics', camera({}, { intrinsic: [] }), learned, 'no-calibration'],
  ['a recording without a pose', camera({}, { egoFromCamera: [] }), learned, 'no-calibration'],
  ['a matrix of zeros', camera({}, { intrinsic: Array.from({ length: 9 }, () => 0) }), learned, 'no-calibration'],
  ['a camera that looks back', camera({ left: 180 }), learned, 'looks-elsewhere'],
  ['a camera that looks aside', camera({ left: 90 }), learned, 'looks-elsewhere'],
  ['the camera of sample drives, 640 px', rig(sampleCameras()), learned, 'same'],
  ['the camera of sample drives, 480 px', rig(sampleCameras({ widthPx: 480, heightPx: 270 })), learned, 'same'],
  ['the camera of sample drives, 1920 px', rig(sampleCameras({ widthPx: 1920, heightPx: 1080 })), learned, 'same'],
  ['that camera tipped by a tenth of a degree', rig(sampleCameras()), { ...learned, pitchDownDeg: 2.4 }, 'view'],
  ['a camera of nuScenes', rig(nuscenesCameras()), learned, 'view'],
  ['a wide camera', wide, learned, 'view'],
];

describe('what a model is shown', () => {
  it.each(because)('of %s', (_, of, stated, reason) => {
    expect(shownBecause(of, stated)).toBe(reason);
    const side = Math.min(of.widthPx, of.heightPx);
    expect(shownPart(of, stated)).toEqual(
      reason === 'view'
        ? { view: stated }
        : { square: { xPx: (of.widthPx - side) / 2, yPx: (of.heightPx - side) / 2, sizePx: side } },
    );
  });

  it('lies beyond the picture by as much as the angles say', () => {
    // A square of 400 px with a focal length of 400, seen at half that: a quarter of the area is filled.
    const square = camera({}, { widthPx: 400, heightPx: 400, intrinsic: [400, 0, 200, 0, 400, 200, 0, 0, 1] });
    expect(shareBeyond(square, { ...level, focalOfSide: 0.5 })).toBe(0.75);
    expect(shareBeyond(square, { ...level, focalOfSide: 1 })).toBe(0);
    expect(shareBeyond(square, { ...level, focalOfSide: 1, principalOfSide: [0.5, 0.25] })).toBe(0.25);
  });

  it('is outlined on the picture, and along its edge where the view goes beyond', () => {
    const square = camera({}, { widthPx: 400, heightPx: 400, intrinsic: [400, 0, 200, 0, 400, 200, 0, 0, 1] });
    const corners = (view: LearnedCamera) => viewOutline(square, view, 1).map((p) => p.map((px) => Math.round(px)));
    expect(corners({ ...level, focalOfSide: 2 })).toEqual([
      [100, 100],
      [300, 100],
      [300, 300],
      [100, 300],
    ]);
    expect(corners({ ...level, focalOfSide: 2, principalOfSide: [0.5, -0.5] })).toEqual([
      [100, 300],
      [300, 300],
      [300, 400],
      [100, 400],
    ]);
    // A straight edge of the view is bent on the picture of a wide lens.
    const leftEdge = viewOutline(wide, { ...learned, focalOfSide: 0.5 }).slice(3 * 24);
    expect(leftEdge[12][0]).toBeLessThan(leftEdge[0][0] - 10);
  });

  it('takes as many pixels of the picture as the focal lengths say', () => {
    expect(pixelsAcross(camera({ down: 2.5 }), learned, 128)).toBeCloseTo(630 / (128 * (80 / 63)), 3);
  });
});

/** The camera that sees exactly the picture: pixels of the view are blocks of `blockPx`. */
const exact = (sidePx: number, focalOfSide = 1): { camera: CameraCalibration; view: LearnedCamera } => ({
  camera: camera(
    {},
    {
      widthPx: sidePx,
      heightPx: sidePx,
      intrinsic: [sidePx * focalOfSide, 0, sidePx / 2, 0, sidePx * focalOfSide, sidePx / 2, 0, 0, 1],
    },
  ),
  view: { focalOfSide, principalOfSide: [0.5, 0.5], pitchDownDeg: 0 },
});

describe('the table of a view', () => {
  const random = randomOf(5);
  const picture = (pixels: number, channels: number) =>
    Uint8Array.from({ length: pixels * channels }, () => Math.floor(random() * 256));

  it.each([
    [4, 'a grey picture', 1],
    [4, 'a picture with alpha', 4],
    [3, 'a picture', 3],
    [1, 'a picture of its own size', 3],
  ] as const)('over blocks of %i px of %s has their means', (blockPx, _, channels) => {
    const sizePx = 6;
    const side = sizePx * blockPx;
    const data = picture(side * side, channels);
    const table = makeViewTable({ ...exact(side), pictureWidthPx: side, pictureHeightPx: side, sizePx });
    const rgb = applyViewTable(table, data, channels);
    for (let pixel = 0; pixel < sizePx * sizePx; pixel++)
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let j = 0; j < blockPx; j++)
          for (let i = 0; i < blockPx; i++) {
            const [x, y] = [(pixel % sizePx) * blockPx + i, Math.floor(pixel / sizePx) * blockPx + j];
            sum += data[(y * side + x) * channels + (channels < 3 ? 0 : c)];
          }
        expect(Math.abs(rgb[pixel * 3 + c] - sum / blockPx ** 2)).toBeLessThan(0.52);
      }
  });

  it.each([
    ['sample drives', 270, 128],
    ['a larger one', 720, 128],
    ['an encoder', 450, 224],
  ])('over the very view is the shrunk square of %s, %i to %i px', (_, side, sizePx) => {
    const data = picture(side * side, 3);
    const square = centreSquareRgb({ widthPx: side, heightPx: side, channels: 3, data }, sizePx);
    const table = makeViewTable({ ...exact(side), pictureWidthPx: side, pictureHeightPx: side, sizePx });
    const rgb = applyViewTable(table, data, 3);
    // On noise, which shows every wrong weight; sums in other precisions may round to other sides.
    expect(rgb.filter((level, k) => Math.abs(level - square[k]) > 1)).toHaveLength(0);
  });

  it('reads a coarser picture between the centres of its pixels', () => {
    const data = Uint8Array.of(0, 100, 100, 200);
    const table = makeViewTable({ ...exact(2), pictureWidthPx: 2, pictureHeightPx: 2, sizePx: 4 });
    const row = (y: number) => [0, 1, 2, 3].map((x) => applyViewTable(table, data, 1)[(y * 4 + x) * 3]);
    expect(row(0)).toEqual([0, 25, 75, 100]);
    expect(row(1)).toEqual([25, 50, 100, 125]);
    expect(row(3)).toEqual([100, 125, 175, 200]);
  });

  it('fills what lies beyond by the nearest pixel of the edge', () => {
    const sizePx = 8;
    const { camera: of } = exact(16);
    const view = { ...level, focalOfSide: 0.5 };
    const data = picture(16 * 16, 3);
    const rgb = applyViewTable(
      makeViewTable({ camera: of, view, pictureWidthPx: 16, pictureHeightPx: 16, sizePx }),
      data,
      3,
    );
    const at = (x: number, y: number) => [...rgb.subarray((y * sizePx + x) * 3, (y * sizePx + x) * 3 + 3)];
    // The picture fills the middle 4 x 4; a corner is the picture's corner pixel alone.
    for (const [x, y, from] of [
      [0, 0, 0],
      [7, 1, 15],
      [1, 7, 15 * 16],
      [6, 6, 15 * 16 + 15],
    ])
      expect(at(x, y)).toEqual([...data.subarray(from * 3, from * 3 + 3)]);
  });

  it('holds for a picture of another size than the calibration’s', () => {
    const request = { ...exact(24), sizePx: 6 };
    const half = makeViewTable({ ...request, pictureWidthPx: 12, pictureHeightPx: 12 });
    const own = makeViewTable({ ...exact(12), sizePx: 6, pictureWidthPx: 12, pictureHeightPx: 12 });
    expect(half).toEqual(own);
  });

  it('shares every pixel out in whole, whatever the lens', () => {
    const { starts, weights, places } = makeViewTable({
      camera: wide,
      view: { ...learned, focalOfSide: 0.4 },
      pictureWidthPx: 960,
      pictureHeightPx: 540,
      sizePx: 32,
    });
    for (let pixel = 0; pixel < 32 * 32; pixel++)
      expect(weights.slice(starts[pixel], starts[pixel + 1]).reduce((a, b) => a + b, 0)).toBe(2 ** 15);
    expect(places.every((place) => place < 960 * 540)).toBe(true);
  });

  it('is made once as long as there is room for it', () => {
    const request = (sizePx: number) => ({ ...exact(24), pictureWidthPx: 24, pictureHeightPx: 24, sizePx });
    const one = makeViewTable(request(6));
    const roomy = createViewTables(4 * tableBytes(one));
    const first = roomy.of(request(6));
    expect(roomy.of(request(5))).not.toBe(first);
    expect(roomy.of(request(6))).toBe(first);
    const tight = createViewTables(tableBytes(one));
    const kept = tight.of(request(6));
    expect(tight.of(request(6))).toBe(kept);
    tight.of(request(5));
    expect(tight.of(request(6))).not.toBe(kept);
    expect(tight.of({ ...request(6), view: level })).not.toEqual(kept);
  });
});

describe('the camera that bundled models state', () => {
  const models = join(import.meta.dirname, '../../../models');
  const stating = readdirSync(models, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'training')
    .map(({ name }) => modelManifestSchema.parse(JSON.parse(readFileSync(join(models, name, 'manifest.json'), 'utf8'))))
    .filter(({ pipeline }) => pipeline === 'dit-wam' || pipeline === 'frame-encoder');

  it.each(stating.map((manifest) => [manifest.id, manifest.parameters.camera] as const))(
    'is that of the training layout in %s',
    (_, stated) => {
      const [front] = trainingLayout.cameras({ widthPx: 128, heightPx: 128 });
      const parsed = learnedCameraSchema.parse(stated);
      expect(shownBecause(front, parsed)).toBe('same');
      expect(parsed.focalOfSide).toBeCloseTo(front.intrinsic[0] / 128, 5);
    },
  );
  it('is stated by all of them', () => expect(stating.length).toBeGreaterThanOrEqual(13));
});
