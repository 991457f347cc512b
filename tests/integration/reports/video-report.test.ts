import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCameraFrames } from '../../../src/main/media/create-camera-frames.ts';
import { readImageHeader } from '../../../src/main/media/image-header.ts';
import { pictureNear } from '../../../src/main/pipelines/dit-wam/front-camera.ts';
import { reportDataSchema, type ReportData } from '../../../src/main/reports/data/report-data.ts';
import { listReports } from '../../../src/main/reports/list-reports.ts';
import { videoMetricInfos } from '../../../src/shared/domain/video-metric.ts';
import { videoRunOptionsSchema } from '../../../src/shared/domain/video-prediction.ts';
import { filmedWorkstation, type Filmed } from '../runs/filmed-workstation.ts';

let filmed: Filmed;
let frames: ReturnType<typeof createCameraFrames>;
let runIds: string[];

beforeAll(async () => {
  // 9 s: the first instants have a picture at each scored second, the last ones at a few.
  filmed = await filmedWorkstation({ scenes: 3, seconds: 9 });
  frames = createCameraFrames(filmed.workstation);
  runIds = [];
  for (const [modelId, video] of [
    ['dit-wam-direct', { everyS: 4 }],
    ['dit-wam-jump', {}],
  ] as const) {
    const { runId, jobId } = await filmed.workstation.startRun(modelId, {}, videoRunOptionsSchema.parse(video));
    await filmed.workstation.jobs.finished(jobId);
    runIds.push(runId);
  }
});
afterAll(async () => {
  await frames.close();
  await filmed.close();
});

/** Builds a report to its end; its texts, or the code of the problem it ended with. */
async function build(ids: readonly string[], metric = 'video/ssim@4s') {
  const { workstation } = filmed;
  const job = workstation.buildReport({
    title: 'Pictures',
    runIds: [...ids],
    filter: {},
    metric,
    formats: ['html', 'csv', 'json'],
  });
  const ended = await workstation.jobs.finished(job.jobId);
  if (ended.state !== 'done') throw new Error(ended.problem?.code ?? ended.state);
  const report = (await listReports(workstation.workspace.reportsFolder)).find(
    ({ reportId }) => reportId === ended.result.reportId,
  );
  const text = (name: string) => {
    const file = report?.files.find(({ path }) => path.endsWith(name));
    return readFileSync(file?.path ?? '', 'utf8');
  };
  const data = reportDataSchema.parse(JSON.parse(text('report.json')));
  return { data, html: text('report.html'), clips: text('clips.csv'), metrics: text('metrics.csv'), ended };
}

const pictures = (html: string): string[] =>
  [...html.matchAll(/src="data:image\/jpeg;base64,([^"]+)"/g)].map(([, base64]) => base64);

/** The predicted pictures of a gallery item as they are stored, at the scored seconds. */
async function stored(runId: string, { clipId, frame }: ReportData['worst'][number]): Promise<string[]> {
  const { runs } = filmed.workstation.workspace;
  const [{ videos }] = await runs.predictions(clipId, [runId]);
  const atS = videos.find((video) => video.frame === frame)?.atS ?? [];
  const scored = [1, 2, 4, 8].filter((s) => atS.includes(s));
  return Promise.all(
    scored.map(async (s) =>
      Buffer.from((await runs.predictedPicture(runId, clipId, frame, atS.indexOf(s))) ?? []).toString('base64'),
    ),
  );
}

describe('a report on one world model', () => {
  let built: Awaited<ReturnType<typeof build>>;
  beforeAll(async () => {
    built = await build([runIds[0]]);
  });

  it('has every score of pictures with its interval, and no word about plans', () => {
    const { data, html, metrics, clips } = built;
    expect(data.metrics.map(({ key }) => key)).toEqual(videoMetricInfos.map(({ key }) => key));
    for (const { key, runs } of data.metrics) {
      const [run] = runs;
      expect(run, key).toMatchObject({ clips: 3 });
      if (run) expect([run.low <= run.mean, run.mean <= run.high], key).toEqual([true, true]);
    }
    expect(data.constantVelocity).toBeNull();
    expect(data.scorer.name).toBe('pictures 1');
    // Pictures and tables travel as base64, which spells any three letters now and then.
    const words = html.replaceAll(/base64,[A-Za-z0-9+/=]+/g, '');
    expect(words.match(/Constant velocity|ADE|driven path|Quoted, other data/)).toBeNull();
    expect(metrics.split('\r\n')[0]).toBe('metric,title,unit,better,A mean,A low,A high,A clips');
    expect(clips.split('\r\n')[0]).not.toContain('CV');
    expect(clips.split('\r\n')[0]).toContain('A video/cosSim@8s');
  });

  it('shows recorded and predicted pictures of its worst and best clips', async () => {
    const { data, html } = built;
    expect(data.worst.length + data.best.length).toBe(3);
    const shown = pictures(html);
    for (const item of [...data.worst, ...data.best]) {
      expect(item.sentence).toMatch(/^At \+4 s: A SSIM −?\d\.\d{3}, PSNR [\d.]+ dB, CosSim −?\d\.\d{3}$/);
      const predicted = await stored(runIds[0], item);
      expect(predicted.length).toBeGreaterThanOrEqual(3);
      for (const jpeg of predicted) expect(shown).toContain(jpeg);
    }
    // The recorded ones are as the model was shown them.
    const recorded = readImageHeader(Buffer.from(shown[0], 'base64'));
    expect(recorded).toMatchObject({ kind: 'jpeg', widthPx: 128, heightPx: 128 });
    const { clipId, frame } = data.worst[0];
    const { clips, runs } = filmed.workstation.workspace;
    const [{ videos }] = await runs.predictions(clipId, [runIds[0]]);
    const { shows, channel, timeUs } = videos.filter((video) => video.frame === frame)[0];
    if (!('view' in shows)) throw new Error('the square');
    const camera = (await clips.detail(clipId)).cameras.filter((one) => one.channel === channel)[0];
    const [seen] = await frames.squares(clipId, camera, [pictureNear(camera, timeUs)!], {
      sizePx: 128,
      camera: shows.view,
    });
    const [jpeg] = await frames.jpegs([seen!]);
    expect(shown).toContain(Buffer.from(jpeg).toString('base64'));
  });

  it('tells how the pictures were made, by what, and how to make them again', () => {
    const { data, html } = built;
    expect(data.runs[0]).toMatchObject({ modelId: 'dit-wam-direct', video: { everyS: 4 } });
    expect(Object.keys(data.runs[0].parts)).toEqual(['sample-vae']);
    expect(html).toContain(data.runs[0].parts['sample-vae']);
    expect(html).toContain('as recorded from each instant on');
    expect(data.reproduce[1]).toBe('foresight run dit-wam-direct --every 4 --workspace w');
    expect(data.reproduce[2]).toContain('--metric video/ssim@4s');
  });

  it('says which instants have no picture that far ahead', () => {
    const reasons = built.data.notScored.map(({ reason, frames }) => `${reason}: ${String(frames)}`);
    // Of the instants at 0, 4 and 8 s the last one has a second of recorded actions after it.
    expect(new Set(reasons)).toEqual(new Set(['the recording ends before +4 s: 1']));
  });
});

it('two world models are compared over the seconds that both have', async () => {
  const { data, html } = await build(runIds);
  const paired = Object.fromEntries(data.metrics.map(({ key, paired: delta }) => [key, delta?.delta.clips ?? null]));
  expect([paired['video/ssim@1s'], paired['video/ssim@2s']]).toEqual([null, 3]);
  // A has an instant every 4 s, B every 2 s: what both have is shown of both.
  const items = [...data.worst, ...data.best];
  for (const item of items) for (const runId of runIds) expect(await stored(runId, item)).not.toEqual([]);
  if (items.length > 0) expect(html).toContain('not predicted');
});

it('a metric that no clip has is refused, with those that they have', async () => {
  await expect(build([runIds[0]], 'ade@4s/10Hz')).rejects.toThrow('report.metric-not-scored');
  const { workspace, jobs } = filmed.workstation;
  const refused = jobs.list().find((job) => job.kind === 'report' && job.state === 'failed');
  expect(refused?.problem?.whatHappened).toContain('SSIM@1s');
  expect(workspace.state().status).toBe('open');
});

it('a recorded picture that is gone is told in its place', async () => {
  const folder = join(filmed.data, 'samples/CAM_FRONT');
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  const { html, ended } = await build([runIds[0]]);
  expect(ended.failureCount).toBe(0);
  expect(html).toContain('the picture of CAM_FRONT is not on disk');
  expect(pictures(html).length).toBeGreaterThan(0);
});
