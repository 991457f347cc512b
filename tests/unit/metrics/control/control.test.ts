import { describe, expect, it } from 'vitest';
import {
  chanceError,
  inverseControl,
  inverseError,
  inverseTargets,
} from '../../../../src/main/metrics/control/inverse-control.ts';
import {
  controlScene,
  controlSummary,
  controlValues,
  fitLine,
} from '../../../../src/main/metrics/control/steering-control.ts';

// The paper's range of steering, normalised.
const values = controlValues([-0.2853, 0.2144]);

describe('steering values', () => {
  it('are five, evenly from end to end', () => {
    const published = [-0.2853, -0.1604, -0.0355, 0.0895, 0.2144];
    values.forEach((value, i) => expect(Math.abs(value - published[i])).toBeLessThan(6e-5));
    expect([values[0], values[4]]).toEqual([-0.2853, 0.2144]);
  });

  it('have four targets between them', () => {
    const published = [-0.2229, -0.0979, 0.027, 0.1519];
    inverseTargets(values).forEach((target, i) => expect(Math.abs(target - published[i])).toBeLessThan(1e-4));
  });
});

describe('a scene’s answer to steering', () => {
  it.each([
    ['rises with steering', [-9, -4, 0, 3, 11], 1],
    ['falls with steering', [9, 4, 0, -3, -11], -1],
    ['has ties', [-3, 0, 0, 0, 5], 0.8944271909999159],
    ['does not move', [0, 0, 0, 0, 0], null],
  ])('that %s', (_, shiftsPx, rho) => {
    const scene = controlScene(values, shiftsPx);
    expect(scene.shiftsPx).toEqual(shiftsPx);
    if (rho === null) expect(scene).toMatchObject({ rho: null, slope: null });
    else {
      expect(scene.rho).toBeCloseTo(rho, 12);
      expect(Math.sign(scene.slope ?? 0)).toBe(Math.sign(rho));
    }
  });

  it('is summed up over scenes that move, with their count', () => {
    const scenes = [1, null, -0.5, 0, null, 0.9].map((rho) => ({ rho }));
    const summary = controlSummary(scenes, 42);
    expect(summary).toMatchObject({ validScenes: 4, positiveShare: 0.5, rho: { clips: 4 } });
    expect(summary.rho?.mean).toBeCloseTo(0.35, 12);
    expect(controlSummary([{ rho: null }], 42)).toEqual({ rho: null, validScenes: 0, positiveShare: null });
  });
});

describe('a line', () => {
  it('is fitted by least squares', () => {
    const line = fitLine([0, 1, 2, 3], [1, 3, 4, 8]);
    expect(line?.slope).toBeCloseTo(2.2, 12);
    expect(line?.intercept).toBeCloseTo(0.7, 12);
  });

  it('needs two different places', () => {
    expect([fitLine([], []), fitLine([1], [2]), fitLine([1, 1], [2, 3])]).toEqual([null, null, null]);
  });
});

describe('inverse control', () => {
  const targets = inverseTargets(values);
  const exact = (slope: number) => ({
    gridShiftsPx: values.map((s) => slope * s + 2),
    targetShiftsPx: targets.map((s) => slope * s + 2),
  });

  it('finds steering back from shifts that follow it', () => {
    expect(inverseError(values, exact(-80))).toBeLessThan(1e-12);
  });

  it('clips what it finds to the range', () => {
    const far = { ...exact(80), targetShiftsPx: targets.map(() => 1e6) };
    const expected = targets.reduce((sum, s) => sum + (0.2144 - s) / 4, 0);
    expect(inverseError(values, far)).toBeCloseTo(expected, 12);
  });

  it('cannot be done where nothing moves', () => {
    expect(inverseError(values, exact(0))).toBeNull();
    expect(inverseControl(values, [exact(0)])).toBeNull();
  });

  it('has chance exactly: 21/64 of the range with five values', () => {
    expect(chanceError(values)).toBeCloseTo((0.4997 * 21) / 64, 12);
    // The paper's 0.1628 was drawn, 4,000 values a target.
    expect(Math.abs(chanceError(values) - 0.1628)).toBeLessThan(0.0025);
  });

  it('is told over the scenes where it could be done', () => {
    const found = inverseControl(values, [exact(80), exact(0), { ...exact(80), targetShiftsPx: targets.map(() => 2) }]);
    const zero = targets.reduce((sum, s) => sum + Math.abs(s) / 4, 0);
    expect(found).toMatchObject({ scenes: 2, chance: chanceError(values) });
    expect(found?.meanError).toBeCloseTo(zero / 2, 12);
    expect(found?.ratio).toBeCloseTo(zero / 2 / chanceError(values), 12);
  });
});
