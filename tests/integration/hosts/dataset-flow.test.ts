import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { ORPCError, type InferClientOutputs } from '@orpc/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WorkspaceEvent } from '../../../src/shared/api/app.ts';
import type { Job } from '../../../src/shared/domain/job.ts';
import { problemSchema } from '../../../src/shared/domain/problem.ts';
import { writeNuscenesTables } from '../../nuscenes-tables.ts';
import { startTestServer, type TestServer } from '../../running-server.ts';

type Api = Awaited<ReturnType<TestServer['connect']>>['api'];
let running: TestServer;
let api: Api;
let root: string;

beforeAll(async () => {
  running = await startTestServer();
  ({ api } = await running.connect());
  root = makeRoot('drives', 3, 1);
});
afterAll(() => running.close());

function makeRoot(name: string, scenes: number, seed: number, withPictures = true): string {
  const dir = join(running.folder, name);
  mkdirSync(dir);
  const pictures = withPictures && { pictures: { widthPx: 160, heightPx: 90 } };
  writeNuscenesTables({ dir, scenes, samplesPerScene: 12, seed, ...pictures });
  return dir;
}

const ended = async (jobId: string): Promise<Job> => running.workstation.jobs.finished(jobId);
const dataset = async (datasetId: string) => {
  const found = (await api.datasets.list()).find((d) => d.datasetId === datasetId);
  if (!found) throw new Error('the data set is not listed');
  return found;
};
const firstPage = (datasetId: string) =>
  api.clips.page({
    filter: { datasetIds: [datasetId] },
    sort: { by: 'name', direction: 'ascending' },
    scores: null,
    after: null,
    limit: 100,
  });
const codeOf = async (call: Promise<unknown>): Promise<string> => {
  const error: unknown = await call.then(
    () => null,
    (e: unknown) => e,
  );
  if (!(error instanceof ORPCError)) throw new Error('the call did not fail in words');
  return problemSchema.parse(error.data).code;
};
/** The first event of a type from now on. */
async function nextEvent(type: WorkspaceEvent['type']): Promise<WorkspaceEvent> {
  const events = await api.app.events();
  await events.next();
  for (;;) {
    const result = await events.next();
    if (result.done) throw new Error('the events ended');
    if (result.value.type === type) return (await events.return?.(), result.value);
  }
}

describe('adding a data set', () => {
  let datasetId: string;

  it('tells what a folder holds, then indexes it', async () => {
    const [probe] = await api.datasets.probe({ path: root });
    expect(probe).toMatchObject({ kind: 'nuscenes', version: 'v1.0-mini', knownAs: null });
    expect(probe.parts.some((part) => !part.found)).toBe(true);
    const added = await api.datasets.add({ path: root });
    datasetId = added.datasetId;
    expect(await ended(added.jobId)).toMatchObject({ kind: 'index', state: 'done', result: { datasetId } });
    expect(await dataset(datasetId)).toMatchObject({ state: 'indexed', counts: { clips: 3 } });
    expect((await firstPage(datasetId)).total).toBe(3);
    expect((await api.datasets.probe({ path: root }))[0].knownAs).toBe(datasetId);
  });

  it('adds the same folder once, and has nothing to do for it', async () => {
    const again = await api.datasets.add({ path: root });
    expect(again.datasetId).toBe(datasetId);
    const job = await ended(again.jobId);
    expect(job.state).toBe('done');
    expect((job.finishedUs ?? 0) - (job.startedUs ?? 0)).toBeLessThan(5_000_000);
    expect(await api.datasets.list()).toHaveLength(1);
  });

  it('serves its pictures by id', async () => {
    const page = await firstPage(datasetId);
    const clip = await api.clips.get({ clipId: page.clips[0].clipId });
    const picture = await running.ask(`${clip.cameras[0].mediaBase}/0`);
    expect(picture.status).toBe(200);
    expect(picture.headers['content-type']).toBe('image/jpeg');
    expect((await running.ask(`${clip.cameras[0].mediaBase}/100000`)).status).toBe(404);
  });

  it('notices by itself that the root vanished while it is shown, and keeps the clips', async () => {
    const [summary] = (await firstPage(datasetId)).clips;
    const change = nextEvent('datasets');
    // The watch must have seen the root before it can miss it.
    await api.datasets.lookAgain();
    renameSync(root, `${root}-gone`);
    await change;
    expect(await dataset(datasetId)).toMatchObject({ state: 'absent' });
    const clip = await api.clips.get({ clipId: summary.clipId });
    const picture = await running.ask(`${clip.cameras[0].mediaBase}/0`);
    expect(picture.status).toBe(404);
    expect(problemSchema.parse((JSON.parse(picture.body) as { problem: unknown }).problem).code).toBe(
      'media.root-absent',
    );
    renameSync(`${root}-gone`, root);
    const seen: InferClientOutputs<Api>['datasets']['lookAgain'] = await api.datasets.lookAgain();
    expect(seen.find((d) => d.datasetId === datasetId)?.state).toBe('indexed');
  });

  it('is pointed to where it was moved without indexing, and nowhere else', async () => {
    const other = makeRoot('other', 3, 2);
    expect(await codeOf(api.datasets.repoint({ datasetId, path: other }))).toBe('dataset.other-there');
    expect((await dataset(datasetId)).rootPath).toBe(root);
    const moved = `${root}-moved`;
    renameSync(root, moved);
    const jobsBefore = running.workstation.jobs.list().length;
    expect(await api.datasets.repoint({ datasetId, path: moved })).toMatchObject({ rootPath: moved, state: 'indexed' });
    expect(running.workstation.jobs.list()).toHaveLength(jobsBefore);
    const clip = await api.clips.get({ clipId: (await firstPage(datasetId)).clips[0].clipId });
    expect((await running.ask(`${clip.cameras[0].mediaBase}/0`)).status).toBe(200);
  });

  it('runs a model on it, scores and compares', async () => {
    const filter = { datasetIds: [datasetId] };
    const runs = await Promise.all(
      ['constant-velocity', 'ego-mlp'].map((modelId) => api.runs.start({ modelId, filter })),
    );
    for (const { jobId } of runs) expect(await ended(jobId)).toMatchObject({ state: 'done', failureCount: 0 });
    const [runA, runB] = runs.map((r) => r.runId);
    const [summary] = await api.runs.summary({ runIds: [runA], filter });
    expect(summary.metrics['ade@4s/10Hz']?.clips).toBe(3);
    const compared = await api.runs.compare({ runA, runB, filter });
    expect(compared.find((d) => d.metric === 'ade@4s/10Hz')?.clips).toBe(3);
    expect(await codeOf(api.runs.start({ modelId: 'ego-mlp', filter: { text: 'nothing has this' } }))).toBe(
      'run.no-clips',
    );
    // Resuming a whole run finds nothing to do.
    expect(await ended((await api.runs.resume({ runId: runA })).jobId)).toMatchObject({ state: 'done' });
  });

  it('a run that is cancelled while it waits for another is told as cancelled, and goes on', async () => {
    const filter = { datasetIds: [datasetId] };
    const [first, second] = await Promise.all([1, 2].map(() => api.runs.start({ modelId: 'ego-mlp', filter })));
    await api.jobs.cancel({ jobId: second.jobId });
    const waited = async () => (await api.runs.list()).find((r) => r.runId === second.runId);
    await expect.poll(waited).toMatchObject({ status: 'cancelled', clipsDone: 0 });
    await ended(first.jobId);
    await ended((await api.runs.resume({ runId: second.runId })).jobId);
    expect(await waited()).toMatchObject({ status: 'done', clipsDone: 3 });
  });

  it('is removed', async () => {
    await api.datasets.remove({ datasetId });
    expect(await api.datasets.list()).toEqual([]);
  });
});

describe('cancelling the first indexing', () => {
  it('leaves the data set not indexed, and resuming makes it whole', async () => {
    const big = makeRoot('big', 150, 3, false);
    const { datasetId, jobId } = await api.datasets.add({ path: big });
    await new Promise<void>((started) => {
      const stop = running.workstation.jobs.onChange((job) => {
        if (job.jobId !== jobId || job.state !== 'running' || job.current === '') return;
        stop();
        started();
      });
    });
    await api.jobs.cancel({ jobId });
    expect((await ended(jobId)).state).toBe('cancelled');
    expect((await dataset(datasetId)).state).toBe('not-indexed');
    const resumed = await api.datasets.reindex({ datasetId });
    expect((await ended(resumed.jobId)).state).toBe('done');
    expect(await dataset(datasetId)).toMatchObject({ state: 'indexed', counts: { clips: 150 } });
    expect((await firstPage(datasetId)).total).toBe(150);
  });
});
