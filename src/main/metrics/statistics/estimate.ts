import type { Estimate } from '../../../shared/domain/lab.ts';
import { bootstrapMeans, DEFAULT_SEED } from './bootstrap.ts';

/**
 * Mean over clips of one value a clip, with its 95 % percentile bootstrap interval (1,000 resamples of clips, seeded). One
 * clip has no interval. Throws RangeError for no values and for one that is not finite: to leave a clip out is the caller's
 * word, and is to be told.
 */
export function estimateOf(values: ArrayLike<number>, seed: number = DEFAULT_SEED): Estimate {
  const column = Float64Array.from(values);
  if (column.length === 0) throw new RangeError('an estimate of no values');
  if (!column.every(Number.isFinite)) throw new RangeError('an estimate of values that are not all finite');
  const [{ mean, low, high }] = bootstrapMeans([column], seed);
  return column.length < 2 ? { mean, low: null, high: null, clips: 1 } : { mean, low, high, clips: column.length };
}

/** The same, null for no values. */
export const estimateOrNull = (values: ArrayLike<number>, seed: number = DEFAULT_SEED): Estimate | null =>
  values.length === 0 ? null : estimateOf(values, seed);

/**
 * Values averaged inside each clip first, one value a clip in the order clips come first: what is estimated over clips, so
 * that a clip with many windows does not count for more. NaN is left out; a clip of which nothing is left has no value.
 */
export function meanByClip(clipIds: readonly string[], values: ArrayLike<number>): Map<string, number> {
  const sums = new Map<string, { sum: number; count: number }>();
  clipIds.forEach((clipId, i) => {
    if (Number.isNaN(values[i])) return;
    const at = sums.get(clipId) ?? { sum: 0, count: 0 };
    sums.set(clipId, { sum: at.sum + values[i], count: at.count + 1 });
  });
  return new Map(Array.from(sums, ([clipId, { sum, count }]) => [clipId, sum / count]));
}
