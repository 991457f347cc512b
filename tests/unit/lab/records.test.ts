import { describe, expect, it } from 'vitest';
import { newerProblems, recordWords, shownRecord } from '../../../src/renderer/lab/figures/record-words.ts';
import type { LabRecord } from '../../../src/shared/domain/lab.ts';

const record = (labId: string, problem: string | null): LabRecord => ({
  labId,
  request: { kind: 'motion', filter: {}, modelIds: [], windows: 4, steps: 2, seed: 42 },
  createdUs: 1_700_000_000_000_000,
  durationS: 3,
  clips: 2,
  windows: 4,
  models: [],
  provider: 'cpu',
  threads: 1,
  stageMs: {},
  skipped: [],
  notes: [],
  problem,
});
const [good, older, bad] = [record('good', null), record('older', null), record('bad', 'it is cut off')];

describe('the result that is shown', () => {
  it.each<[string, LabRecord[], string | undefined, LabRecord | null]>([
    ['the newest', [good, older], undefined, good],
    ['the chosen one', [good, older], 'older', older],
    ['the newest that can be read', [bad, good], undefined, good],
    ['one that cannot be read when it is chosen', [good, bad], 'bad', bad],
    ['one that cannot be read where there is no other', [bad], undefined, bad],
    ['none', [], undefined, null],
  ])('is %s', (_, records, chosen, shown) => {
    expect(shownRecord(records, chosen)).toBe(shown);
  });
  it('comes with what is wrong with newer ones', () => {
    expect(newerProblems([bad, good, older], good)).toEqual([expect.stringMatching(/: it is cut off$/)]);
    expect(newerProblems([good, bad], good)).toEqual([]);
  });
});

it('a result that cannot be read is not told with made-up counts', () => {
  expect(recordWords(good)).toMatch(/, 4 windows of 2 clips, 2 steps$/);
  expect(recordWords(bad)).toMatch(/, cannot be read$/);
});
