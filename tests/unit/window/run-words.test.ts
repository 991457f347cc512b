import { describe, expect, it } from 'vitest';
import { restartWords } from '../../../src/renderer/jobs/announce-jobs.ts';
import { canGoOn, runReach, runVerdict } from '../../../src/renderer/jobs/run-words.ts';
import type { InferenceState } from '../../../src/shared/domain/model.ts';
import type { Run } from '../../../src/shared/domain/run.ts';

const run = (part: Partial<Run>): Run => ({
  runId: 'r',
  modelId: 'm',
  modelTitle: 'M',
  modelVersion: '1',
  modelHash: '',
  family: 'baseline',
  provider: 'cpu',
  threads: 1,
  status: 'done',
  createdUs: 1,
  finishedUs: 2,
  clipCount: 4,
  clipsDone: 4,
  failures: [],
  parameters: {},
  stageMs: {},
  ...part,
});
const failures = [{ clipId: 'd:c', reason: 'why' }];

describe('a run that is kept', () => {
  it.each<[Partial<Run>, reach: string, verdict: string, goesOn: boolean]>([
    [{}, '4 clips', 'pass', false],
    [{ clipsDone: 3, failures }, '4 clips, 1 failed', 'half', true],
    [{ status: 'cancelled', clipsDone: 1 }, '1 of 4 clips, cancelled', 'half', true],
    [{ status: 'stopped', clipsDone: 0 }, '0 of 4 clips, stopped with the app', 'half', true],
    [{ status: 'failed', clipsDone: 2 }, '2 of 4 clips, failed', 'fail', true],
    [{ status: 'running', clipsDone: 2 }, '2 of 4 clips, running', 'na', false],
  ])('%j', (part, reach, verdict, goesOn) => {
    const kept = run(part);
    expect([runReach(kept), runVerdict(kept), canGoOn(kept)]).toEqual([reach, verdict, goesOn]);
  });
});

describe('the inference process', () => {
  const state = (part: Partial<InferenceState>): InferenceState => ({
    status: 'ready',
    provider: 'cpu',
    tried: [],
    sessions: [],
    restarts: 0,
    lastCrash: null,
    ...part,
  });
  it.each([
    ['stopped and comes back', state({ status: 'restarting', restarts: 1 }), true],
    ['cannot be kept running, which its job tells', state({ status: 'failed', restarts: 1 }), false],
    ['goes on', state({}), false],
  ])('%s', (_, now, told) => expect(restartWords(state({}), now) !== null).toBe(told));
  it('that stopped before the window was open is no news', () =>
    expect(restartWords(null, state({ restarts: 3 }))).toBeNull());
});
