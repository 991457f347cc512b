import { describe, expect, it } from 'vitest';
import { advance, type Clock } from '../../../src/renderer/state/clock.ts';
import { decisionOf } from '../../../src/renderer/state/decision.ts';
import { shuttle } from '../../../src/renderer/timeline/shuttle.ts';
import { frameTimeAt, frameTimes, neighbourTime } from '../../../src/renderer/timeline/stepping.ts';

const S = 1_000_000;
const clock = (part: Partial<Clock>): Clock => ({
  startUs: 0,
  endUs: 20 * S,
  timeUs: 10 * S,
  playing: true,
  rate: 1,
  direction: 1,
  loop: null,
  clipId: 'd:clip',
  decisions: { timesUs: [], frames: [] },
  pinnedUs: null,
  ...part,
});

describe('advance', () => {
  const loop = { startUs: 8 * S, endUs: 12 * S };
  it.each([
    ['a paused clock stands', { playing: false }, 1, {}],
    ['normal speed', {}, 0.5, { timeUs: 10.5 * S, playing: true, direction: 1 }],
    ['quarter speed', { rate: 0.25 }, 1, { timeUs: 10.25 * S, playing: true, direction: 1 }],
    ['backwards at 2x', { rate: -2 }, 1, { timeUs: 8 * S, playing: true, direction: -1 }],
    ['stops at the end', { timeUs: 19.9 * S }, 1, { timeUs: 20 * S, playing: false, direction: 1 }],
    ['stops at the start', { timeUs: 0.1 * S, rate: -1 }, 1, { timeUs: 0, playing: false, direction: -1 }],
    ['loops forwards', { loop, timeUs: 11.9 * S }, 0.2, { timeUs: 8 * S, direction: 1 }],
    ['loops backwards', { loop, timeUs: 8.1 * S, rate: -1 }, 0.2, { timeUs: 12 * S, direction: -1 }],
    ['whole microseconds', { rate: 0.25 }, 1 / 60, { timeUs: 10_004_167, playing: true, direction: 1 }],
  ])('%s', (_, part, elapsedS, expected) => {
    expect(advance(clock(part), elapsedS)).toEqual(expected);
  });
});

describe('shuttle', () => {
  it.each([
    ['L from rest', false, 0.25, 1, 1],
    ['L again doubles', true, 1, 1, 2],
    ['L doubles up to 4x', true, 4, 1, 4],
    ['L at quarter speed goes to normal speed', true, 0.25, 1, 1],
    ['J against the play turns round at 1x', true, 4, -1, -1],
    ['J again doubles backwards', true, -1, -1, -2],
    ['L against backward play', true, -4, 1, 1],
  ] as const)('%s', (_, playing, rate, direction, expected) => {
    expect(shuttle({ playing, rate }, direction)).toEqual({ playing: true, rate: expected });
  });
});

describe('decisionOf', () => {
  // Key frames 3, 4 and 8 of the clip are decided at.
  const decisions = { timesUs: [0, 500_000, 1_000_000], frames: [3, 4, 8] };
  it.each([
    ['on a key frame', 500_000, null, { frame: 4, timeUs: 500_000, pinned: false }],
    ['between two', 999_999, null, { frame: 4, timeUs: 500_000, pinned: false }],
    ['after the last', 9_000_000, null, { frame: 8, timeUs: 1_000_000, pinned: false }],
    ['before the first', -1, null, null],
    ['pinned while the clock moves on', 9_000_000, 500_000, { frame: 4, timeUs: 500_000, pinned: true }],
  ])('%s', (_, timeUs, pinnedUs, expected) => {
    expect(decisionOf({ decisions, timeUs, pinnedUs })).toEqual(expected);
  });
});

describe('frame stepping', () => {
  const times = [100, 200, 300];
  it.each([
    ['forward from a frame', 200, 1, 300],
    ['forward from between', 150, 1, 200],
    ['forward from the last', 300, 1, null],
    ['back from a frame', 200, -1, 100],
    ['back from between', 250, -1, 200],
    ['back from the first', 100, -1, null],
    ['forward from before all', 0, 1, 100],
  ] as const)('%s', (_, nowUs, direction, expected) => {
    expect(neighbourTime(times, nowUs, direction)).toBe(expected);
  });

  it('shows the frame at or before a time, the first before all', () => {
    expect([50, 100, 199, 300, 999].map((t) => frameTimeAt(times, t))).toEqual([100, 100, 100, 300, 300]);
  });

  const camera = (channel: string, title: string, timesUs: number[], isKey = timesUs.map(() => 0)) => ({
    channel,
    title,
    timesUs,
    isKey,
  });
  const frames = [{ timeUs: 1 }, { timeUs: 2 }];
  it.each([
    ['the front camera', [camera('CAM_BACK', 'back', [7]), camera('CAM_FRONT', 'front', [8, 9])], [8, 9]],
    ['else the first one', [camera('CAM_BACK', 'back', [7])], [7]],
    ['else the key frames', [], [1, 2]],
    [
      'the key frame’s instant where an image is of one',
      [camera('CAM_FRONT', 'front', [0.9, 1.4, 2.1], [1, 0, 1])],
      [1, 1.4, 2],
    ],
    ['key frames where the camera has no image', [camera('CAM_FRONT', 'front', [])], [1, 2]],
  ])('steps by %s', (_, cameras, expected) => {
    expect(frameTimes({ cameras, frames } as unknown as Parameters<typeof frameTimes>[0])).toEqual(expected);
  });
});
