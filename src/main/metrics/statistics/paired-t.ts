import { studentTwoSided } from './student-t.ts';

/** A paired t test on differences. */
export interface PairedTest {
  t: number;
  /** Two-sided. */
  p: number;
  /** Cohen's d of paired differences: their mean by their standard deviation (n − 1). */
  cohenD: number;
}

/** The paired t test on differences; null below 2 of them or where they do not vary. */
export function pairedTest(differences: ArrayLike<number>): PairedTest | null {
  const n = differences.length;
  if (n < 2) return null;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += differences[i];
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (differences[i] - mean) ** 2;
  const variance = squares / (n - 1);
  if (!(variance > 0)) return null;
  const t = mean / Math.sqrt(variance / n);
  return { t, p: studentTwoSided(t, n - 1), cohenD: mean / Math.sqrt(variance) };
}

/** Two-sided p of the paired t test on differences; null below 2 of them or where they do not vary. */
export const pairedT = (differences: Float64Array): number | null => pairedTest(differences)?.p ?? null;

/** Bonferroni's correction for `tests` tests made at once. */
export const bonferroni = (p: number, tests: number): number => Math.min(1, p * tests);
