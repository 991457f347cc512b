import type { ControlScene, Estimate } from '../../../shared/domain/lab.ts';
import { spearman } from '../statistics/correlation.ts';
import { estimateOrNull } from '../statistics/estimate.ts';

/** Steering values of the protocol. */
const CONTROL_VALUES = 5;

/** Equally spaced values over a range, its ends included, rising. */
export const controlValues = ([low, high]: readonly [number, number], count: number = CONTROL_VALUES): number[] =>
  Array.from({ length: count }, (_, i) => (low * (count - 1 - i) + high * i) / (count - 1));

/** A line fitted by least squares. */
export interface Line {
  slope: number;
  intercept: number;
}

/** The least squares line of y over x; null below two points or where x does not vary. */
export function fitLine(x: readonly number[], y: readonly number[]): Line | null {
  const n = x.length;
  const meanX = x.reduce((a, b) => a + b, 0) / n;
  const meanY = y.reduce((a, b) => a + b, 0) / n;
  const xx = x.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
  if (n < 2 || xx === 0) return null;
  const slope = x.reduce((sum, value, i) => sum + (value - meanX) * (y[i] - meanY), 0) / xx;
  return { slope, intercept: meanY - slope * meanX };
}

/**
 * One scene's answer to steering: shifts of the far picture against that of the middle value, px, one a steering value.
 * A scene in which nothing moves (all shifts equal) has neither a rank correlation nor a slope.
 */
export function controlScene(
  values: readonly number[],
  shiftsPx: readonly number[],
): Pick<ControlScene, 'shiftsPx' | 'rho' | 'slope'> {
  const rho = spearman(values, shiftsPx);
  return { shiftsPx: [...shiftsPx], rho, slope: rho === null ? null : (fitLine(values, shiftsPx)?.slope ?? null) };
}

/** What a model's scenes say together; the mean hides the scenes where nothing moved, so their count belongs beside it. */
export function controlSummary(
  scenes: readonly Pick<ControlScene, 'rho'>[],
  seed: number,
): { rho: Estimate | null; validScenes: number; positiveShare: number | null } {
  const rhos = scenes.flatMap(({ rho }) => rho ?? []);
  return {
    rho: estimateOrNull(rhos, seed),
    validScenes: rhos.length,
    positiveShare: rhos.length > 0 ? rhos.filter((rho) => rho > 0).length / rhos.length : null,
  };
}
