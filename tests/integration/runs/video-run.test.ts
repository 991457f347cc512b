import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { videoRunOptionsSchema, type VideoRunOptions } from '../../../src/shared/domain/video-prediction.ts';
import { filmedWorkstation, type Filmed } from './filmed-workstation.ts';

const few: VideoRunOptions = videoRunOptionsSchema.parse({ steps: 3, everyS: 1, seed: 11 });

const frontPictures = (data: string): string[] =>
  readdirSync(join(data, 'samples/CAM_FRONT'))
    .sort()
    .map((name) => join(data, 'samples/CAM_FRONT', name));

/** Runs a model to its end, however it ends. */
async function finishedRun({ workstation }: Filmed, modelId: string, video = few) {
  const { runId, jobId } = await workstation.startRun(modelId, {}, video);
  const job = await workstation.jobs.finished(jobId);
  const run = await workstation.workspace.runs.get(runId);
  if (!run) throw new Error('no run');
  return { runId, job, run };
}

/** All pictures of a run on a clip, one after the other. */
async function picturesOf({ workstation: { workspace } }: Filmed, runId: string, clipId: string): Promise<Buffer[]> {
  const [{ videos }] = await workspace.runs.predictions(clipId, [runId]);
  const asked = videos.flatMap(({ frame, atS }) => atS.map((_, k) => ({ frame, k })));
  return Promise.all(
    asked.map(async ({ frame, k }) =>
      Buffer.from((await workspace.runs.predictedPicture(runId, clipId, frame, k)) ?? []),
    ),
  );
}

describe('a world model over clips', () => {
  let filmed: Filmed;
  let whole: Awaited<ReturnType<typeof finishedRun>>;
  beforeAll(async () => {
    filmed = await filmedWorkstation();
    whole = await finishedRun(filmed, 'dit-wam');
  });
  afterAll(() => filmed.close());

  it('stores its pictures, scores them and says how it was done', async () => {
    const { run, runId } = whole;
    expect(run).toMatchObject({ status: 'done', clipsDone: 2, failures: [], provider: 'cpu' });
    expect(run.parameters).toMatchObject({
      video: few,
      pictures: expect.stringMatching(
        /^of CAM_FRONT, the view of the camera that the model learned by .* at 128 px, of which \d+ % lies beyond/,
      ) as string,
      parts: { 'sample-vae': expect.stringMatching(/^[0-9a-f]{64}$/) as string },
    });
    for (const stage of ['network', 'decode', 'jpeg']) expect(run.stageMs[stage], stage).toBeGreaterThan(0);
    const [clipId] = filmed.clipIds;
    const { workspace, media } = filmed.workstation;
    const [{ predictions, videos }] = await workspace.runs.predictions(clipId, [runId]);
    expect(predictions).toEqual([]);
    // 5 s are recorded: an instant each second, with as many pictures as there are seconds after it.
    expect(videos.map(({ atS }) => atS)).toEqual([[1, 2, 3, 4, 5], [1, 2, 3, 4], [1, 2, 3], [1, 2], [1]]);
    expect(videos[0].actionsFrom).toContain('from ego poses');
    expect(videos[0]).toMatchObject({
      channel: 'CAM_FRONT',
      // A camera of nuScenes' own focal length is shown as the one that the model learned by.
      shows: { view: { focalOfSide: 1.269841, principalOfSide: [0.5, 0.5], pitchDownDeg: 2.5 } },
      widthPx: 128,
      heightPx: 128,
    });

    const answer = await media.respond({ path: `${videos[0].mediaBase}/2`, search: new URLSearchParams() });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'image/jpeg']);
    const stored = await workspace.runs.predictedPicture(runId, clipId, videos[0].frame, 2);
    expect(Buffer.from(stored ?? []).subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
    const absent = await media.respond({ path: `${videos[0].mediaBase}/5`, search: new URLSearchParams() });
    expect(absent.status).toBe(404);
    expect(await workspace.runs.videoBytes(runId)).toBeGreaterThan(1000);
  });

  it('has scores of pictures and none of plans', async () => {
    const { workspace } = filmed.workstation;
    const [{ values, frameCounts, frames }] = await workspace.runs.scores(filmed.clipIds[0], [whole.runId]);
    const horizons = ['1s', '2s', '4s'];
    expect(Object.keys(values).sort()).toEqual(
      ['cosSim', 'psnr', 'ssim'].flatMap((metric) => horizons.map((s) => `video/${metric}@${s}`)),
    );
    expect(frameCounts['video/ssim@4s']).toBe(2);
    expect(frameCounts['video/ssim@1s']).toBe(frames.length);
    expect(values['video/ssim@1s']).toBeLessThanOrEqual(1);
    await expect(
      filmed.workstation.scorePdm(whole.runId, [{ version: 'v2', filter: 'human', traffic: 'log-replay' }]),
    ).rejects.toMatchObject({ problem: { code: 'run.plans-nothing' } });
  });

  it('tells its steps, stops between them, and goes on with the options it was started with', async () => {
    const { workspace, jobs } = filmed.workstation;
    const told: string[] = [];
    const { runId, jobId } = await filmed.workstation.startRun('dit-wam', {}, few);
    const stop = jobs.onChange((job) => {
      if (job.jobId !== jobId) return;
      if (told.at(-1) !== job.current) told.push(job.current);
      if (/^scene-0002: step 2 of /.test(job.current)) jobs.cancel(jobId);
    });
    expect((await jobs.finished(jobId)).state).toBe('cancelled');
    stop();
    expect(told.some((current) => /^scene-0001: step 1 of \d+$/.test(current))).toBe(true);
    expect(told.some((current) => /^scene-0002: step [3-9] of /.test(current))).toBe(false);
    expect(await workspace.runs.get(runId)).toMatchObject({ status: 'cancelled', clipsDone: 1 });
    expect(await workspace.runs.doneClips(runId)).toEqual([filmed.clipIds[0]]);

    await jobs.finished((await filmed.workstation.resumeRun(runId)).jobId);
    expect(await workspace.runs.get(runId)).toMatchObject({ status: 'done', clipsDone: 2, parameters: { video: few } });
    for (const clipId of filmed.clipIds)
      expect(await picturesOf(filmed, runId, clipId)).toEqual(await picturesOf(filmed, whole.runId, clipId));
  });

  it('by jumps has its own times', async () => {
    const { runId, run } = await finishedRun(filmed, 'dit-wam-jump');
    expect(run.status).toBe('done');
    const [{ videos }] = await filmed.workstation.workspace.runs.predictions(filmed.clipIds[0], [runId]);
    expect(videos[0].atS).toEqual([2, 4]);
  });

  it.each([
    ['a part of others', 'sample-vae', 'model.is-part'],
    ['a model that is not there', 'none', 'model.unknown'],
  ])('is not %s', async (_, modelId, code) => {
    const before = await filmed.workstation.workspace.runs.list();
    await expect(filmed.workstation.startRun(modelId, {})).rejects.toMatchObject({ problem: { code } });
    expect(await filmed.workstation.workspace.runs.list()).toEqual(before);
  });
});

describe('front pictures that are absent', () => {
  let filmed: Filmed;
  let late: string;
  beforeAll(async () => {
    filmed = await filmedWorkstation({
      before: (data) => {
        // The first key frame of the first scene is known to be absent; the one at 2 s goes after indexing.
        const pictures = frontPictures(data);
        rmSync(pictures[0]);
        late = pictures[4];
      },
    });
    rmSync(late);
  });
  afterAll(() => filmed.close());

  it('cost their instants, not their clips', async () => {
    const { runId, run, job } = await finishedRun(filmed, 'dit-wam-direct');
    expect(run).toMatchObject({ status: 'done', clipsDone: 2, failures: [] });
    expect(job.failureCount).toBe(0);
    const [first] = await filmed.workstation.workspace.runs.predictions(filmed.clipIds[0], [runId]);
    const [second] = await filmed.workstation.workspace.runs.predictions(filmed.clipIds[1], [runId]);
    expect(second.videos.map(({ frame }) => frame)).toEqual([0, 2, 4, 6, 8]);
    expect(first.videos.map(({ frame }) => frame)).toEqual([2, 6, 8]);
    expect(first.skipped.map(({ frame }) => frame)).toEqual([0, 4, 10]);
    for (const { reason } of first.skipped.slice(0, 2)) expect(reason).toContain('CAM_FRONT is not on disk');
  });
});
