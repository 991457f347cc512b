import { expect, it } from 'vitest';
import type { PdmReferenceCount } from '../../../src/shared/domain/pdm-metric.ts';
import { twoStageColumns, type TwoStageColumns, type TwoStageScore } from '../../../src/shared/domain/pdm-two-stage.ts';
import { pdmReferenceWords, referenceSentences } from '../../../src/shared/words/pdm-reference.ts';
import { twoStageWords } from '../../../src/shared/words/two-stage.ts';

const setting = { version: 'v2', filter: 'human', traffic: 'reactive-idm' } as const;
const none: PdmReferenceCount = { setting, metricCache: 0, pdmClosed: 0, both: 0, untold: 0 };

it.each<[Partial<PdmReferenceCount>, string | null]>([
  [{}, null],
  [{ pdmClosed: 3 }, 'progress against PDM-Closed on 3 clips'],
  [{ metricCache: 40, pdmClosed: 1 }, 'progress against the kit’s metric cache on 40 clips, PDM-Closed on 1 clip'],
  [
    { both: 2, untold: 5 },
    'progress against one or the other on 2 clips, a reference that was not recorded on 5 clips',
  ],
])('says against which reference, never as one where there are two: %j', (count, words) => {
  expect(pdmReferenceWords({ ...none, ...count })).toBe(words);
});

const columns = (score: number) =>
  Object.fromEntries(twoStageColumns.map((column) => [column, column === 'score' ? score : 1])) as TwoStageColumns;
const score: TwoStageScore = {
  split: 'navhard.yaml',
  filter: 'human',
  traffic: 'reactive-idm',
  mappings: 12,
  ofMappings: 14,
  metricCache: 30,
  pdmClosed: 0,
  combined: columns(0.3412),
  stageOne: columns(0.602),
  stageTwo: columns(0.5508),
  scoredUs: 1,
};

it('says stages, setting, how much of the split and the reference beside a two-stage score', () => {
  expect(twoStageWords(score)).toBe(
    'EPDMS v2, two stages, human filter, reactive traffic: 34.1 (first 60.2, second 55.1) over 12 of 14 entries of navhard.yaml; progress against the kit’s metric cache in 30 scenes',
  );
  expect(twoStageWords({ ...score, mappings: 14, pdmClosed: 1 })).toMatch(
    /over 14 entries of .*; .* in 30 scenes, PDM-Closed in 1 scene$/,
  );
});

it('says it of each run, in the setting that is shown', () => {
  const other = { ...none, setting: { ...setting, traffic: 'log-replay' }, pdmClosed: 7 } as const;
  const runs = [
    { name: 'A', references: [other, { ...none, metricCache: 2 }] },
    { name: 'B', references: [{ ...none, pdmClosed: 2 }] },
    { name: 'C', references: [] },
  ];
  expect(referenceSentences(runs, setting)).toBe(
    'A: progress against the kit’s metric cache on 2 clips. B: progress against PDM-Closed on 2 clips.',
  );
});
