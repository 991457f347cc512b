import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probeFolder } from '../../../src/main/datasets/probe.ts';
import { indexDataset } from '../../../src/main/jobs/index-dataset.ts';
import { createJobQueue } from '../../../src/main/jobs/queue.ts';
import { createRunWork, type RunWork } from '../../../src/main/jobs/run-work.ts';
import { scoreByPdm } from '../../../src/main/jobs/score-by-pdm.ts';
import { scoreTwoStage } from '../../../src/main/jobs/score-two-stage.ts';
import { openWorkspace } from '../../../src/main/workspace/open-workspace.ts';
import type { Workspace } from '../../../src/main/workspace/workspace.ts';
import type { ClipId } from '../../../src/shared/domain/clip.ts';
import { pdmMetricKey, type PdmSetting } from '../../../src/shared/domain/pdm-metric.ts';
import type { PdmTerm } from '../../../src/shared/domain/pdm.ts';
import { problemOf } from '../../../src/shared/domain/problem.ts';
import type { Run } from '../../../src/shared/domain/run.ts';
import { unpackKitRoot } from '../../navsim-kit-root.ts';

const setting: PdmSetting = { version: 'v2', filter: 'human', traffic: 'log-replay' };
const quiet = { signal: new AbortController().signal, progress: () => undefined, failure: () => undefined };
/** Samples of one log, 0.5 s apart: [now, before], and the pairs that follow 4 s on. */
const [now, before] = [10, 9];
const follow = [
  [18, 17],
  [19, 18],
] as const;

/** The aggregation itself stands against the kit's in tests/golden; here it is what goes into it. */
describe('two stages', () => {
  const folder = mkdtempSync(join(tmpdir(), 'foresight-two-stage-'));
  let workspace: Workspace;
  let work: RunWork;
  let clipIds: ClipId[];
  const jobs = createJobQueue(() => undefined);
  const tokenAt = (i: number) => clipIds[i].split(':')[1];
  const split = (name: string, content: string): string => {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  };
  const entry = (first: readonly string[], second: readonly (readonly string[])[]) =>
    `  - ${JSON.stringify([...first, second])}\n`;
  const score = (splitFile: string, told: string[] = []) =>
    scoreTwoStage(
      { workspace, runId: 'own', splitFile, filter: 'human', traffic: 'log-replay', metricCache: null },
      { ...quiet, failure: (item) => void told.push(item) },
    );

  beforeAll(async () => {
    const root = join(folder, 'navsim');
    unpackKitRoot(root);
    const logs = join(root, 'navsim_logs/mini');
    for (const log of readdirSync(logs)) if (!log.includes('veh-00002')) rmSync(join(logs, log));
    workspace = await openWorkspace(join(folder, 'workspace'));
    work = createRunWork({ workspace, jobs } as Parameters<typeof createRunWork>[0]);
    const [{ kind, version, title, rootPath }] = await probeFolder(root);
    const { datasetId } = await workspace.datasets.register({ kind, version, title, rootPath });
    await indexDataset({ datasetId, kind, version, rootPath, indexFile: workspace.indexFile }, quiet);
    workspace.datasets.indexed(datasetId);
    const { clips } = await workspace.library.page({
      filter: {},
      sort: { by: 'name', direction: 'ascending' },
      scores: null,
      after: null,
      limit: 100,
    });
    clipIds = clips.map(({ clipId }) => clipId);
    const run = { runId: 'own', modelId: 'm', modelTitle: 'Straight on', modelVersion: '1', modelHash: '' };
    const state = { family: 'baseline', provider: 'analytic', threads: 1, status: 'done', createdUs: 1, finishedUs: 2 };
    const counts = { clipCount: 5, clipsDone: 5, failures: [], parameters: {}, stageMs: {} };
    await workspace.runs.create({ ...run, ...state, ...counts } as Run);
    for (const i of new Set([now, before, ...follow.flat()])) {
      const { decisions, frames } = await workspace.clips.detail(clipIds[i]);
      const [frame] = decisions;
      // Each a little faster and further to the side than the one before, so that the scores differ.
      const trajectories = Array.from({ length: 8 }, (_, k) => [(k + 1) * (2 + i / 20), (k * i) / 100, 0]).flat();
      const own = { frame, timeUs: frames[frame].timeUs, stepS: 0.5, poses: 8, modes: 1, probabilities: null };
      const predictions = [{ ...own, trajectories }];
      await workspace.runs.savePredictions([
        { runId: 'own', clipId: clipIds[i], predictions, videos: [], skipped: [] },
      ]);
    }
    await scoreByPdm({ workspace, runId: 'own', settings: [setting], resume: false }, quiet);
  });
  afterAll(async () => {
    await jobs.close();
    await workspace.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('go from stored plans to the kit’s aggregation of the scenes’ own scores', async () => {
    const pairs = follow.map((pair) => pair.map(tokenAt));
    const file = split('hard.yaml', `reactive_all_mapping:\n${entry([tokenAt(now), tokenAt(before)], pairs)}`);
    const found = await score(file);
    expect(found).toMatchObject({ split: 'hard.yaml', mappings: 1, ofMappings: 1, metricCache: 0, pdmClosed: 5 });
    const values = new Map((await workspace.runs.clipValues(['own'], {})).map((v) => [v.clipId, v.values]));
    const of = (i: number, term: PdmTerm) => values.get(clipIds[i])?.[pdmMetricKey(setting, term)] ?? NaN;
    for (const term of ['nc', 'dac', 'ddc', 'tlc', 'ep', 'ttc', 'lk'] as const)
      expect(found.stageOne[term], term).toBeCloseTo((of(now, term) + of(before, term)) / 2, 9);
    // Extended comfort of a pair counts for both of its frames.
    expect(found.stageOne.ec).toBeCloseTo(of(now, 'ec'), 9);
    const product = (i: number) => of(i, 'nc') * of(i, 'dac') * of(i, 'ddc') * of(i, 'tlc');
    const weighted = (i: number) =>
      (5 * of(i, 'ep') + 5 * of(i, 'ttc') + 2 * of(i, 'lk') + 2 * of(i, 'hc') + 2 * of(now, 'ec')) / 16;
    const scores = [now, before].map((i) => product(i) * weighted(i));
    expect(found.stageOne.score).toBeCloseTo((scores[0] + scores[1]) / 2, 9);
    // A weighted mean of the follow-ups lies between them.
    const ep = follow.map(([a, b]) => (of(a, 'ep') + of(b, 'ep')) / 2);
    expect(found.stageTwo.ep).toBeGreaterThanOrEqual(Math.min(...ep, ...follow.flat().map((i) => of(i, 'ep'))) - 1e-9);
    expect(found.stageTwo.ep).toBeLessThanOrEqual(Math.max(...ep, ...follow.flat().map((i) => of(i, 'ep'))) + 1e-9);
    expect(found.combined.score).toBeLessThanOrEqual(Math.min(found.stageOne.score, 1));
  });

  it('an entry that lacks a scene is told and left out; its other follow-ups count', async () => {
    const [one, two] = follow.map((pair) => pair.map(tokenAt));
    const lines = [
      entry([tokenAt(now), tokenAt(before)], [one, ['f'.repeat(17), two[1]]]),
      entry([tokenAt(0), tokenAt(before)], [one]),
    ];
    const told: string[] = [];
    const found = await score(split('part.yaml', `all_mapping:\n${lines.join('')}`), told);
    expect(found).toMatchObject({ mappings: 1, ofMappings: 2 });
    expect(told).toEqual(['f'.repeat(17), tokenAt(0)]);
  });

  it.each([
    ['nothing of it is here', `all_mapping:\n${entry(['a', 'b'], [['c', 'd']])}`, 'pdm.nothing-paired'],
    ['it pairs nothing', 'tokens: [a]\n', 'pdm.no-split'],
    ['it is no YAML', 'a: [', 'navsim.scene-filter'],
  ])('a split is refused where %s', async (_, content, code) => {
    expect(await score(split('bad.yaml', content)).then(() => null, problemOf)).toMatchObject({ code });
  });

  it('a run that has no synthetic scene cannot be scored so, and says why', async () => {
    expect(await work.stages('own')).toEqual({ first: 5, second: 0 });
    const request = { splitFile: 'x.yaml', filter: 'human', traffic: 'reactive-idm' } as const;
    const refused = await work.scoreTwoStage('own', request).then(() => null, problemOf);
    expect(refused).toMatchObject({
      code: 'pdm.no-second-stage',
      whatHappened: expect.stringContaining('synthetic') as string,
    });
  });
});
