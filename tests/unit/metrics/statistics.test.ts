import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bootstrapMeans, quantile } from '../../../src/main/metrics/statistics/bootstrap.ts';
import { bonferroni, pairedT } from '../../../src/main/metrics/statistics/paired-t.ts';
import { incompleteBeta, studentTwoSided } from '../../../src/main/metrics/statistics/student-t.ts';

const intervalSchema = z.object({ mean: z.number(), low: z.number(), high: z.number() });
const goldenSchema = z.object({
  tables: z.array(
    z.object({
      seed: z.number(),
      a: z.array(z.number()),
      b: z.array(z.number()),
      interval: intervalSchema,
      delta: intervalSchema,
      p: z.number(),
    }),
  ),
  students: z.array(z.object({ t: z.number(), degrees: z.number(), p: z.number() })),
});
// From numpy and scipy, by tests/reference/score_statistics.py.
const golden = goldenSchema.parse(
  JSON.parse(readFileSync(resolve(import.meta.dirname, '../../golden/statistics.json'), 'utf8')),
);

describe('bootstrap intervals equal numpy’s on the same draws', () => {
  it.each(golden.tables)('$a.length clips, seed $seed', ({ seed, a, b, interval, delta }) => {
    const [own, difference] = bootstrapMeans([Float64Array.from(a), Float64Array.from(a, (v, i) => v - b[i])], seed);
    expect(own).toMatchObject({ clips: a.length, resamples: 1000, seed });
    for (const key of ['mean', 'low', 'high'] as const) {
      expect(Math.abs(own[key] - interval[key])).toBeLessThan(1e-12);
      expect(Math.abs(difference[key] - delta[key])).toBeLessThan(1e-12);
    }
  });

  it('of one clip is the clip', () => {
    expect(bootstrapMeans([Float64Array.of(3)], 1)[0]).toMatchObject({ mean: 3, low: 3, high: 3 });
  });

  it('does not depend on which other columns are asked for', () => {
    const [a, b] = [Float64Array.of(1, 2, 5, 9), Float64Array.of(4, 4, 0, 1)];
    expect(bootstrapMeans([a, b], 3)[1]).toEqual(bootstrapMeans([b], 3)[0]);
  });

  it('quantiles are linear between neighbours', () => {
    expect([0, 0.1, 0.5, 1].map((share) => quantile([10, 20, 40], share))).toEqual([10, 12, 20, 40]);
  });
});

describe('paired t', () => {
  it.each(golden.tables)('$a.length clips equal scipy', ({ a, b, p }) => {
    const found = pairedT(Float64Array.from(a, (v, i) => v - b[i]));
    expect(Math.abs((found ?? NaN) / p - 1)).toBeLessThan(1e-9);
  });

  it('is null below two differences or without variance', () => {
    expect([[], [1], [2, 2, 2]].map((list) => pairedT(Float64Array.from(list)))).toEqual([null, null, null]);
  });

  it('Student’s two-sided p equals scipy to 1e-9 of its size, far into the tail', () => {
    for (const { t, degrees, p } of golden.students) {
      // Below the smallest normal double nothing is left to compare.
      if (p < 1e-300) expect(studentTwoSided(t, degrees)).toBeLessThan(1e-290);
      else expect(Math.abs(studentTwoSided(t, degrees) / p - 1), `t ${t}, ${degrees} degrees`).toBeLessThan(1e-9);
    }
  });

  it('the incomplete beta function holds its ends and its symmetry', () => {
    expect([incompleteBeta(0, 2, 3), incompleteBeta(1, 2, 3)]).toEqual([0, 1]);
    expect(incompleteBeta(0.3, 2, 5) + incompleteBeta(0.7, 5, 2)).toBeCloseTo(1, 14);
  });

  it('Bonferroni multiplies and stops at 1', () => {
    expect([bonferroni(0.01, 40), bonferroni(0.2, 40)]).toEqual([0.4, 1]);
  });
});
