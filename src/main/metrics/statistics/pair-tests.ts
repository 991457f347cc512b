import type { PairTest } from '../../../shared/domain/lab.ts';
import { DEFAULT_SEED } from './bootstrap.ts';
import { estimateOf } from './estimate.ts';
import { bonferroni, pairedTest } from './paired-t.ts';

/** Something measured on clips: one value a clip. */
export interface MeasuredOnClips {
  /** Named in the table. */
  name: string;
  byClip: ReadonlyMap<string, number>;
}

/**
 * Every pair of a list by the paired t test on the clips both have, difference first − second, Bonferroni-corrected by the
 * number of pairs of this table that could be tested. A pair without a common clip is left out.
 */
export function pairTests(
  measured: readonly MeasuredOnClips[],
  metric: string,
  seed: number = DEFAULT_SEED,
): PairTest[] {
  const pairs = measured.flatMap((a, i) => measured.slice(i + 1).map((b) => [a, b] as const));
  return correct(pairs.flatMap(([a, b]) => pairTest(a, b, metric, seed) ?? []));
}

/** Every other row against one reference: difference row − reference, corrected by the number of rows. */
export function testsAgainst(
  reference: MeasuredOnClips,
  rows: readonly MeasuredOnClips[],
  metric: string,
  seed: number = DEFAULT_SEED,
): PairTest[] {
  return correct(rows.flatMap((row) => pairTest(row, reference, metric, seed) ?? []));
}

/** Corrects the tests of one table by their number. */
function correct(tests: readonly PairTest[]): PairTest[] {
  const count = tests.filter((test) => test.p !== null).length;
  return tests.map((test) => ({ ...test, pCorrected: test.p === null ? null : bonferroni(test.p, count) }));
}

function pairTest(a: MeasuredOnClips, b: MeasuredOnClips, metric: string, seed: number): PairTest | null {
  const differences = Array.from(a.byClip).flatMap(([clipId, value]) => {
    const other = b.byClip.get(clipId);
    return other === undefined ? [] : [value - other];
  });
  if (differences.length === 0) return null;
  const test = pairedTest(differences);
  return {
    a: a.name,
    b: b.name,
    metric,
    clips: differences.length,
    difference: estimateOf(differences, seed),
    t: test?.t ?? null,
    p: test?.p ?? null,
    pCorrected: null,
    cohenD: test?.cohenD ?? null,
  };
}
