import { incompleteBeta } from '../statistics/student-t.ts';

/**
 * Two-sided exact McNemar test: clips on which only A fails against clips on which only B fails, as 2 · P(X <= the smaller)
 * of a fair coin, at most 1. Null where no clip tells them apart.
 */
export function mcnemarExact(onlyA: number, onlyB: number): number | null {
  const tosses = onlyA + onlyB;
  if (tosses === 0) return null;
  const fewer = Math.min(onlyA, onlyB);
  // P(X <= k) of n fair tosses is the incomplete beta function I_½(n − k, k + 1).
  return Math.min(1, 2 * incompleteBeta(0.5, tosses - fewer, fewer + 1));
}
