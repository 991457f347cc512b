import { describe, expect, test } from 'vitest';
import { lastAtOrBefore, nearestIndex, pose2At, valueAt } from '../../../src/shared/maths/track.ts';

describe('searching rising times', () => {
  const times = [10, 20, 30];
  test.each([
    { at: 5, before: -1, nearest: 0 },
    { at: 10, before: 0, nearest: 0 },
    { at: 14, before: 0, nearest: 0 },
    { at: 15, before: 0, nearest: 0 },
    { at: 16, before: 0, nearest: 1 },
    { at: 30, before: 2, nearest: 2 },
    { at: 99, before: 2, nearest: 2 },
  ])('at $at', ({ at, before, nearest }) => {
    expect(lastAtOrBefore(times, at)).toBe(before);
    expect(nearestIndex(times, at)).toBe(nearest);
  });

  test('an empty list has no nearest', () => expect(nearestIndex([], 1)).toBe(-1));
});

describe('a pose at a time', () => {
  const north = [Math.SQRT1_2, 0, 0, Math.SQRT1_2];
  const track = { timesUs: [0, 1_000_000], globalFromEgo: [0, 0, 0, 1, 0, 0, 0, 10, 2, 0, ...north] };

  test('is linear in place and turns the short way', () => {
    const pose = pose2At(track, 500_000);
    expect(pose?.x).toBeCloseTo(5, 12);
    expect(pose?.y).toBeCloseTo(1, 12);
    expect(pose?.yaw).toBeCloseTo(Math.PI / 4, 12);
  });

  test('at both ends is the recorded one', () => {
    expect(pose2At(track, 0)).toEqual({ x: 0, y: 0, yaw: 0 });
    expect(pose2At(track, 1_000_000)?.x).toBe(10);
  });

  test.each([-1, 1_000_001])('is not made up outside the recording (%i)', (t) => expect(pose2At(track, t)).toBeNull());
});

describe('a curve at a time', () => {
  test.each([
    [0, 1],
    [5, 2],
    [10, 3],
    [-1, null],
    [11, null],
  ])('at %i is %s', (at, value) => expect(valueAt([0, 10], [1, 3], at)).toBe(value));
});
