import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { estimateOf, estimateOrNull, meanByClip } from '../../../../src/main/metrics/statistics/estimate.ts';
import { pairTests, testsAgainst } from '../../../../src/main/metrics/statistics/pair-tests.ts';
import { pairedTest } from '../../../../src/main/metrics/statistics/paired-t.ts';
import { readReference } from '../fidelity/reference.ts';

const numbers = z.array(z.number());
// From scipy and numpy, by tests/reference/statistics_lab.py.
const { paired } = readReference(
  'statistics.json',
  z.object({
    paired: z.array(z.object({ a: numbers, b: numbers, t: z.number(), p: z.number(), cohenD: z.number() })),
  }),
);
const onClips = (name: string, values: readonly number[]) => ({
  name,
  byClip: new Map(values.map((value, i) => [`clip ${i}`, value])),
});

describe('paired test', () => {
  it.each(paired)('of $a.length clips equals scipy’s', ({ a, b, t, p, cohenD }) => {
    const found = pairedTest(a.map((value, i) => value - b[i]));
    expect(Math.abs((found?.t ?? NaN) / t - 1)).toBeLessThan(1e-9);
    expect(Math.abs((found?.p ?? NaN) / p - 1)).toBeLessThan(1e-9);
    expect(Math.abs((found?.cohenD ?? NaN) / cohenD - 1)).toBeLessThan(1e-9);
  });

  it('is null without two differences that vary', () => {
    expect([[], [4], [2, 2]].map(pairedTest)).toEqual([null, null, null]);
  });
});

describe('a table of pairs', () => {
  const a = onClips('a', [1, 2, 3, 4]);
  const b = onClips('b', [2, 2, 5, 4.5]);
  const same = onClips('same', [2, 3, 4, 5]);

  it('tests every pair on the clips both have and corrects by the tests that could be made', () => {
    const tests = pairTests([a, b, same], 'video/ssim@4s', 42);
    expect(tests.map(({ a: first, b: second }) => `${first} ${second}`)).toEqual(['a b', 'a same', 'b same']);
    // `a` and `same` differ by the same on every clip: no test, and not counted.
    expect(tests[1]).toMatchObject({ t: null, p: null, pCorrected: null, cohenD: null, difference: { mean: -1 } });
    expect(tests[0].pCorrected).toBeCloseTo(Math.min(1, 2 * (tests[0].p ?? NaN)), 12);
    expect(tests[0]).toMatchObject({ metric: 'video/ssim@4s', clips: 4, difference: { mean: -0.875, clips: 4 } });
  });

  it('leaves out a pair without a common clip', () => {
    const elsewhere = { name: 'elsewhere', byClip: new Map([['another', 1]]) };
    expect(pairTests([a, elsewhere], 'x')).toEqual([]);
    const partly = {
      name: 'partly',
      byClip: new Map([
        ['clip 1', 9],
        ['clip 3', 9],
        ['another', 0],
      ]),
    };
    expect(pairTests([a, partly], 'x')[0]).toMatchObject({ clips: 2, difference: { mean: -6 } });
  });

  it('against a reference takes row − reference', () => {
    const [test] = testsAgainst(a, [b], 'x');
    expect(test).toMatchObject({ a: 'b', b: 'a', difference: { mean: 0.875 } });
    expect(test.pCorrected).toBe(test.p);
  });
});

describe('an estimate', () => {
  it('is the mean with its bootstrap interval', () => {
    const estimate = estimateOf([1, 2, 3, 6], 42);
    expect(estimate).toMatchObject({ mean: 3, clips: 4 });
    expect(estimate.low).toBeGreaterThanOrEqual(1);
    expect(estimate.low).toBeLessThan(3);
    expect(estimate.high).toBeGreaterThan(3);
    expect(estimateOf([1, 2, 3, 6], 42)).toEqual(estimate);
  });

  it('of one clip has no interval, of none there is none', () => {
    expect(estimateOf([5], 1)).toEqual({ mean: 5, low: null, high: null, clips: 1 });
    expect(estimateOrNull([], 1)).toBeNull();
    expect(() => estimateOf([], 1)).toThrow(RangeError);
    expect(() => estimateOf([1, NaN], 1)).toThrow(RangeError);
  });

  it('takes each clip once', () => {
    expect([...meanByClip(['a', 'b', 'a', 'c', 'b'], [1, 10, 3, NaN, NaN])]).toEqual([
      ['a', 2],
      ['b', 10],
    ]);
  });
});
