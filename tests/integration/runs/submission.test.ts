import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probeFolder } from '../../../src/main/datasets/probe.ts';
import { importSubmission } from '../../../src/main/jobs/import-submission.ts';
import { indexDataset } from '../../../src/main/jobs/index-dataset.ts';
import { scoreByPdm, defaultPdmSettings } from '../../../src/main/jobs/score-by-pdm.ts';
import { createConstantVelocity } from '../../../src/main/pipelines/baselines/constant-velocity.ts';
import { writeSubmissionFile } from '../../../src/main/reports/files/submission-file.ts';
import { openWorkspace } from '../../../src/main/workspace/open-workspace.ts';
import type { Workspace } from '../../../src/main/workspace/workspace.ts';
import { modelManifestSchema } from '../../../src/shared/domain/model.ts';
import { problemOf } from '../../../src/shared/domain/problem.ts';
import type { Run } from '../../../src/shared/domain/run.ts';
import { unpackKitRoot } from '../../navsim-kit-root.ts';

const quiet = { signal: new AbortController().signal, progress: () => undefined, failure: () => undefined };
const by = { teamName: 'team', authors: ['one', 'two'], email: 'a@b.c', institution: 'i', country: 'c' };
const manifest = modelManifestSchema.parse(
  JSON.parse(readFileSync(resolve(import.meta.dirname, '../../../models/constant-velocity/manifest.json'), 'utf8')),
);
const total = 'epdms/human/log-replay';

describe('plans as a submission of the NAVSIM kit', () => {
  const folder = mkdtempSync(join(tmpdir(), 'foresight-submission-'));
  let workspace: Workspace;
  beforeAll(async () => {
    const root = join(folder, 'navsim');
    unpackKitRoot(root);
    workspace = await openWorkspace(join(folder, 'workspace'));
    const [{ kind, version, title, rootPath }] = await probeFolder(root);
    const { datasetId } = await workspace.datasets.register({ kind, version, title, rootPath });
    await indexDataset({ datasetId, kind, version, rootPath, indexFile: workspace.indexFile }, quiet);
    workspace.datasets.indexed(datasetId);
    const run: Run = {
      runId: 'own',
      modelId: 'constant-velocity',
      modelTitle: 'Constant velocity',
      modelVersion: '1',
      modelHash: '',
      family: 'baseline',
      provider: 'analytic',
      threads: 1,
      status: 'done',
      createdUs: 1,
      finishedUs: 2,
      clipCount: 1,
      clipsDone: 1,
      failures: [],
      parameters: {},
      stageMs: {},
    };
    await workspace.runs.create(run);
    const planner = createConstantVelocity(manifest);
    // A stretch of consecutive samples of one log, so that extended comfort has frames to compare.
    for (const clipId of (await workspace.library.clipIds({})).slice(0, 6)) {
      const plan = await planner.plan(await workspace.clips.detail(clipId));
      await workspace.runs.savePredictions([{ runId: 'own', ...plan.predictions, videos: [] }]);
    }
    await scoreByPdm({ workspace, runId: 'own', settings: defaultPdmSettings, resume: false }, quiet);
  });
  afterAll(async () => {
    await workspace.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('go out and come back with the same plans and scores', async () => {
    const file = join(folder, 'plans.pkl');
    expect(await writeSubmissionFile(workspace, { runId: 'own', filter: {}, file, by })).toEqual({
      firstStage: 6,
      secondStage: 0,
    });
    const done = await importSubmission(workspace, { file, title: 'back' }, quiet);
    expect(done).toMatchObject({ plans: 6, clips: 6, unknownTokens: 0 });
    const values = await workspace.runs.clipValues(['own', done.runId], {});
    const of = (runId: string) => new Map(values.filter((v) => v.runId === runId).map((v) => [v.clipId, v.values]));
    const [own, back] = [of('own'), of(done.runId)];
    expect(own.size).toBe(6);
    for (const [clipId, scores] of own) {
      expect(scores[total]).toBeGreaterThanOrEqual(0);
      // A submission holds float32 poses.
      expect(back.get(clipId)![total]).toBeCloseTo(scores[total], 4);
      expect(back.get(clipId)).toHaveProperty('ade@4s/10Hz');
    }
    expect([...own.values()].filter((scores) => `${total}:ec` in scores).length).toBeGreaterThan(0);
    expect(await workspace.runs.get(done.runId)).toMatchObject({ provider: 'imported', modelTitle: 'back' });
  });

  it('are refused in words where there is nothing to plan or to match', async () => {
    const problem = (work: Promise<unknown>) => work.then(() => null, problemOf);
    writeFileSync(join(folder, 'no.pkl'), 'not a pickle');
    const nothing = { runId: 'none', filter: {}, file: join(folder, 'x.pkl'), by };
    expect(await problem(writeSubmissionFile(workspace, nothing))).toMatchObject({ code: 'plans.none' });
    expect(await problem(importSubmission(workspace, { file: join(folder, 'no.pkl') }, quiet))).toMatchObject({
      title: expect.stringMatching(/pickle/) as string,
    });
    expect(await problem(importSubmission(workspace, { file: join(folder, 'gone.pkl') }, quiet))).toMatchObject({
      code: 'plans.file-absent',
    });
    expect((await workspace.runs.list()).map(({ runId }) => runId)).not.toContain('none');
  });
});
