import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkstation, type Workstation } from '../../../src/main/api/workstation.ts';
import type { JobContext } from '../../../src/main/jobs/job-context.ts';
import { buildReport, type ReportParts } from '../../../src/main/reports/build-report.ts';
import { reportDataSchema } from '../../../src/main/reports/data/report-data.ts';
import { listReports } from '../../../src/main/reports/list-reports.ts';
import type { ReportRequest } from '../../../src/shared/api/report.ts';
import { problemOf } from '../../../src/shared/domain/problem.ts';
import { HOSTILE } from '../../report-sample.ts';
import { writeNuscenesTables } from '../../nuscenes-tables.ts';

const folder = mkdtempSync(join(tmpdir(), 'foresight-report-'));
const data = join(folder, 'nuscenes');
let workstation: Workstation;
let runIds: string[];

beforeAll(async () => {
  writeNuscenesTables({ dir: data, scenes: 4, samplesPerScene: 20, pictures: { widthPx: 160, heightPx: 90 } });
  workstation = await openWorkstation({ workspaceFolder: join(folder, 'w'), host: 'server' });
  await workstation.jobs.finished((await workstation.addDataset(data)).jobId);
  runIds = [];
  for (const model of ['ego-mlp', 'constant-velocity']) {
    const { runId, jobId } = await workstation.startRun(model, {});
    await workstation.jobs.finished(jobId);
    runIds.push(runId);
  }
});
afterAll(async () => {
  await workstation.close();
  rmSync(folder, { recursive: true });
});

const request = (part: Partial<ReportRequest> = {}): ReportRequest => ({
  title: 'T',
  runIds,
  filter: {},
  metric: 'ade@4s/10Hz',
  formats: ['html', 'json'],
  ...part,
});

async function build(asked: ReportRequest, more: Partial<ReportParts> = {}, signal = new AbortController().signal) {
  const failures: string[] = [];
  const context: JobContext = {
    signal,
    progress: () => {},
    failure: (item, problem) => failures.push(`${item}: ${problem.code}`),
  };
  const { workspace, media, frames, inference } = workstation;
  const report = await buildReport({ workspace, media, frames, inference, request: asked, ...more }, context);
  const text = (format: string) =>
    readFileSync(report.files.find((file) => file.format === format)?.path ?? '', 'utf8');
  return { report, failures, text };
}
const refusal = (asked: ReportRequest, more: Partial<ReportParts> = {}, signal?: AbortSignal) =>
  build(asked, more, signal).then(
    () => 'built',
    (error: unknown) => (error instanceof DOMException ? error.name : problemOf(error).code),
  );
const builtNow = () => readdirSync(workstation.workspace.reportsFolder).sort();

describe('a built report', () => {
  it('is listed and served with all its files', async () => {
    const { report, text } = await build(request({ formats: ['html', 'csv', 'json'], title: HOSTILE }));
    expect(report.files.map((file) => file.url.split('/').at(-1))).toEqual([
      'clips.csv',
      'metrics.csv',
      'report.html',
      'report.json',
    ]);
    expect((await listReports(workstation.workspace.reportsFolder))[0]).toEqual(report);
    for (const file of report.files) {
      const response = await workstation.media.respond({
        path: decodeURIComponent(file.url),
        search: new URLSearchParams(),
      });
      expect([response.status, Number(response.headers['content-length'])]).toEqual([200, file.bytes]);
    }
    expect(text('html')).not.toContain('<script>');
    expect(reportDataSchema.parse(JSON.parse(text('json'))).title).toBe(HOSTILE);
  });

  it('counts a run that is named twice once', async () => {
    const [once, twice] = [
      await build(request({ runIds: [runIds[0]] })),
      await build(request({ runIds: [runIds[0], runIds[0]] })),
    ];
    const metrics = (json: string) => reportDataSchema.parse(JSON.parse(json)).metrics;
    expect(metrics(twice.text('json'))).toEqual(metrics(once.text('json')));
  });

  it('holds the clips of its filter only', async () => {
    const [clipId] = await workstation.workspace.library.clipIds({});
    const { text } = await build(request({ filter: { clipIds: [clipId] } }));
    const report = reportDataSchema.parse(JSON.parse(text('json')));
    expect(report.clips.map((clip) => clip.clipId)).toEqual([clipId]);
    expect(report.metrics.every((metric) => metric.runs.every((run) => run === null || run.clips === 1))).toBe(true);
    expect(report.verdict.lead).toBe('One clip cannot show a difference.');
  });

  it('shows the tags, notes and times that engineers wrote', async () => {
    const [clipId] = await workstation.workspace.library.clipIds({});
    const clip = await workstation.workspace.clips.detail(clipId);
    const [type] = await workstation.workspace.review.tagTypes();
    const startUs = clip.startUs + 1_500_000;
    await workstation.workspace.review.addTag({
      clipId,
      tagTypeId: type.tagTypeId,
      startUs,
      endUs: startUs + 500_000,
      severity: 'critical',
      note: HOSTILE,
      runId: runIds[1],
    });
    const { text } = await build(request());
    const [failure] = reportDataSchema.parse(JSON.parse(text('json'))).failures;
    expect(failure).toMatchObject({
      clipId,
      tagName: type.name,
      severity: 'critical',
      startS: 1.5,
      endS: 2,
      runLetter: 'B',
      note: HOSTILE,
    });
    expect(text('html')).toContain('00:01.50');
  });
});

describe('what is refused, and leaves nothing behind', () => {
  it.each<[string, () => [ReportRequest, Partial<ReportParts>?, AbortSignal?], string]>([
    ['no clip', () => [request({ filter: { locations: ['nowhere'] } })], 'report.empty-selection'],
    ['no such run', () => [request({ runIds: ['nope'] })], 'run.unknown'],
    ['no such metric', () => [request({ metric: 'epdms' })], 'report.unknown-metric'],
    ['a PDF where nothing prints one', () => [request({ formats: ['pdf'] })], 'report.no-pdf-printer'],
    [
      'a printer that fails, PDF alone',
      () => [request({ formats: ['pdf'] }), { printPdf: () => Promise.reject(new Error('out of paper')) }],
      'internal',
    ],
    ['a cancelled job', () => [request(), {}, AbortSignal.abort()], 'AbortError'],
  ])('%s', async (_, asked, code) => {
    const before = builtNow();
    expect(await refusal(...asked())).toBe(code);
    expect(builtNow()).toEqual(before);
  });

  it('a run without a score here', async () => {
    const runId = 'bare';
    const [run] = await workstation.workspace.runs.list();
    await workstation.workspace.runs.create({ ...run, runId });
    expect(await refusal(request({ runIds: [runId] }))).toBe('report.nothing-scored');
    await workstation.workspace.runs.remove(runId);
  });

  it('a place that cannot be written', async () => {
    const inTheWay = join(folder, 'a-file');
    writeFileSync(inTheWay, '');
    const workspace = { ...workstation.workspace, reportsFolder: join(inTheWay, 'reports') };
    expect(await refusal(request(), { workspace })).toBe('report.not-written');
  });
});

describe('what is missing is told', () => {
  it('a printer that fails beside a page', async () => {
    const { report, failures } = await build(request({ formats: ['html', 'pdf'] }), {
      printPdf: () => Promise.reject(new Error('out of paper')),
    });
    expect(report.files.map((file) => file.format)).toEqual(['html']);
    expect(failures).toEqual(['report.pdf: internal']);
  });

  it('damaged pictures', async () => {
    const channel = join(data, 'samples/CAM_FRONT');
    const kept = join(folder, 'kept');
    renameSync(channel, kept);
    mkdirSync(channel);
    for (const name of readdirSync(kept)) writeFileSync(join(channel, name), 'no picture');
    const { text, failures } = await build(request());
    rmSync(channel, { recursive: true });
    renameSync(kept, channel);
    expect(failures.length).toBeGreaterThan(0);
    expect(failures.every((failure) => failure.endsWith('picture: media.image-unknown'))).toBe(true);
    expect(text('html')).toContain('A file is not the image it is named: from above');
  });

  it('a data set that is gone', async () => {
    renameSync(data, `${data}-moved`);
    const { text, failures } = await build(request());
    renameSync(`${data}-moved`, data);
    expect(text('html')).toContain('The data set folder is gone: from above');
    expect(failures[0]).toContain('media.root-absent');
  });
});
