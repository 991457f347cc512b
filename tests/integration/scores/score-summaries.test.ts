import { afterAll, expect, it } from 'vitest';
import { createScoreSummaries } from '../../../src/main/jobs/score-summaries.ts';
import { clipMatrix } from '../../../src/main/metrics/clip-matrix.ts';
import { DEFAULT_SEED } from '../../../src/main/metrics/statistics/bootstrap.ts';
import { compareRuns, summarise } from '../../../src/main/metrics/summary.ts';

const summaries = createScoreSummaries();
afterAll(() => summaries.close());

const clips = (runId: string, shift: number) =>
  Array.from({ length: 700 }, (_, i) => ({
    runId,
    clipId: `d:${i}`,
    values: { 'ade@4s/10Hz': Math.sin(i * i) + shift, 'fde@1s/model': i % 7 },
  }));
const [a, b] = [await clipMatrix(clips('a', 2)), await clipMatrix(clips('b', 2.1))];

it('runs are summarised in the order asked for, as in this thread', async () => {
  const found = await summaries.summarise([b, await clipMatrix([], 'none'), a]);
  expect(found.map((s) => s.runId)).toEqual(['b', 'none', 'a']);
  expect(found[0].metrics).toEqual(summarise(b, DEFAULT_SEED));
  expect(Object.values(found[1].metrics).every((v) => v === null)).toBe(true);
});

it('comparisons too, also after the thread was given back', async () => {
  await summaries.close();
  expect(await summaries.compare(a, b)).toEqual(compareRuns(a, b, DEFAULT_SEED));
});

it('calls side by side get their own answers', async () => {
  const both = await Promise.all([summaries.compare(a, b), summaries.compare(b, a)]);
  expect(both[0][0].delta.mean).toBeCloseTo(-both[1][0].delta.mean, 12);
});
