import { expect, test } from 'vitest';
import { lensOfModel } from '../../../../src/main/datasets/physicalai/camera-lens.ts';
import { poseAt } from '../../../../src/main/datasets/physicalai/egomotion.ts';
import { chunkPattern, readFeatures } from '../../../../src/main/datasets/physicalai/features.ts';
import { fisheyePolynomials, polynomial } from '../../../../src/main/datasets/physicalai/fisheye.ts';
import { createTurns } from '../../../../src/main/media/turns.ts';

test('the manifest is followed, and what cannot be is told', () => {
  const { features, refused } = readFeatures(
    [
      'feature,directory,chunk_path,clip_files_in_zip',
      'cam,camera,deep/er/cam.part_{chunk_id:04d}.zip,"{""video"": ""{clip_id}.mp4""}"',
      'table,calibration,t.chunk_{chunk_id:04d}.parquet,',
      'up,labels,../up.chunk_{chunk_id:04d}.zip,',
      'flat,labels,flat.zip,',
      'odd,labels,odd.chunk_{chunk_id:04d}.zip,"{""video"": ""all.mp4""}"',
      'text,labels,text.chunk_{chunk_id:04d}.zip,not json',
    ].join('\n'),
  );
  expect(refused).toEqual(['up', 'flat', 'odd', 'text']);
  expect(features.map(({ name, files }) => [name, files])).toEqual([
    ['cam', { video: '{clip_id}.mp4' }],
    ['table', null],
  ]);
  const { folder, chunkOf } = chunkPattern(features[0]);
  expect(folder).toBe('deep/er');
  expect(
    ['cam.part_0012.zip', 'cam.part_10000.zip', 'cam.part_12.zip', 'cam.part_00a2.zip', 'cam.part_0012.zip.tmp'].map(
      chunkOf,
    ),
  ).toEqual([12, 10000, null, null, null]);
});

const base = { resolution: [1920, 1080], principal_point: [955, 530], shutter_delay_us: 31000 };
const ftheta = {
  ...base,
  angle_to_pixeldist_poly: [0, 900, 1, 0, 0, 0],
  pixeldist_to_angle_poly: [0, 0.0011, 0, 0, 0, 0],
};

test.each([
  ['ftheta, exact', 'ftheta', { ...ftheta, linear_cde: [1, 0, 0] }, null],
  ['ftheta, sheared', 'ftheta', { ...ftheta, linear_cde: [0.999, 0, 0] }, 'its linear term not applied'],
  [
    'behind a windshield',
    'ftheta',
    { ...ftheta, external_distortion_parameters: {}, max_angle: Math.PI / 3 },
    'the windshield and its largest angle (60°) not applied',
  ],
])('%s is told as such', (_, type, model, approximate) => {
  const facts = lensOfModel(type, JSON.stringify(model))!;
  expect(facts).toMatchObject({ widthPx: 1920, heightPx: 1080, shutterDelayUs: 31000 });
  expect(facts.lens).toMatchObject({
    model: 'ftheta',
    cxPx: 955,
    cyPx: 530,
    forward: ftheta.angle_to_pixeldist_poly,
    approximate,
  });
});

test('an OpenCV pinhole keeps its distortion in the order k1 k2 p1 p2 k3', () => {
  const model = {
    ...base,
    focal_length: [1000, 1001],
    radial_coeffs: [1, 2, 3, 0, 0, 0],
    tangential_coeffs: [4, 5],
    thin_prism_coeffs: [0, 0, 0, 0],
  };
  expect(lensOfModel('opencv-pinhole', JSON.stringify(model))).toMatchObject({
    intrinsic: [1000, 0, 955, 0, 1001, 530, 0, 0, 1],
    lens: { model: 'pinhole', distortion: [1, 2, 4, 5, 3] },
  });
});

test.each([
  ['no JSON', 'ftheta', '{'],
  ['another model', 'omni', JSON.stringify(ftheta)],
  ['no polynomial', 'ftheta', JSON.stringify(base)],
  ['text for numbers', 'ftheta', JSON.stringify({ ...ftheta, principal_point: ['a', 'b'] })],
])('a lens with %s is absent', (_, type, json) => {
  expect(lensOfModel(type, json)).toBeNull();
});

test('a fisheye as polynomials goes there exactly and back to within a tenth of a pixel', () => {
  const k = [-0.03, 0.004, -0.002, 0.0003];
  const { forward, backward } = fisheyePolynomials([620, 620], k, [1920, 1080]);
  for (let angle = 0; angle < 1.2; angle += 0.05) {
    const radius = 620 * (angle + k[0] * angle ** 3 + k[1] * angle ** 5 + k[2] * angle ** 7 + k[3] * angle ** 9);
    expect(polynomial(forward, angle)).toBeCloseTo(radius, 9);
    expect(Math.abs(polynomial(forward, polynomial(backward, radius)) - radius)).toBeLessThan(0.1);
  }
});

test('poses between two are on the arc, the short way, and outside the ends are held', () => {
  const turn = (yaw: number, sign: number) => [sign * Math.cos(yaw / 2), 0, 0, sign * Math.sin(yaw / 2)];
  const path = {
    timesUs: Float64Array.of(0, 100),
    // The second is told by its negative, which is the same rotation.
    poses: Float64Array.of(0, 0, 0, ...turn(0.2, 1), 10, 20, 30, ...turn(1.2, -1)),
  };
  const out = new Float64Array(7);
  poseAt(path, 30, out);
  expect([...out.subarray(0, 3)]).toEqual([3, 6, 9]);
  expect(2 * Math.atan2(out[6], out[3])).toBeCloseTo(0.5, 12);
  for (const [time, place] of [
    [-50, 0],
    [500, 10],
  ]) {
    poseAt(path, time, out);
    expect(out[0]).toBe(place);
  }
});

test('turns let no more run at once than they may, in order, also when some fail', async () => {
  const inTurn = createTurns(2);
  let running = 0;
  let most = 0;
  const order: number[] = [];
  const work = (i: number) => async () => {
    most = Math.max(most, ++running);
    order.push(i);
    await new Promise((resolve) => setTimeout(resolve, 2));
    running--;
    if (i % 3 === 0) throw new Error('no');
    return i;
  };
  const done = await Promise.allSettled(Array.from({ length: 9 }, (_, i) => inTurn(work(i))));
  expect([most, order, done.filter(({ status }) => status === 'rejected').length]).toEqual([
    2,
    [0, 1, 2, 3, 4, 5, 6, 7, 8],
    3,
  ]);
});
