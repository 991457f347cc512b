import { describe, expect, it } from 'vitest';
import { groundPoints, scanNear, whyNoPoints } from '../../../src/renderer/viewer/birds-eye/lidar-points.ts';

const colours = { road: [1, 1, 1, 1], standing: [2, 2, 2, 2], overhead: [3, 3, 3, 3] } as const;

describe('the scan of a moment', () => {
  const timesUs = [0, 50_000, 100_000, 500_000, 1_000_000];
  it.each<[string, (0 | 1)[], number, number]>([
    ['the nearest', [1, 1, 1, 1, 1], 60_000, 1],
    ['at its own time', [1, 1, 1, 1, 1], 500_000, 3],
    ['the next on disk before it', [1, 0, 0, 0, 0], 60_000, 0],
    ['the next on disk after it', [0, 0, 1, 0, 0], 10_000, 2],
    ['the nearer of two', [1, 0, 1, 0, 0], 45_000, 0],
    ['none that is a quarter second away', [1, 1, 1, 0, 1], 735_000, -1],
    ['none where none is on disk', [0, 0, 0, 0, 0], 50_000, -1],
  ])('%s', (_, present, timeUs, scan) => expect(scanNear({ timesUs, present }, timeUs)).toBe(scan));

  it('none of no scans', () => expect(scanNear({ timesUs: [], present: [] }, 0)).toBe(-1));
});

it('says why there are no points', () => {
  const lidar = { channel: 'L', egoFromLidar: [], timesUs: [0, 1], mediaBase: '', firstScan: 0 };
  expect(whyNoPoints(null)).toMatch(/names no lidar/);
  expect(whyNoPoints({ ...lidar, present: [0, 0] })).toMatch(/on disk/);
  expect(whyNoPoints({ ...lidar, present: [0, 1] })).toBeNull();
});

describe('points of a scan', () => {
  // Mounted 1 m ahead and 2 m up, turned a quarter left, as nuScenes' is: its y points backwards.
  const egoFromLidar = [1, 0, 2, Math.SQRT1_2, 0, 0, Math.SQRT1_2];
  const places = Float32Array.from([3, 0, -2, 0, -4, -1, 0, 0, 5]);
  const ego = { x: 1_000_010, y: 500, yaw: Math.PI / 2 };

  it('lie on the ground about the anchor, coloured by height', () => {
    const { length, attributes } = groundPoints(places, { egoFromLidar }, ego, [1_000_000, 500], colours);
    expect(length).toBe(3);
    // In the ego frame (1, 3, 0), (5, 0, 1) and (1, 0, 7); the ego looks along y.
    const expected = [7, 1, 0, 10, 5, 0, 10, 1, 0];
    attributes.getPosition.value.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 4));
    expect([...attributes.getColor.value]).toEqual([1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3]);
  });
});
