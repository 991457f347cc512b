import { expect, it } from 'vitest';
import { clipMatrix } from '../../../src/main/metrics/clip-matrix.ts';
import { compareRuns, summarise } from '../../../src/main/metrics/summary.ts';

const matrix = (runId: string, byClip: Record<string, Record<string, number>>) =>
  clipMatrix(Object.entries(byClip).map(([clipId, values]) => ({ runId, clipId, values })));
const ADE = 'ade@4s/10Hz';
const MISS = 'missRate@1s/model';

it('a summary counts only the clips that have the metric', async () => {
  const summary = summarise(await matrix('a', { 'd:1': { [ADE]: 1, [MISS]: 0 }, 'd:2': { [ADE]: 3 }, 'd:3': {} }), 1);
  expect(summary[ADE]).toMatchObject({ mean: 2, clips: 2 });
  expect(summary[MISS]).toMatchObject({ mean: 0, low: 0, high: 0, clips: 1 });
  expect(summary['fde@4s/10Hz']).toBeNull();
});

it('a comparison pairs by clip, whatever the order, and leaves out what only one run has', async () => {
  const a = await matrix('a', {
    'd:1': { [ADE]: 1 },
    'd:2': { [ADE]: 5, [MISS]: 1 },
    'd:3': { [ADE]: 2 },
    'd:4': { [ADE]: 7 },
    'd:5': { [ADE]: 9 },
  });
  const b = await matrix('b', {
    'd:4': { [ADE]: 7 },
    'd:3': { [ADE]: 4 },
    'd:2': { [ADE]: 4 },
    'd:1': { [ADE]: 2 },
    'd:6': { [ADE]: 0 },
  });
  const differences = compareRuns(a, b, 1);
  expect(differences.map((d) => d.metric)).toEqual([ADE]);
  expect(differences[0]).toMatchObject({
    clips: 4,
    meanA: 3.75,
    meanB: 4.25,
    betterA: 2,
    betterB: 1,
    equal: 1,
    delta: { mean: -0.5, clips: 4 },
  });
});

it('p is corrected by how many metrics could be tested', async () => {
  const a = await matrix('a', {
    'd:1': { [ADE]: 1, [MISS]: 0 },
    'd:2': { [ADE]: 2, [MISS]: 1 },
    'd:3': { [ADE]: 3, [MISS]: 0 },
  });
  const b = await matrix('b', {
    'd:1': { [ADE]: 1.5, [MISS]: 1 },
    'd:2': { [ADE]: 2.1, [MISS]: 0 },
    'd:3': { [ADE]: 3.9, [MISS]: 1 },
  });
  for (const { p, pCorrected } of compareRuns(a, b, 1)) expect(pCorrected).toBeCloseTo(Math.min(1, 2 * (p ?? NaN)), 12);
});

it('of nothing is nothing', async () => {
  const none = await clipMatrix([]);
  expect(compareRuns(none, none, 1)).toEqual([]);
  expect(Object.values(summarise(none, 1)).every((v) => v === null)).toBe(true);
});
