import { describe, expect, it } from 'vitest';
import { LIMITS, STEP_S } from '../../../src/main/metrics/pdm/constants.ts';
import { TTC_BOUND_S } from '../../../src/shared/domain/pdm.ts';
import { boxesOverlap, type GroundBox } from '../../../src/shared/maths/ground-box.ts';
import { timesToCollision, type DrivenStep } from '../../../src/shared/maths/time-to-collision.ts';

const STEPS = 40;
/** 5 m long, its middle 1.5 m before the rear axle. */
const car = { frontM: 4, rearM: 1, widthM: 2 };
const box = (x: number, y: number, yaw = 0): GroundBox => ({ x, y, yaw, lengthM: 4, widthM: 2 });

/** A drive straight ahead at a constant speed, for `steps` of 0.1 s. */
const drive = (speedMps: number, steps = 1): DrivenStep[] =>
  Array.from({ length: steps }, (_, i) => ({ x: i * 0.1 * speedMps, y: 0, yaw: 0, speedMps }));
/** Where something is at each step: at `x`, `y` first, then on by `vx`, `vy` m/s. */
const moving = (x: number, y: number, vx: number, vy: number, yaw = 0) =>
  Array.from({ length: STEPS + 41 }, (_, i) => box(x + vx * i * 0.1, y + vy * i * 0.1, yaw));

describe('time to collision', () => {
  it.each<[string, DrivenStep[], (GroundBox | null)[][], (number | null)[]]>([
    ['nobody there', drive(10), [], [null]],
    ['someone stands in the way', drive(10), [moving(16, 0, 0, 0)], [1]],
    ['someone goes on as fast', drive(10), [moving(16, 0, 10, 0)], [null]],
    ['someone comes', drive(10), [moving(26, 0, -10, 0, Math.PI)], [1]],
    ['the first of two', drive(10), [moving(26, 0, 0, 0), moving(16, 0, 0, 0)], [1]],
    ['beside the way', drive(10), [moving(16, 2.1, 0, 0)], [null]],
    ['crosses in time', drive(10), [moving(26, 10, 0, -5, -Math.PI / 2)], [2.1]],
    ['crosses too late', drive(10), [moving(26, 40, 0, -5, -Math.PI / 2)], [null]],
    ['later than it looks', drive(1), [moving(12.5, 0, 0, 0)], [null]],
    ['nearer by a step at each step', drive(10, 3), [moving(16, 0, 0, 0)], [1, 0.9, 0.8]],
    ['a standing vehicle meets nobody', drive(0), [moving(-20, 0, 10, 0)], [null]],
    ['a follower drives into the rear, further on than the vehicle is', drive(3), [moving(-13, 0, 8, 0)], [null]],
    ['a follower that goes through it is passed over', drive(1, 20), [moving(-8, 0, 12, 0)], Array(20).fill(null)],
    ['one ahead of a follower', drive(10), [moving(-8, 0, 12, 0), moving(16, 0, 0, 0)], [1]],
    ['not known where it is', drive(10), [moving(16, 0, 0, 0).fill(null as unknown as GroundBox)], [null]],
  ])('%s', (_, driven, others, expected) => {
    const times = timesToCollision(driven, others, car, 0.1, STEPS);
    expect(times.map((t) => t && Math.round(t * 10) / 10)).toEqual(expected);
  });

  it('is held against the last time at which the score looks', () => {
    expect(TTC_BOUND_S).toBeCloseTo(Math.max(...LIMITS.ttcAheadSteps) * STEP_S, 9);
  });
});

describe('boxes overlap', () => {
  it.each<[string, GroundBox, GroundBox, boolean]>([
    ['side by side', box(0, 0), box(0, 2.01), false],
    ['touching', box(0, 0), box(4, 0), true],
    ['one inside the other', box(0, 0), { ...box(0.1, 0.1, 1), lengthM: 0.5, widthM: 0.5 }, true],
    ['corner past corner', box(0, 0), box(3.6, 2.4, Math.PI / 4), false],
    ['corner in a side', box(0, 0), box(2.5, 2, Math.PI / 4), true],
    ['crossed', box(0, 0), box(0, 0, Math.PI / 2), true],
  ])('%s', (_, a, b, expected) => {
    expect(boxesOverlap(a, b)).toBe(expected);
    expect(boxesOverlap(b, a)).toBe(expected);
  });
});
