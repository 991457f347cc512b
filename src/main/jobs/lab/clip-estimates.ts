import type { Estimate } from '../../../shared/domain/lab.ts';
import { estimateOrNull, meanByClip } from '../../metrics/statistics/estimate.ts';
import { ratioEstimate } from './ratio-estimate.ts';

/** Stands where nothing could be measured. */
export const nothing: Estimate = { mean: 0, low: null, high: null, clips: 0 };

/** Windows averaged inside their clips first, then over clips. @param clipIds one a value */
export const clipEstimate = (clipIds: readonly string[], values: ArrayLike<number>, seed: number): Estimate =>
  estimateOrNull([...meanByClip(clipIds, values).values()], seed) ?? nothing;

/** Clip means of one value by those of another, as `ratioEstimate` does. */
export function clipRatio(
  clipIds: readonly string[],
  values: ArrayLike<number>,
  by: ArrayLike<number>,
  seed: number,
): Estimate | null {
  const denominators = meanByClip(clipIds, by);
  const parts = Array.from(meanByClip(clipIds, values)).flatMap(([clipId, value]) => {
    const denominator = denominators.get(clipId);
    return denominator === undefined ? [] : [{ value, by: denominator }];
  });
  return ratioEstimate(parts, seed);
}
