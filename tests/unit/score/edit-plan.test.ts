import { describe, expect, it } from 'vitest';
import { withPoseMoved, withSpeed } from '../../../src/renderer/score/pdm/edit-plan.ts';

/** 8 poses, 2 m apart, straight ahead. */
const straight = Array.from({ length: 8 }, (_, i) => [2 * (i + 1), 0, 0]).flat();
/** A quarter turn to the left, radius 10 m. */
const turn = Array.from({ length: 8 }, (_, i) => {
  const a = ((i + 1) * Math.PI) / 16;
  return [10 * Math.sin(a), 10 * (1 - Math.cos(a)), a];
}).flat();
const rounded = (poses: readonly number[]) => poses.map((v) => Number(v.toFixed(6)) + 0);

describe('a plan whose pose is dragged', () => {
  const moved = withPoseMoved(straight, 4, 0, 2);
  it('has that pose where it was put, its neighbours part of the way, the others in place', () => {
    expect(rounded(moved.filter((_, i) => i % 3 === 1))).toEqual([0, 0, 0.5, 1.5, 2, 1.5, 0.5, 0]);
  });
  it('turns its headings with the path', () => {
    expect(moved[3 * 3 + 2]).toBeCloseTo(Math.atan2(1, 2), 9);
    expect(moved[3 * 7 + 2]).toBeCloseTo(Math.atan2(-0.5, 2), 9);
    expect(moved[2]).toBe(0);
  });
  it('is the plan again when it is put back', () => {
    expect(rounded(withPoseMoved(moved, 4, 0, -2))).toEqual(rounded(straight));
  });
  it('leaves the given poses as they are', () => {
    expect(straight[3 * 4 + 1]).toBe(0);
  });
  it('keeps the headings of poses that stand on one spot', () => {
    const standing = new Array<number>(24).fill(0);
    expect(withPoseMoved(standing, 7, 0.01, 0).filter((_, i) => i % 3 === 2)).toEqual(new Array(8).fill(0));
  });
});

describe('a plan at another speed', () => {
  it.each([
    ['standing', 0, new Array(8).fill(0)],
    ['half', 0.5, [1, 2, 3, 4, 5, 6, 7, 8]],
    ['double, straight on past its end', 2, [4, 8, 12, 16, 20, 24, 28, 32]],
  ])('%s', (_, factor, ahead) => {
    expect(rounded(withSpeed(straight, factor).filter((__, i) => i % 3 === 0))).toEqual(ahead);
  });
  it('stays on its path', () => {
    const slower = withSpeed(turn, 0.7);
    for (let i = 0; i < 8; i++) expect(Math.hypot(slower[3 * i], slower[3 * i + 1] - 10)).toBeCloseTo(10, 0);
  });
  it('is the plan itself at its own speed', () => {
    expect(rounded(withSpeed(turn, 1))).toEqual(rounded(turn));
  });
});
