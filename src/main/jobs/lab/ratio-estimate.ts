import type { Estimate } from '../../../shared/domain/lab.ts';
import { quantile, RESAMPLES } from '../../metrics/statistics/bootstrap.ts';
import { randomIndices } from '../../metrics/statistics/random.ts';

/**
 * Mean of one value by mean of another over clips, with the 95 % percentile interval of that ratio over resamples of clips.
 * A ratio of means, since the mean of ratios is ruled by the clips in which hardly anything happens. Null where the
 * denominators sum to nothing.
 */
export function ratioEstimate(parts: readonly { value: number; by: number }[], seed: number): Estimate | null {
  const ratio = (list: readonly { value: number; by: number }[]) =>
    list.reduce((sum, part) => sum + part.value, 0) / list.reduce((sum, part) => sum + part.by, 0);
  const mean = ratio(parts);
  if (parts.length === 0 || !Number.isFinite(mean)) return null;
  if (parts.length < 2) return { mean, low: null, high: null, clips: parts.length };
  const draw = randomIndices(seed);
  const ratios = Float64Array.from({ length: RESAMPLES }, () => ratio(parts.map(() => parts[draw(parts.length)])))
    // A resample in which nothing happens has no ratio.
    .filter(Number.isFinite)
    .sort();
  return { mean, low: quantile(ratios, 0.025), high: quantile(ratios, 0.975), clips: parts.length };
}
