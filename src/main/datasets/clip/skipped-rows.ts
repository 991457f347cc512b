import type { Problem } from '../../../shared/domain/problem.ts';

const EXAMPLES = 20;

/** Rows and files that could not be used: how many by reason, and the first few of each. */
export interface SkippedRows {
  counts: Record<string, number>;
  examples: { reason: string; item: string }[];
}

export const nothingSkipped = (): SkippedRows => ({ counts: {}, examples: [] });

/** Counts one more item that could not be used. `item` names it: `record 17 of sample_data.json`. */
export function skip(into: SkippedRows, reason: string, item: string): void {
  const count = (into.counts[reason] ?? 0) + 1;
  into.counts[reason] = count;
  if (count <= EXAMPLES) into.examples.push({ reason, item });
}

/** Adds what another part of the data set could not use, examples too. */
export function mergeSkipped(into: SkippedRows, more: SkippedRows): void {
  for (const [reason, count] of Object.entries(more.counts)) into.counts[reason] = (into.counts[reason] ?? 0) + count;
  into.examples.push(...more.examples);
}

/** What the user is told of one skipped item. */
export const skippedProblem = (reason: string): Problem => ({
  code: 'dataset.row-skipped',
  title: 'Left out',
  whatHappened: `${reason}.`,
  whatWasKept: 'Every other record.',
  whatToDo: 'Nothing, if you can do without it. Otherwise unpack the tables again and index again.',
});
