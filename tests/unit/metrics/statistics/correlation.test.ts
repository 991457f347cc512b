import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { averageRanks, pearson, spearman } from '../../../../src/main/metrics/statistics/correlation.ts';
import { readReference } from '../fidelity/reference.ts';

const numbers = z.array(z.number());
// From scipy, by tests/reference/statistics_lab.py.
const { correlations } = readReference(
  'statistics.json',
  z.object({
    correlations: z.array(
      z.object({ x: numbers, y: numbers, spearman: z.number(), pearson: z.number(), ranks: numbers }),
    ),
  }),
);

describe('correlation', () => {
  it.each(correlations)('of $x.length pairs equals scipy’s', ({ x, y, ...expected }) => {
    expect(spearman(x, y)).toBeCloseTo(expected.spearman, 12);
    expect(pearson(x, y)).toBeCloseTo(expected.pearson, 12);
    expect([...averageRanks(y)]).toEqual(expected.ranks);
  });

  it.each([
    ['a constant side', [1, 2, 3], [0.1, 0.1, 0.1]],
    ['one pair', [1], [2]],
    ['no pair', [], []],
  ])('is not defined for %s', (_, x, y) => {
    expect([spearman(x, y), spearman(y, x), pearson(x, y)]).toEqual([null, null, null]);
  });

  it('refuses lists of unequal length', () => {
    expect(() => pearson([1, 2], [1])).toThrow(RangeError);
  });
});
