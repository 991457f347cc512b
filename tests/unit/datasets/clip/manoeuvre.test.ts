import { expect, it } from 'vitest';
import { egoMotion } from '../../../../src/main/datasets/clip/manoeuvre.ts';
import type { Manoeuvre } from '../../../../src/shared/domain/clip.ts';

const STEPS = 20;
const timesUs = Float64Array.from({ length: STEPS + 1 }, (_, i) => 1e15 + i * 500_000);

/** Poses along an arc: a step of `stepM` every half second, turning by `turnDeg` in all. */
function arc(stepM: number, turnDeg: number, startDeg = 0): Float64Array {
  const poses = new Float64Array((STEPS + 1) * 7);
  let [x, y] = [0, 0];
  for (let i = 0; i <= STEPS; i++) {
    const heading = ((startDeg + (turnDeg * i) / STEPS) * Math.PI) / 180;
    poses.set([x, y, 0, Math.cos(heading / 2), 0, 0, Math.sin(heading / 2)], i * 7);
    x += stepM * Math.cos(heading);
    y += stepM * Math.sin(heading);
  }
  return poses;
}

it.each<[way: string, poses: Float64Array, meanSpeedMps: number, manoeuvre: Manoeuvre]>([
  ['straight on', arc(5, 0), 10, 'straight'],
  ['a bend of 29°', arc(5, 29), 10, 'straight'],
  ['a turn of 31° to the left', arc(5, 31), 10, 'left'],
  ['a turn of 31° to the right', arc(5, -31), 10, 'right'],
  ['a turn over the heading of 180°', arc(5, 90, 150), 10, 'left'],
  ['a U-turn and more', arc(5, 270), 10, 'left'],
  ['creeping at 0.29 m/s', arc(0.145, 0), 0.29, 'stopped'],
  ['turning on the spot', arc(0, 90), 0, 'stopped'],
  ['creeping at 0.31 m/s', arc(0.155, 0), 0.31, 'straight'],
])('%s', (_way, poses, meanSpeedMps, manoeuvre) => {
  const motion = egoMotion(timesUs, poses);
  expect(motion.meanSpeedMps).toBeCloseTo(meanSpeedMps, 9);
  expect(motion.manoeuvre).toBe(manoeuvre);
});

it('one pose tells nothing', () => {
  expect(egoMotion([0], arc(5, 0).subarray(0, 7))).toEqual({ meanSpeedMps: 0, manoeuvre: 'unknown' });
});
