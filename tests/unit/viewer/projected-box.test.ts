import { describe, expect, test } from 'vitest';
import type { CameraTrack } from '../../../src/shared/domain/clip.ts';
import { boxTrack, type Box } from '../../../src/renderer/viewer/scene/box-track.ts';
import { boxUnder, projectBox, projectBoxes } from '../../../src/renderer/viewer/cameras/projected-box.ts';
import { projectPath } from '../../../src/renderer/viewer/cameras/projected-path.ts';
import { viewOf } from '../../../src/renderer/viewer/cameras/tile-painter.ts';

/** A camera 1.5 m over the ground that looks along x: 1000 px focal length, 1600 x 900. */
const camera: CameraTrack = {
  channel: 'F',
  title: 'front',
  widthPx: 1600,
  heightPx: 900,
  intrinsic: [1000, 0, 800, 0, 1000, 450, 0, 0, 1],
  egoFromCamera: [0, 0, 1.5, 0.5, -0.5, 0.5, -0.5],
  timesUs: [0],
  present: [1],
  isKey: [1],
  globalFromEgo: [0, 0, 0, 1, 0, 0, 0],
  mediaBase: '',
  firstImage: 0,
  video: null,
  lens: { model: 'pinhole', distortion: null },
};
const view = viewOf(camera, 0);
/** The same camera with an equidistant lens of 120° and more. */
const wide = viewOf(
  {
    ...camera,
    lens: {
      model: 'ftheta',
      cxPx: 800,
      cyPx: 450,
      forward: [0, 700],
      backward: [0, 1 / 700],
      approximate: null,
    },
  },
  0,
);
const track = boxTrack(
  {
    trackId: 'v',
    label: 'veh 1',
    objectClass: 'vehicle',
    category: 'vehicle.car',
    sizeM: [4, 2, 1.5],
    frames: [],
    centres: [],
    yaws: [],
    velocities: [],
    attributes: [],
    visibility: [],
    lidarPoints: [],
  },
  [],
);
const box = (x: number, y: number, trackId = 'v'): Box => ({
  track: { ...track, trackId },
  x,
  y,
  z: 0.75,
  yaw: 0,
  velocity: null,
  standing: false,
});

describe('a box on the picture', () => {
  test('its rear face, 10 m ahead, is where the pinhole puts it', () => {
    const p = projectBox(box(12, 0), view);
    expect(p?.bounds.map(Math.round)).toEqual([700, 450, 900, 600]);
    expect(p?.edges).toHaveLength(12);
    expect(p?.face?.map(([u]) => Math.round(u))).toEqual([729, 871, 871, 729]);
    expect(p?.depthM).toBeCloseTo(Math.hypot(12, 0.75));
  });
  test('left of the vehicle is left in the picture', () => {
    expect(projectBox(box(12, 3), view)?.bounds[2]).toBeLessThan(800);
  });
  test.each([
    ['behind', -12, 0],
    ['beside the field of view', 12, 40],
    ['too far to matter', 150, 0],
  ])('%s: not drawn', (_, x, y) => {
    expect(projectBox(box(x, y), view)).toBeNull();
  });
  test('one that reaches behind the camera is cut, without its front face when that is behind', () => {
    const p = projectBox({ ...box(0.5, 2), yaw: Math.PI }, view);
    expect(p?.face).toBeNull();
    expect(p?.edges.flat(2).every(Number.isFinite)).toBe(true);
  });
  test('a wide lens sees beside itself and bends the edges', () => {
    const beside = box(-0.5, 6);
    expect(projectBox(beside, view)).toBeNull();
    expect(projectBox(beside, wide)).toBeNull();
    const ahead = projectBox(box(3, 6), wide);
    expect(ahead?.bounds[2]).toBeLessThan(400);
    expect(ahead?.edges).toHaveLength(12);
    expect(Math.max(...(ahead?.edges.map((edge) => edge.length) ?? []))).toBeGreaterThan(5);
  });
  test('the pointer finds the nearest of two that overlap', () => {
    const boxes = projectBoxes([box(12, 0, 'near'), box(30, 0, 'far')], view);
    expect(boxes.map((b) => b.box.track.trackId)).toEqual(['far', 'near']);
    expect(boxUnder(boxes, 800, 500, 0)?.box.track.trackId).toBe('near');
    expect(boxUnder(boxes, 20, 20, 3)).toBeNull();
  });
});

describe('a plan on the picture', () => {
  const path = {
    series: 'A' as const,
    fromUs: 0,
    otherModes: [],
    path: {
      timesUs: [0, 1e6, 2e6],
      poses: [0, 10, 20].map((x) => ({ x, y: 0, yaw: 0 })),
    },
  };
  test('lies on the ground below the camera, as wide as the vehicle', () => {
    const projected = projectPath(path, view, 0, 2);
    expect(projected?.marks.map((m) => m.at.map(Math.round))).toEqual([
      [800, 600],
      [800, 525],
    ]);
    const ends = projected?.borders.map((line) => line.at(-1)?.map(Math.round));
    expect(ends).toEqual([
      [750, 525],
      [850, 525],
    ]);
    expect(projected?.fill).toHaveLength(2);
  });
  test('a plan behind the camera draws nothing', () => {
    const behind = { ...path, path: { ...path.path, poses: [-30, -20, -10].map((x) => ({ x, y: 0, yaw: 0 })) } };
    expect(projectPath(behind, view, 0, 2)).toMatchObject({ fill: [], borders: [], marks: [], stop: null });
  });
});
