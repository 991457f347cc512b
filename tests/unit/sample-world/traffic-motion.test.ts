import { describe, expect, it } from 'vitest';
import { moveBicycle, type Motion } from '../../../src/main/sample-world/traffic/bicycle.ts';
import { boxesOverlap, distanceToBox, type Box } from '../../../src/main/sample-world/traffic/boxes.ts';
import { expertDriver } from '../../../src/main/sample-world/traffic/cast.ts';
import { followingAcceleration } from '../../../src/main/sample-world/traffic/driving.ts';
import { insideRings } from '../../../src/main/sample-world/roads/rings.ts';
import { freePath, shiftedPath } from '../../../src/main/sample-world/traffic/make-path.ts';
import { pointAt, projectOnto, smoothStep, wantedSpeeds } from '../../../src/main/sample-world/traffic/path.ts';

const still: Motion = { x: 0, y: 0, headingRad: 0, speedMps: 0, accelerationMps2: 0, curvature: 0 };

describe('a bicycle model', () => {
  it('drives a circle of the radius that it steers', () => {
    const motion = { ...still, speedMps: 5, curvature: 0.1 };
    let [low, high] = [Infinity, -Infinity];
    for (let i = 0; i < 1000; i++) {
      moveBicycle(motion, { accelerationMps2: 0, jerkMps3: 3, curvature: 0.1 }, 0.02);
      const radius = Math.hypot(motion.x, motion.y - 10);
      [low, high] = [Math.min(low, radius), Math.max(high, radius)];
    }
    expect(low).toBeGreaterThan(9.99);
    expect(high).toBeLessThan(10.01);
  });

  it('keeps to its rates, never rolls back and does not steer at rest', () => {
    const motion = { ...still, speedMps: 2 };
    for (let i = 0; i < 200; i++) {
      const before = { ...motion };
      moveBicycle(motion, { accelerationMps2: -5, jerkMps3: 3, curvature: 1 }, 0.02);
      expect(motion.accelerationMps2 - before.accelerationMps2).toBeGreaterThan(motion.speedMps ? -0.0601 : -9);
      expect(motion.speedMps).toBeGreaterThanOrEqual(0);
      expect(motion.curvature).toBeLessThanOrEqual(0.2);
    }
    const stood = { ...motion };
    moveBicycle(motion, { accelerationMps2: 0, jerkMps3: 3, curvature: -0.1 }, 0.02);
    expect(motion).toEqual(stood);
  });
});

describe('following', () => {
  it('closes up behind a standing car to its standing gap without braking hard', () => {
    let [gap, speed, hardest] = [90, 13, 0];
    for (let i = 0; i < 600; i++) {
      const a = followingAcceleration(expertDriver, speed, gap, 0);
      hardest = Math.min(hardest, a);
      speed = Math.max(0, speed + a * 0.05);
      gap -= speed * 0.05;
    }
    expect(gap).toBeGreaterThan(2);
    expect(gap).toBeLessThan(4.5);
    expect(hardest).toBeGreaterThan(-3);
  });

  it.each([
    ['close but opening', 10, 6, 14, -2.1],
    ['close and as fast', 15, 10, 15, -2.5],
  ])('does not panic: %s', (_name, speed, gap, lead, least) => {
    expect(followingAcceleration(expertDriver, speed, gap, lead)).toBeGreaterThan(least);
  });

  it('brakes with all it has when it must', () => {
    expect(followingAcceleration(expertDriver, 15, 12, 0)).toBeLessThan(-7);
  });
});

describe('a path', () => {
  const corner = freePath([0, 0, 50, 0, 50, 50], 14);

  it('rounds the corners of its line a little', () => {
    const worst = Math.max(...Array.from(corner.x, (x, k) => Math.min(Math.abs(corner.y[k]), Math.abs(x - 50))));
    expect(worst).toBeLessThan(0.5);
    expect(pointAt(corner, 99).headingRad).toBeCloseTo(Math.PI / 2, 3);
  });

  it('finds the foot of a point', () => {
    expect(projectOnto(corner, 20.2, 3, 0, 100)).toMatchObject({ leftM: 3 });
    expect(projectOnto(corner, 20.2, 3, 0, 100).atM).toBeCloseTo(20.2, 6);
    expect(projectOnto(corner, 53, 30, 0, 100).leftM).toBeCloseTo(-3, 6);
  });

  it('swings to the side and back', () => {
    const path = shiftedPath(freePath([0, 0, 200, 0], 14), [{ fromM: 80, toM: 100, leftM: 2, rampM: 20 }]);
    expect([0, 59, 90, 121, 199].map((s) => Math.round(pointAt(path, s).y * 1000) / 1000)).toEqual([0, 0, 2, 0, 0]);
  });

  it('is driven slowly enough in the bend and in good time before it', () => {
    const speeds = wantedSpeeds(corner, 1, 2);
    const tightest = corner.curvature.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(Math.min(...speeds)).toBeCloseTo(Math.sqrt(2 / tightest), 6);
    for (let k = 1; k < speeds.length; k++) {
      expect((speeds[k - 1] ** 2 - speeds[k] ** 2) / (2 * 0.5)).toBeLessThan(1.3 + 1e-9);
    }
  });

  it('steps smoothly', () => expect([-1, 0, 0.5, 1, 2].map(smoothStep)).toEqual([0, 0, 0.5, 1, 1]));
});

describe('boxes', () => {
  const box = (x: number, y: number, headingRad: number): Box => ({ x, y, headingRad, halfLengthM: 2, halfWidthM: 1 });

  it.each([
    ['apart', box(4.1, 0, 0), false],
    ['end to end', box(3.9, 0, 0), true],
    ['side by side', box(0, 2.1, 0), false],
    ['across', box(2.9, 0, Math.PI / 2), true],
    ['corner by corner, whose bounds overlap', box(3.3, 2.9, Math.PI / 4), false],
    ['one inside the other', box(0.1, 0.1, 1), true],
  ])('%s', (_name, other, expected) => {
    expect(boxesOverlap(box(0, 0, 0), other)).toBe(expected);
    expect(boxesOverlap(other, box(0, 0, 0))).toBe(expected);
  });

  it('are so far from a point', () => {
    expect(distanceToBox(box(0, 0, 0), 5, 5)).toBeCloseTo(5);
    expect(distanceToBox(box(0, 0, Math.PI / 2), 0, 1.5)).toBe(0);
  });
});

it('a point in the hole of a polygon is not inside', () => {
  const ring = [
    [0, 0, 10, 0, 10, 10, 0, 10],
    [4, 4, 6, 4, 6, 6, 4, 6],
  ];
  expect([insideRings(ring, 2, 2), insideRings(ring, 5, 5), insideRings(ring, 11, 5)]).toEqual([true, false, false]);
});
