import { describe, expect, test } from 'vitest';
import {
  egoPathBetween,
  planPath,
  poseOnPath,
  stopPose,
  wholeSeconds,
} from '../../../src/renderer/viewer/scene/plan-path.ts';
import { footprint, ribbonOf } from '../../../src/renderer/viewer/scene/ribbon.ts';

const upright = [Math.SQRT1_2, 0, 0, Math.SQRT1_2]; // heading along y
/** 10 m/s along y, a pose every 0.1 s for 5 s. */
const ego = {
  timesUs: Array.from({ length: 51 }, (_, i) => i * 100_000),
  globalFromEgo: Array.from({ length: 51 }, (_, i) => [100, i, 0, ...upright]).flat(),
  frontM: 3,
  rearM: 1,
  widthM: 2,
};
const prediction = {
  frame: 0,
  timeUs: 1_000_000,
  stepS: 0.5,
  poses: 8,
  modes: 2,
  trajectories: [
    ...Array.from({ length: 8 }, (_, i) => [(i + 1) * 5, 0, 0]).flat(),
    ...Array.from({ length: 8 }, (_, i) => [Math.min(8, (i + 1) * 2), 1, 0]).flat(),
  ],
  probabilities: [0.3, 0.7],
};

describe('a plan on the ground', () => {
  const plan = planPath('A', prediction, ego);
  test('starts where the vehicle was and lies ahead of it; the likeliest mode is the plan', () => {
    expect(plan?.path.poses[0]).toMatchObject({ x: 100, y: 10 });
    const [, first] = plan?.path.poses ?? [];
    expect(first.x).toBeCloseTo(99); // 1 m to the left of a heading along y
    expect(first.y).toBeCloseTo(12);
    expect(plan?.otherModes).toHaveLength(1);
    expect(plan?.otherModes[0].poses.at(-1)?.y).toBeCloseTo(50);
  });
  test('is known between its poses and nowhere else', () => {
    const path = plan?.otherModes[0];
    expect(path && poseOnPath(path, 1_250_000)?.y).toBeCloseTo(12.5);
    expect(path && poseOnPath(path, 5_000_001)).toBeNull();
    expect(path && poseOnPath(path, 999_999)).toBeNull();
  });
  test('is marked at whole seconds after its instant', () => {
    const marks = wholeSeconds(plan?.otherModes[0] ?? { timesUs: [], poses: [] }, 1_000_000);
    expect(marks.map((m) => [m.second, Math.round(m.pose.y)])).toEqual([
      [1, 20],
      [2, 30],
      [3, 40],
      [4, 50],
    ]);
  });
  test('says where it stops, and only if it does', () => {
    expect(plan && stopPose(plan.path)?.y).toBeCloseTo(18);
    expect(plan && stopPose(plan.otherModes[0])).toBeNull();
  });
  test('cannot be laid where the recording has no pose', () => {
    expect(planPath('A', { ...prediction, timeUs: 9_000_000 }, ego)).toBeNull();
  });
});

test('the recorded path is cut exactly at both times and ends with the recording', () => {
  const path = egoPathBetween(ego, 950_000, 1_250_000);
  expect(path.timesUs).toEqual([950_000, 1_000_000, 1_100_000, 1_200_000, 1_250_000]);
  expect(path.poses.at(0)?.y).toBeCloseTo(9.5);
  expect(path.poses.at(-1)?.y).toBeCloseTo(12.5);
  expect(egoPathBetween(ego, 4_900_000, 9_000_000).timesUs).toEqual([4_900_000, 5_000_000]);
  expect(egoPathBetween(ego, 6_000_000, 9_000_000).poses).toEqual([]);
});

describe('ribbon', () => {
  test('has the vehicle’s width, left is left', () => {
    const ribbon = ribbonOf(
      [0, 5, 10].map((x) => ({ x, y: 0, yaw: 0 })),
      1.8,
    );
    expect([...(ribbon?.left ?? [])]).toEqual([0, 0.9, 5, 0.9, 10, 0.9]);
    expect([...(ribbon?.right ?? [])]).toEqual([0, -0.9, 5, -0.9, 10, -0.9]);
  });
  test('a path that goes nowhere has none, and standing poses add nothing', () => {
    const still = Array.from({ length: 9 }, () => ({ x: 3, y: 4, yaw: 1 }));
    expect(ribbonOf(still, 2)).toBeNull();
    expect(ribbonOf([...still, { x: 5, y: 4, yaw: 0 }], 2)?.left).toHaveLength(4);
  });
  test('footprint of a pose heading along y', () => {
    const corners = footprint({ x: 0, y: 0, yaw: Math.PI / 2 }, 3, 1, 2).map((p) =>
      p.map((v) => Math.round(v * 10) / 10 + 0),
    );
    expect(corners).toEqual([
      [-1, 3],
      [1, 3],
      [1, -1],
      [-1, -1],
    ]);
  });
});
