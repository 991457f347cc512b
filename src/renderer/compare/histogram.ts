import { niceCeil } from '../timeline/ticks.ts';

/** A bar of the distribution of A − B. */
export interface DeltaBin {
  /** Bounds in the printed unit; the outer one belongs to the bar, the inner one to its neighbour towards zero. */
  from: number;
  to: number;
  count: number;
}

export interface DeltaHistogram {
  /** Ends of the axis, ± this, in the printed unit. */
  full: number;
  /** From the most negative bar to zero, and from zero on. */
  negative: DeltaBin[];
  positive: DeltaBin[];
  /** So near to zero that they count as none. */
  equal: number;
}

/** So many bars stand on each side of zero. */
const BINS = 20;

/**
 * Distribution of differences in the printed unit, on an axis that is the same on both sides and ends at a round number.
 * @param within differences up to this count as none
 */
export function deltaHistogram(deltas: readonly number[], within: number): DeltaHistogram {
  const largest = deltas.reduce((most, delta) => Math.max(most, Math.abs(delta)), 0);
  const full = niceCeil(Math.max(largest, BINS * within));
  const width = full / BINS;
  const counts = { negative: new Array<number>(BINS).fill(0), positive: new Array<number>(BINS).fill(0) };
  let equal = 0;
  for (const delta of deltas) {
    const size = Math.abs(delta);
    if (size <= within) equal++;
    else counts[delta < 0 ? 'negative' : 'positive'][Math.min(BINS - 1, Math.ceil(size / width - 1e-9) - 1)]++;
  }
  const positive = counts.positive.map((count, i) => ({ from: i * width, to: (i + 1) * width, count }));
  const negative = counts.negative.map((count, i) => ({ from: -(i + 1) * width, to: -i * width, count })).reverse();
  return { full, negative, positive, equal };
}
