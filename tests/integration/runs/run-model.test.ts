import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Inference } from '../../../src/main/inference/inference.ts';
import { forkProcess, type SpawnProcess } from '../../../src/main/inference/process-line.ts';
import { startInference } from '../../../src/main/inference/start-inference.ts';
import { runModel } from '../../../src/main/jobs/run-model.ts';
import { scoreRun } from '../../../src/main/jobs/score-run.ts';
import { createCameraFrames } from '../../../src/main/media/create-camera-frames.ts';
import type { Workspace } from '../../../src/main/workspace/workspace.ts';
import { drivenWorkspace, newRun, watchedContext } from './driven-workspace.ts';

const CLIPS = 6;
const bundled = resolve(import.meta.dirname, '../../../models');

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

/** `killAtRun` says before which runs of the process it is killed, counted from 1, which is the warm-up. */
function openInference(killAtRun: (run: number) => boolean = () => false, bundledFolder = bundled): Inference {
  let runs = 0;
  const spawn: SpawnProcess = (entryFile) => {
    const line = forkProcess(entryFile);
    const post = (message: unknown) => {
      if ((message as { operation?: string }).operation === 'run' && killAtRun(++runs))
        process.kill(line.pid ?? -1, 'SIGKILL');
      line.post(message);
    };
    return { ...line, post };
  };
  const inference = startInference({ bundledFolder, userFolder: '', providers: ['cpu'], spawn });
  opened.push(inference);
  return inference;
}

async function open(inference = openInference(), modelId = 'ego-mlp') {
  const { workspace, clipIds } = await drivenWorkspace(CLIPS);
  const frames = createCameraFrames({ workspace });
  opened.push(frames, workspace);
  const model = (await inference.models()).find((m) => m.modelId === modelId);
  if (!model) throw new Error(`no ${modelId}`);
  await workspace.runs.create(newRun('run-1', model, clipIds.length));
  const context = watchedContext();
  const go = (ids = clipIds, with_ = context) =>
    runModel({ workspace, inference, frames, runId: 'run-1', modelId, clipIds: ids }, with_);
  return { workspace, frames, clipIds, inference, context, go };
}

const record = async (workspace: Workspace) => {
  const run = await workspace.runs.get('run-1');
  if (!run) throw new Error('no run');
  return run;
};

describe.each(['constant-velocity', 'ego-mlp'])('%s over a workspace', (modelId) => {
  it('plans, scores and stores every clip and says how', async () => {
    const { workspace, clipIds, context, go } = await open(openInference(), modelId);
    await go();
    const run = await record(workspace);
    expect(run).toMatchObject({
      status: 'done',
      clipsDone: CLIPS,
      failures: [],
      threads: 1,
      provider: modelId === 'ego-mlp' ? 'cpu' : 'analytic',
    });
    expect(run.finishedUs).toBeGreaterThan(run.createdUs);
    for (const stage of ['action', 'metrics']) expect(run.stageMs[stage]).toBeGreaterThan(0);
    expect(await workspace.runs.doneClips('run-1')).toHaveLength(CLIPS);
    expect(context.steps.at(-1)).toEqual({ done: CLIPS, total: CLIPS, unit: 'clips', current: '' });

    const [predictions] = await workspace.runs.predictions(clipIds[0], ['run-1']);
    const skipped = modelId === 'ego-mlp' ? 3 : 1;
    expect(predictions.skipped).toHaveLength(skipped);
    expect(predictions.predictions).toHaveLength(21 - skipped);
    const [scores] = await workspace.runs.scores(clipIds[0], ['run-1']);
    // 10 s of log: key frames up to 6 s reach the 4 s horizon.
    expect(scores.frameCounts['ade@4s/10Hz']).toBe(13 - skipped);
    expect(scores.values['ade@4s/10Hz']).toBeLessThan(3);
    expect(await workspace.runs.clipValues(['run-1'], {})).toHaveLength(CLIPS);
  });
});

it('the record says that the command comes from the true future', async () => {
  const { workspace, go } = await open();
  await go();
  expect((await record(workspace)).parameters).toMatchObject({
    filter: {},
    command: expect.stringMatching(/from the logged future/) as string,
  });
});

describe('a run that does not go through', () => {
  it('is cancelled between clips, keeps what is done and goes on from there', async () => {
    const { workspace, clipIds, context, go } = await open();
    context.progress = (step) => {
      if (step.done === 3) context.abort();
    };
    await expect(go()).rejects.toMatchObject({ name: 'AbortError' });
    expect(await record(workspace)).toMatchObject({ status: 'cancelled', clipsDone: 3 });

    const again = watchedContext();
    await go(clipIds, again);
    expect(await record(workspace)).toMatchObject({ status: 'done', clipsDone: CLIPS });
    expect(again.steps.map((s) => s.done)).toEqual([3, 4, 5, 6]);
  });

  it('tries a clip again after a crash and has nothing to tell then', async () => {
    const { workspace, inference, context, go } = await open(openInference((run) => run === 4));
    await go();
    expect(await record(workspace)).toMatchObject({ status: 'done', clipsDone: CLIPS, failures: [] });
    expect(context.failures).toEqual([]);
    expect(inference.state().restarts).toBe(1);
  });

  it('is not troubled by a crash while it warms up', async () => {
    const { workspace, go } = await open(openInference((run) => run === 1));
    await go();
    expect(await record(workspace)).toMatchObject({ status: 'done', clipsDone: CLIPS, failures: [] });
  });

  it('gives up on a clip that crashes the process twice, and on that one only', async () => {
    const { workspace, clipIds, context, go } = await open(openInference((run) => run === 4 || run === 5));
    await go();
    const run = await record(workspace);
    expect(run).toMatchObject({ status: 'done', clipsDone: CLIPS - 1 });
    expect(run.failures).toEqual([
      { clipId: clipIds[2], reason: expect.stringMatching(/inference process stopped.*SIGKILL/) as string },
    ]);
    expect(context.failures.map((f) => [f.item, f.problem.code])).toEqual([[clipIds[2], 'inference.crashed']]);
  });

  it('fails as a whole when the process cannot be kept alive, and can be resumed', async () => {
    const { workspace, frames, inference, clipIds, go } = await open(openInference((run) => run > 2));
    await expect(go()).rejects.toMatchObject({ problem: { code: 'inference.failed' } });
    expect(inference.state().status).toBe('failed');
    expect(await record(workspace)).toMatchObject({ status: 'failed', clipsDone: 1 });

    const other = openInference();
    await runModel(
      { workspace, inference: other, frames, runId: 'run-1', modelId: 'ego-mlp', clipIds },
      watchedContext(),
    );
    expect(await record(workspace)).toMatchObject({ status: 'done', clipsDone: CLIPS, failures: [] });
  });

  it('notes a clip that is not there and goes on', async () => {
    const { workspace, clipIds, go } = await open();
    const absent = `${clipIds[0].split(':')[0]}:absent`;
    await go([absent, ...clipIds]);
    const run = await record(workspace);
    expect(run).toMatchObject({ status: 'done', clipsDone: CLIPS });
    expect(run.failures.map((f) => f.clipId)).toEqual([absent]);
  });

  it('is not resumed with another model under the same id', async () => {
    const { workspace, frames, go, clipIds } = await open();
    await go(clipIds.slice(0, 2));
    const changed = mkdtempSync(join(tmpdir(), 'foresight-models-'));
    cpSync(join(bundled, 'ego-mlp'), join(changed, 'ego-mlp'), { recursive: true });
    const manifest = join(changed, 'ego-mlp', 'manifest.json');
    writeFileSync(
      manifest,
      `${JSON.stringify({ ...((await openInference().manifest('ego-mlp')) as object), version: '2.0.0' })}`,
    );
    const inference = openInference(undefined, changed);
    await expect(
      runModel({ workspace, inference, frames, runId: 'run-1', modelId: 'ego-mlp', clipIds }, watchedContext()),
    ).rejects.toMatchObject({ problem: { code: 'run.model-changed' } });
    expect(await workspace.runs.doneClips('run-1')).toHaveLength(2);
  });
});

it('scoring a run again gives the same scores', async () => {
  const { workspace, clipIds, go } = await open();
  await go();
  const before = await Promise.all(clipIds.map((clipId) => workspace.runs.scores(clipId, ['run-1'])));
  const context = watchedContext();
  await scoreRun({ workspace, runId: 'run-1' }, context);
  expect(await Promise.all(clipIds.map((clipId) => workspace.runs.scores(clipId, ['run-1'])))).toEqual(before);
  expect(context.steps.at(-1)).toMatchObject({ done: CLIPS, total: CLIPS });
});
