import { describe, expect, it } from 'vitest';
import { windowsOfClip } from '../../../src/main/jobs/lab/lab-window.ts';
import { evenlySpaced, evenShares, shuffled } from '../../../src/main/jobs/lab/spread-windows.ts';
import type { CameraTrack, ClipDetail, Signal } from '../../../src/shared/domain/clip.ts';

const S = 1e6;
/** 2 Hz for 10 s from 100 s on. */
const timesUs = Array.from({ length: 21 }, (_, i) => (100 + i / 2) * S);

const camera = (changes: Partial<CameraTrack> = {}): CameraTrack => ({
  channel: 'CAM_FRONT',
  title: 'front',
  widthPx: 320,
  heightPx: 180,
  intrinsic: [],
  lens: { model: 'pinhole', distortion: null },
  // Looks along the ego's x axis.
  egoFromCamera: [1, 0, 1.5, 0.5, -0.5, 0.5, -0.5],
  timesUs,
  present: timesUs.map(() => 1),
  isKey: timesUs.map(() => 1),
  globalFromEgo: [],
  mediaBase: '',
  firstImage: 0,
  video: null,
  ...changes,
});

const signal = (name: Signal['name'], unit: Signal['unit'], value: number): Signal => ({
  name,
  unit,
  source: 'test',
  timesUs: Array.from({ length: 101 }, (_, i) => (100 + i / 10) * S),
  values: Array.from({ length: 101 }, () => value),
});

/** Drives straight at 5 m/s, then turns left by 0.1 rad a half second from 105 s on. */
const clip = (changes: Partial<Parameters<typeof windowsOfClip>[0]> = {}): Parameters<typeof windowsOfClip>[0] => ({
  clipId: 'd:one',
  cameras: [camera()],
  frames: timesUs.map((timeUs, i) => ({ token: String(i), timeUs, egoIndex: i })),
  decisions: timesUs.map((_, i) => i),
  signals: [signal('speed', 'm/s', 5), signal('acceleration', 'm/s²', 1), signal('steering', 'rad', 0.6)],
  ego: {
    timesUs,
    globalFromEgo: timesUs.flatMap((_, i) => {
      const yaw = 0.1 * Math.max(0, i - 10);
      return [2.5 * i, 0, 0, Math.cos(yaw / 2), 0, 0, Math.sin(yaw / 2)];
    }),
    frontM: 4,
    rearM: 1,
    widthM: 2,
  },
  ...changes,
});

describe('the camera of a window', () => {
  const camerasInOrder = (channels: string[]) =>
    windowsOfClip(clip({ cameras: channels.map((channel) => camera({ channel })) }), { actions: 0, truthS: [] })
      .windows[0].camera.channel;
  it.each([
    ['the one that world models are shown', ['CAM_TELE', 'CAM_FRONT'], 'CAM_FRONT'],
    [
      'the wide one of two that look ahead',
      ['camera_front_tele_30fov', 'camera_front_wide_120fov'],
      'camera_front_wide_120fov',
    ],
    ['the first that looks ahead where no name is known', ['one', 'two'], 'one'],
  ])('is %s', (_, channels, chosen) => {
    expect(camerasInOrder(channels)).toBe(chosen);
  });
});

describe('windows of a clip', () => {
  it('are the instants with pictures, actions and truth up to the horizon', () => {
    const { windows, reasons } = windowsOfClip(clip(), { actions: 8, truthS: [1, 4] });
    // The last one needs a picture and actions up to 4 s later: 106 s.
    expect(windows.map(({ frame }) => frame)).toEqual(Array.from({ length: 13 }, (_, i) => i));
    expect(windows[3]).toMatchObject({ present: 3, truth: [5, 11], timeUs: timesUs[3] });
    expect(windows[3].actions.speedMps).toBeCloseTo(5, 9);
    expect(Array.from(windows[3].actions.steering)).toEqual(Array.from({ length: 8 }, () => Math.fround(0.1)));
    expect(windows[3].turnedRad.map((rad) => rad?.toFixed(3))).toEqual(['0.000', '0.100']);
    expect(reasons).toEqual([
      'no picture of the front camera 4 s after the instant',
      'no picture of the front camera 1 s after the instant',
    ]);
  });

  const absent = (...images: number[]) => timesUs.map((_, i) => (images.includes(i) ? 0 : 1));
  const cases: [name: string, changes: Partial<ClipDetail>, windows: number, reason: string][] = [
    ['a clip without cameras', { cameras: [] }, 0, 'it has no camera that looks ahead'],
    ['a clip that asks no model', { decisions: [] }, 0, 'it has no instant at which a model is asked'],
    [
      'a present that is not on disk',
      { cameras: [camera({ present: absent(0) })], decisions: [0, 1] },
      1,
      'no picture of the front camera at the instant',
    ],
    [
      'a truth that is not on disk',
      { cameras: [camera({ present: absent(2) })], decisions: [0, 1] },
      1,
      'no picture of the front camera 1 s after the instant',
    ],
    [
      'pictures that show another moment',
      { cameras: [camera({ timesUs: timesUs.map((t) => t + 0.2 * S) })], decisions: [0] },
      0,
      'no picture of the front camera at the instant',
    ],
  ];
  it.each(cases)('leave out %s', (_, changes, count, reason) => {
    const { windows, reasons } = windowsOfClip(clip(changes), { actions: 2, truthS: [1] });
    expect(windows).toHaveLength(count);
    expect(reasons).toContain(reason);
  });

  it('want every action recorded in full', () => {
    const { windows, reasons } = windowsOfClip(clip(), { actions: 16, truthS: [] });
    expect(windows.at(-1)?.frame).toBe(4);
    expect(reasons).toContain('actions are not recorded for 8 s after the instant');
  });
});

describe('spreading windows', () => {
  const cases: [available: number[], limit: number, shares: number[]][] = [
    [[5, 5, 5], 6, [2, 2, 2]],
    [[5, 5, 5], 7, [3, 2, 2]],
    [[1, 5, 2], 7, [1, 4, 2]],
    [[1, 1], 9, [1, 1]],
    [[4, 4, 4], 2, [1, 1, 0]],
    [[0, 3], 2, [0, 2]],
    [[], 3, []],
  ];
  it.each(cases)('of %j, %i are wanted', (available, limit, shares) => {
    expect(evenShares(available, limit)).toEqual(shares);
  });

  it('keeps equal distances and follows from the seed', () => {
    const frames = Array.from({ length: 40 }, (_, i) => i);
    const chosen = evenlySpaced(frames, 4, 7);
    expect(chosen.slice(1).map((frame, i) => frame - chosen[i])).toEqual([10, 10, 10]);
    expect(evenlySpaced(frames, 4, 7)).toEqual(chosen);
    expect(new Set(Array.from({ length: 20 }, (_, seed) => evenlySpaced(frames, 4, seed)[0])).size).toBeGreaterThan(3);
    expect(evenlySpaced(frames, 40, 3)).toEqual(frames);
  });

  it('shuffles by seed alone and loses none', () => {
    const items = Array.from({ length: 30 }, (_, i) => i);
    expect(shuffled(items, 5)).toEqual(shuffled(items, 5));
    expect(shuffled(items, 5)).not.toEqual(shuffled(items, 6));
    expect(shuffled(items, 5).toSorted((a, b) => a - b)).toEqual(items);
  });
});
