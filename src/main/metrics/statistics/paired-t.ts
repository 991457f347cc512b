import { studentTwoSided } from './student-t.ts';

/** Two-sided p of the paired t test on differences; null below 2 of them or where they do not vary. */
export function pairedT(differences: Float64Array): number | null {
  const n = differences.length;
  if (n < 2) return null;
  const mean = differences.reduce((a, b) => a + b, 0) / n;
  const variance = differences.reduce((sum, d) => sum + (d - mean) ** 2, 0) / (n - 1);
  if (!(variance > 0)) return null;
  return studentTwoSided(mean / Math.sqrt(variance / n), n - 1);
}

/** Bonferroni's correction for `tests` tests made at once. */
export const bonferroni = (p: number, tests: number): number => Math.min(1, p * tests);
