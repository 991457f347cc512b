import { describe, expect, it } from 'vitest';
import { frontCamera, reportFrame } from '../../../src/main/media/report-frame.ts';
import { birdsEye } from '../../../src/main/reports/scene/birds-eye.ts';
import { cameraOverlay } from '../../../src/main/reports/scene/camera-overlay.ts';
import {
  pathPointAt,
  planSentence,
  plannedPath,
  recordedPath,
  type Path,
} from '../../../src/main/reports/scene/plan-geometry.ts';
import type { CameraTrack, ClipDetail } from '../../../src/shared/domain/clip.ts';

const S = 1_000_000;
/** Driving east at 10 m/s for 10 s; the front camera stands 1.5 m above the rear axle and looks along x. */
const timesUs = Array.from({ length: 101 }, (_, i) => i * 0.1 * S);
const globalFromEgo = timesUs.flatMap((t) => [(t / S) * 10, 0, 0, 1, 0, 0, 0]);
const lookingForward = [0, 0, 1.5, 0.5, -0.5, 0.5, -0.5];
const lookingBack = [0, 0, 1.5, 0.5, -0.5, -0.5, 0.5];
const camera = (channel: string, egoFromCamera: number[], present: (0 | 1)[] = [1, 0]): CameraTrack => ({
  channel,
  title: channel,
  widthPx: 1600,
  heightPx: 900,
  intrinsic: [1000, 0, 800, 0, 1000, 450, 0, 0, 1],
  egoFromCamera,
  timesUs: [2 * S, 3 * S],
  present,
  isKey: [1, 1],
  globalFromEgo: [20, 0, 0, 1, 0, 0, 0, 30, 0, 0, 1, 0, 0, 0],
  mediaBase: '/media/image/d/t/CAM',
  firstImage: 0,
  video: null,
  lens: { model: 'pinhole', distortion: null },
});
const clip: ClipDetail = {
  clipId: 'd:t',
  datasetId: 'd',
  datasetKind: 'nuscenes',
  token: 't',
  name: 'clip',
  description: '',
  location: '',
  logName: '',
  startUs: 0,
  endUs: 10 * S,
  frames: [2, 3].map((t) => ({ token: String(t), timeUs: t * S, egoIndex: t * 10 })),
  lidar: null,
  cameras: [camera('BACK', lookingBack), camera('FRONT', lookingForward)],
  ego: { timesUs, globalFromEgo, frontM: 3, rearM: 1, widthM: 2 },
  objects: [
    {
      trackId: 'a',
      label: 'veh 1',
      objectClass: 'vehicle',
      category: 'car',
      sizeM: [4, 2, 2],
      frames: [0],
      centres: [40, 0, 1.5],
      yaws: [0],
      velocities: [0, 0],
      attributes: [[]],
      visibility: [null],
      lidarPoints: [1],
    },
    {
      trackId: 'b',
      label: 'veh 2',
      objectClass: 'vehicle',
      category: 'car',
      sizeM: [4, 2, 2],
      frames: [0],
      centres: [0, 0, 1],
      yaws: [0],
      velocities: [0, 0],
      attributes: [[]],
      visibility: [null],
      lidarPoints: [1],
    },
  ],
  signals: [],
  events: [],
  decisions: [0],
  driving: null,
  lights: [],
  labels: [],
  guidance: [],
  absences: [],
};
const plan = {
  frame: 0,
  timeUs: 2 * S,
  stepS: 0.5,
  poses: 8,
  modes: 2,
  probabilities: [0.2, 0.8],
  trajectories: [...Array<number>(24).fill(0), ...Array.from({ length: 8 }, (_, i) => [(i + 1) * 4, 0.5, 0]).flat()],
};

describe('paths', () => {
  it('of the recording go 4 s on, or to its end', () => {
    const path = recordedPath(clip, 2 * S);
    expect([path.timesS.length, path.points.at(-1)]).toEqual([41, [40, 0]]);
    expect(recordedPath(clip, 8 * S).timesS.at(-1)).toBeCloseTo(2);
    expect(recordedPath(clip, 11 * S).points).toEqual([]);
  });
  it('of a plan are those of its likeliest mode', () => {
    expect(plannedPath(plan).points.at(-1)).toEqual([32, 0.5]);
    expect(pathPointAt(plannedPath(plan), 0.25)).toEqual([2, 0.25]);
    expect(pathPointAt(plannedPath(plan), 4)).toEqual([32, 0.5]);
    expect(pathPointAt(plannedPath(plan), 4.1)).toBeNull();
  });
  const straight = (x: number, y: number): Path => ({
    timesS: [0, 3, 4],
    points: [
      [0, 0],
      [x * 0.75, y * 0.75],
      [x, y],
    ],
  });
  it('ends at the horizon of the metric', () => {
    expect(planSentence('A', straight(30, 0), straight(40, 0), 3)).toBe('A is 7.5 m behind at +3 s');
  });
  it.each<[string, Path, Path, string]>([
    ['behind and left', straight(30, 0), straight(40, 0), 'A is 10.0 m behind at +4 s'],
    [
      'ahead and right',
      {
        timesS: [0, 4],
        points: [
          [0, 0],
          [42, -1.5],
        ],
      },
      straight(40, 0),
      'A is 2.0 m ahead, 1.5 m right at +4 s',
    ],
    ['the same', straight(40, 0), straight(40, 0), 'A is where the driver was at +4 s'],
    [
      'left of a driver who turned left',
      {
        timesS: [0, 4],
        points: [
          [0, 0],
          [0, 20],
        ],
      },
      {
        timesS: [0, 3, 4],
        points: [
          [0, 0],
          [2, 10],
          [2, 20],
        ],
      },
      'A is 2.0 m left at +4 s',
    ],
    [
      'a driver who stood',
      {
        timesS: [0, 4],
        points: [
          [0, 0],
          [8, 0],
        ],
      },
      {
        timesS: [0, 3, 4],
        points: [
          [0, 0],
          [0, 0],
          [0, 0],
        ],
      },
      'A is 8.0 m ahead at +4 s',
    ],
    [
      'a recording that ends',
      straight(40, 0),
      {
        timesS: [0, 0.5],
        points: [
          [0, 0],
          [5, 0],
        ],
      },
      'A has no recorded path to be held against',
    ],
  ])('in words: %s', (_, planned, recorded, words) => {
    expect(planSentence('A', planned, recorded, 4)).toBe(words);
  });
});

describe('over a camera image', () => {
  const series = [
    { series: 'human' as const, path: recordedPath(clip, 2 * S) },
    { series: 'A' as const, path: plannedPath(plan) },
  ];
  const svg = cameraOverlay(clip, 0, clip.cameras[1], 0, series).markup;
  it('a box 20 m ahead falls where the pinhole says', () => {
    // Front face at 22 m: half width 1 m of 1000 px at depth 22, top 1 m above the camera's height.
    const [u, v] = [800 - 1000 / 22, 450 - 1000 / 22].map((n) => Math.round(n * 10) / 10);
    expect(svg).toContain(`${u} ${v}`);
    const near = [800 - 1000 / 18, 450 - 1000 / 18].map((n) => Math.round(n * 10) / 10);
    expect(svg).toContain(near.join(' '));
  });
  it('draws nothing that lies behind', () => {
    const behind = { ...clip, objects: [clip.objects[1]] };
    expect(cameraOverlay(behind, 0, clip.cameras[1], 0, []).markup).not.toContain('<path');
  });
  it('draws each series with its own dash and marker', () => {
    expect(svg).toContain('stroke="#de7061"');
    expect(svg).toContain('stroke="#59a14f"');
    expect(svg).toMatch(/stroke-dasharray="10 7\.5"/);
    expect(svg).not.toMatch(/NaN|Infinity/);
  });
});

describe('from above', () => {
  it('has the scale written on it and no broken numbers', () => {
    const svg = birdsEye(clip, 0, [{ series: 'A', path: plannedPath(plan) }]).markup;
    expect(svg).toContain('10 m');
    expect(svg).not.toMatch(/NaN|Infinity/);
  });
});

describe('the image of a report', () => {
  const asked: string[] = [];
  const media = {
    shrunkImage: async (clipId: string, channel: string, image: number, width: number) => (
      asked.push(`${clipId} ${channel} ${image} ${width}`),
      new Uint8Array(1)
    ),
  };
  it('is that of the camera that looks ahead', async () => {
    expect(frontCamera(clip)?.channel).toBe('FRONT');
    expect(frontCamera({ cameras: [] })).toBeNull();
    expect((await reportFrame(media, clip, 2.1 * S, 640))?.image).toBe(0);
    expect(asked).toEqual(['d:t FRONT 0 640']);
  });
  it.each([
    ['not on disk', 3 * S],
    ['too far in time', 4 * S],
  ])('is absent: %s', async (_, timeUs) => {
    expect(await reportFrame(media, clip, timeUs, 640)).toBeNull();
  });
});
