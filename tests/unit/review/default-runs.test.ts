import { describe, expect, it } from 'vitest';
import { defaultRuns, needsRuns } from '../../../src/renderer/review/default-runs.ts';
import type { Run } from '../../../src/shared/domain/run.ts';

/** A run `cv2` is the second run of model `cv`. */
const run = (runId: string, clipsDone = 5, status: Run['status'] = 'done'): Run => {
  const model = runId.replace(/\d+$/, '');
  return {
    runId,
    modelId: model === 'cv' ? 'constant-velocity' : model,
    modelTitle: model,
    modelVersion: '1.0.0',
    modelHash: '',
    family: 'baseline',
    provider: 'cpu',
    threads: 1,
    status,
    createdUs: Number(/\d+$/.exec(runId)?.[0] ?? 0),
    finishedUs: null,
    clipCount: 5,
    clipsDone,
    failures: [],
    parameters: {},
    stageMs: {},
  };
};

describe('runs shown where none was chosen', () => {
  it.each<[string, Run[], [string, string | null] | null]>([
    ['none yet', [], null],
    ['none that planned anything', [run('mlp1', 0)], null],
    ['the newest model against constant velocity', [run('cv3'), run('mlp1'), run('mlp2'), run('cv1')], ['mlp2', 'cv3']],
    ['however new constant velocity is', [run('mlp1'), run('cv9')], ['mlp1', 'cv9']],
    ['constant velocity before a second model', [run('mlp1'), run('wam5'), run('cv2')], ['wam5', 'cv2']],
    ['two models without constant velocity', [run('mlp1'), run('wam5'), run('wam2')], ['wam5', 'mlp1']],
    ['only constant velocity', [run('cv1'), run('cv2')], ['cv2', null]],
    ['one under way beside one that planned', [run('mlp1'), run('cv2', 0, 'running')], ['mlp1', 'cv2']],
    ['one that planned before one under way', [run('mlp1'), run('cv3', 0, 'running'), run('cv2')], ['mlp1', 'cv2']],
    ['only one under way', [run('cv1', 0, 'running')], null],
    ['an empty run is passed over', [run('mlp1'), run('mlp2', 0), run('cv1')], ['mlp1', 'cv1']],
  ])('%s', (_, runs, expected) => {
    expect(defaultRuns(runs)).toEqual(expected && { runA: expected[0], runB: expected[1] });
  });
});

describe('whether runs are to be chosen', () => {
  const nothing = { runA: null, runB: null, moreRuns: [], showsNoRun: false };
  const runs = [run('mlp1'), run('cv1')];
  it.each([
    ['nothing chosen yet', nothing, true],
    ['no run is wanted', { ...nothing, showsNoRun: true }, false],
    ['one is shown', { ...nothing, runB: 'cv1' }, false],
    ['a further one is shown', { ...nothing, moreRuns: ['cv1'] }, false],
    ['the chosen one is gone', { ...nothing, runA: 'old1' }, true],
  ])('%s', (_, session, expected) => expect(needsRuns(session, runs)).toBe(expected));
});
