import { expect, it } from 'vitest';
import { scoreTable } from '../../../src/main/hosts/cli/score-table.ts';
import { scoreInfos, type RunSummary } from '../../../src/shared/domain/score.ts';

/** A run whose every metric is `mean` over so many clips, by key; others have none. */
const summary = (clips: Record<string, number>): RunSummary => ({
  runId: 'r',
  references: [],
  metrics: Object.fromEntries(
    scoreInfos.map(({ key }) => [
      key,
      key in clips ? { mean: 0.5, low: 0.4, high: 0.6, clips: clips[key], resamples: 1000, seed: 1 } : null,
    ]),
  ),
});
const [a, b] = scoreInfos.map(({ key }) => key);
const rows = (...runs: RunSummary[]) =>
  scoreTable(runs, [])
    .split('\n')
    .map((line) => line.trimEnd());

it('says over how many clips each score is, where that differs', () => {
  const [head, ...lines] = rows(summary({ [a]: 93, [b]: 99 }));
  expect(head).toMatch(/clips$/);
  expect(lines.map((line) => /\S+$/.exec(line)?.[0])).toEqual(['93', '99']);
  expect(rows(summary({ [a]: 93 }), summary({ [a]: 95 }))[1]).toMatch(/93 \/ 95$/);
});

it('says nothing of it where all are over the same clips', () => {
  expect(rows(summary({ [a]: 99, [b]: 99 }))[0]).not.toContain('clips');
});
