import type { Interval } from '../../../shared/domain/score.ts';
import { randomIndices } from './random.ts';

export const RESAMPLES = 1000;
export const DEFAULT_SEED = 20260;
const LOW_SHARE = 0.025;
const HIGH_SHARE = 0.975;

/** Value below which a share of a sorted list lies, linear between neighbours (Hyndman and Fan type 7, numpy's default). */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const at = (sorted.length - 1) * share;
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (at - below);
}

/**
 * Means of columns of equal length n >= 1, each with its 95 % percentile bootstrap interval: n clips drawn with
 * replacement, RESAMPLES times. All columns see the same draws, so that a column's interval does not depend on which others
 * are asked for, and drawing is paid once.
 */
export function bootstrapMeans(columns: readonly Float64Array[], seed: number): Interval[] {
  if (columns.length === 0) return [];
  const n = columns[0].length;
  const draw = randomIndices(seed);
  const picks = new Uint32Array(n);
  const means = columns.map(() => new Float64Array(RESAMPLES));
  for (let r = 0; r < RESAMPLES; r++) {
    for (let i = 0; i < n; i++) picks[i] = draw(n);
    for (let c = 0; c < columns.length; c++) {
      const column = columns[c];
      let sum = 0;
      for (let i = 0; i < n; i++) sum += column[picks[i]];
      means[c][r] = sum / n;
    }
  }
  return columns.map((column, c) => {
    const sorted = means[c].sort();
    const mean = column.reduce((a, b) => a + b, 0) / n;
    return {
      mean,
      low: quantile(sorted, LOW_SHARE),
      high: quantile(sorted, HIGH_SHARE),
      clips: n,
      resamples: RESAMPLES,
      seed,
    };
  });
}
