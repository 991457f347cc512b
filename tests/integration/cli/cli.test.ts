import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { reportDataSchema } from '../../../src/main/reports/data/report-data.ts';
import { findChromium } from '../../../src/main/runtime/find-chromium.ts';
import { openWorkspace } from '../../../src/main/workspace/open-workspace.ts';
import { problemSchema } from '../../../src/shared/domain/problem.ts';
import { writeNuscenesTables } from '../../nuscenes-tables.ts';
import { sharedData } from '../../shared-data.ts';

const main = join(import.meta.dirname, '../../../src/main/hosts/cli/main.ts');
const folder = mkdtempSync(join(tmpdir(), 'foresight-cli-'));
const data = join(folder, 'nuscenes');
const workspace = join(folder, 'w');
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs `foresight …` to its end. */
function foresight(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    encoding: 'utf8',
    cwd: folder,
    timeout: 60_000,
  });
  return { status, stdout, stderr };
}
/** Runs it with --json on the workspace; the one document on stdout. */
function json(...args: string[]) {
  const { status, stdout, stderr } = foresight(...args, '--workspace', workspace, '--json');
  expect(stdout.trim().split('\n'), stderr).toHaveLength(1);
  return { status, value: JSON.parse(stdout) as unknown, stderr };
}
const problemIn = (value: unknown) => z.object({ problem: problemSchema }).parse(value).problem;

beforeAll(() => {
  writeNuscenesTables({ dir: data, scenes: 3, samplesPerScene: 24, pictures: { widthPx: 320, heightPx: 180 } });
});

it('ends well where nobody reads to the end', async () => {
  const child = spawn(process.execPath, [main, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  let told = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (told += text));
  const status = await new Promise((resolve) => child.on('close', resolve));
  expect({ status, told }).toEqual({ status: 0, told: '' });
});

describe('foresight on made-up drives', () => {
  it('indexes, and again with the same outcome', () => {
    const first = json('index', data);
    expect(first.status).toBe(0);
    expect(first.value).toMatchObject({
      dataset: { version: 'v1.0-mini', state: 'indexed', counts: { clips: 3, frames: 72 } },
      failureCount: 0,
    });
    expect(json('index', data).value).toMatchObject({
      dataset: { version: 'v1.0-mini', state: 'indexed', counts: { clips: 3, frames: 72 } },
      failureCount: 0,
    });
    expect(json('index', data, '--version', 'v1.0-mini').value).toMatchObject({ dataset: { version: 'v1.0-mini' } });
    expect(problemIn(json('index', data, '--version', 'v9').value)).toMatchObject({ code: 'dataset.no-such-version' });
    const text = foresight('index', data, '--workspace', workspace);
    expect(text.stdout).toContain('3 clips, 72 key frames');
    expect(text.stderr).toBe('');
  });

  it('prints one key frame as the domain holds it', () => {
    const { status, value } = json('inspect', 'scene-0002', '--at', '3');
    expect(status).toBe(0);
    const frame = z
      .object({
        name: z.string(),
        frame: z.number(),
        atS: z.number(),
        isDecision: z.boolean(),
        boxes: z.array(z.object({ centre: z.array(z.number()).length(3), sizeM: z.array(z.number()).length(3) })),
        cameras: z.array(z.object({ intrinsic: z.array(z.number()).length(9), present: z.boolean() })),
      })
      .parse(value);
    expect(frame).toMatchObject({ name: 'scene-0002', frame: 6, isDecision: true });
    expect(frame.atS).toBeCloseTo(3, 1);
    expect(frame.boxes.length).toBeGreaterThan(0);
    expect(frame.cameras).toHaveLength(6);
    expect(problemIn(json('inspect', 'scene-9').value)).toMatchObject({ code: 'clip.unknown' });
    expect(problemIn(json('inspect', 'scene-0002', '--at', 'noon').value)).toMatchObject({ code: 'cli.bad-option' });
  });

  it('lists clips by filter and order', () => {
    const clips = z.object({
      total: z.number(),
      clips: z.array(z.object({ clipId: z.string(), name: z.string(), meanSpeedMps: z.number() })),
    });
    const all = clips.parse(json('clips', '--sort', 'meanSpeed', '--descending').value);
    expect(all.total).toBe(3);
    const speeds = all.clips.map((clip) => clip.meanSpeedMps);
    expect(speeds).toEqual([...speeds].sort((a, b) => b - a));
    const list = join(folder, 'list.txt');
    writeFileSync(list, `${all.clips[0].clipId}\n\n${all.clips[2].clipId}\n`);
    expect(
      clips
        .parse(json('clips', '--clips', list).value)
        .clips.map((clip) => clip.clipId)
        .sort(),
    ).toEqual([all.clips[0].clipId, all.clips[2].clipId].sort());
    expect(clips.parse(json('clips', '--limit', '1').value)).toMatchObject({ total: 3, clips: [{}] });
    expect(json('clips', '--location', 'nowhere').value).toEqual({ total: 0, metric: null, runs: [], clips: [] });
  });

  it('names the models', () => {
    const { value } = json('models');
    const { models } = z
      .object({ models: z.array(z.object({ modelId: z.string(), hash: z.string(), problem: z.null() })) })
      .parse(value);
    expect(models.map((model) => model.modelId)).toEqual(expect.arrayContaining(['constant-velocity', 'ego-mlp']));
  });

  it('refuses to score or report before a run', () => {
    expect(problemIn(json('score').value).code).toBe('run.unknown');
    const report = json('report', '--out', join(folder, 'none.html'));
    expect([report.status, problemIn(report.value).code, existsSync(join(folder, 'none.html'))]).toEqual([
      1,
      'run.unknown',
      false,
    ]);
  });

  it('runs both baselines and compares them', () => {
    for (const model of ['constant-velocity', 'ego-mlp']) {
      expect(json('run', model)).toMatchObject({
        status: 0,
        value: { run: { modelId: model, status: 'done', clipsDone: 3 }, clipsScored: 3, failureCount: 0 },
      });
    }
    const { value } = json('score', '--model', 'ego-mlp', '--model', 'constant-velocity');
    const score = z
      .object({
        summaries: z.array(
          z.object({ metrics: z.record(z.string(), z.object({ mean: z.number(), clips: z.number() }).nullable()) }),
        ),
        paired: z.array(z.object({ metric: z.string(), delta: z.object({ mean: z.number() }) })),
      })
      .parse(value);
    const [a, b] = score.summaries.map((summary) => summary.metrics['ade@4s/10Hz']?.mean ?? NaN);
    expect(score.paired.find((p) => p.metric === 'ade@4s/10Hz')?.delta.mean).toBeCloseTo(a - b, 9);
    expect(foresight('score', '--workspace', workspace).stdout).toMatch(/ADE@4s, 10 Hz .*\[/);
    const sorted = z
      .object({ clips: z.array(z.object({ delta: z.number() })) })
      .parse(json('clips', '--model', 'ego-mlp', '--model', 'constant-velocity', '--sort', 'delta').value);
    expect(sorted.clips).toHaveLength(3);
    const scored = z.object({ runs: z.array(z.string()), clips: z.array(z.object({ scoreA: z.number() })) });
    const byScore = scored.parse(json('clips', '--sort', 'scoreA', '--descending').value);
    expect([byScore.runs.length, byScore.clips.length]).toEqual([2, 3]);
    const scores = byScore.clips.map((clip) => clip.scoreA);
    expect(scores).toEqual(scores.toSorted((x, y) => y - x));
    expect(problemIn(json('clips', '--sort', 'delta', '--model', 'ego-mlp').value).title).toContain('needs two runs');
    expect(foresight('score', '--location', 'nowhere', '--workspace', workspace).stderr).toContain(
      'has no score on these clips',
    );
  });

  it('writes a report whose files hold the same numbers', () => {
    const out = ['r.html', 'r.json', 'r.csv'].map((name) => join(folder, 'out', name));
    const refused = json(
      'report',
      ...out.flatMap((file) => ['--out', file]),
      '--model',
      'ego-mlp',
      '--model',
      'constant-velocity',
    );
    expect([refused.status, problemIn(refused.value).code]).toEqual([1, 'cli.not-written']);
    const twice = json('score', '--model', 'ego-mlp', '--model', 'ego-mlp').value;
    expect(twice).toMatchObject({ runs: [{}], summaries: [{}], paired: [] });
    const here = ['r.html', 'r.json', 'r.csv'].map((name) => join(folder, name));
    const built = json(
      'report',
      ...here.flatMap((file) => ['--out', file]),
      '--model',
      'ego-mlp',
      '--model',
      'constant-velocity',
      '--title',
      'A <b>bold</b> claim',
    );
    expect(built.status, built.stderr).toBe(0);
    const data = reportDataSchema.parse(JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8')));
    expect(data.runs.map((run) => run.modelId)).toEqual(['ego-mlp', 'constant-velocity']);
    expect(data.constantVelocity).toContain(data.runs[1].runId);
    const ade = data.metrics.find((metric) => metric.key === 'ade@4s/10Hz');
    const mean = (letter: string) =>
      data.clips.reduce((sum, clip) => sum + clip.values[letter]['ade@4s/10Hz'], 0) / data.clips.length;
    expect(ade?.runs[0]?.mean).toBeCloseTo(mean('A'), 9);
    expect(ade?.constantVelocity?.mean).toBeCloseTo(mean('B'), 9);
    expect(data.worst.length + data.best.length).toBe(3);
    const html = readFileSync(join(folder, 'r.html'), 'utf8');
    expect(html).toContain('A &lt;b&gt;bold&lt;/b&gt; claim');
    expect(html.match(/data:image\/jpeg;base64,/g)).toHaveLength(3);
    const csv = readFileSync(join(folder, 'r.csv'), 'utf8');
    for (const clip of data.clips) expect(csv).toContain(String(clip.values.A['ade@4s/10Hz']));
    // Header, 40 displacement metrics, the three comfort terms that PDM can score without a map, and the last line's end.
    expect(readFileSync(join(folder, 'r.metrics.csv'), 'utf8').split('\r\n')).toHaveLength(45);
    expect(readdirSync(folder).filter((name) => name.includes('draft'))).toEqual([]);
  });

  it('reports on one run, with constant velocity made beside', () => {
    const other = join(folder, 'other');
    for (const args of [
      ['index', data],
      ['run', 'ego-mlp'],
      ['report', '--out', join(folder, 'one.json')],
    ]) {
      expect(foresight(...args, '--workspace', other).status).toBe(0);
    }
    const one = reportDataSchema.parse(JSON.parse(readFileSync(join(folder, 'one.json'), 'utf8')));
    expect(one.constantVelocity).toBe('made for this report');
    const both = reportDataSchema.parse(JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8')));
    // Scored by displacement alone: PDM is for runs.
    const column = (report: typeof one) =>
      report.metrics.filter(({ key }) => key.includes('@')).map((metric) => metric.constantVelocity?.mean);
    expect(column(one)).toEqual(column(both));
    expect(one.verdict.rest).toContain('constant velocity on the same clips');
  });

  it.skipIf(!findChromium())('prints a PDF', () => {
    const pdf = join(folder, 'r.pdf');
    expect(foresight('report', '--out', pdf, '--model', 'ego-mlp', '--workspace', workspace).status).toBe(0);
    expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('never writes an empty report', () => {
    const out = join(folder, 'empty.html');
    const { status, value } = json('report', '--out', out, '--model', 'ego-mlp', '--location', 'nowhere');
    expect([status, problemIn(value).code, existsSync(out)]).toEqual([1, 'report.empty-selection', false]);
  });

  it('carries tags to another workspace', () => {
    const file = join(folder, 'tags.json');
    expect(foresight('tags', 'export', file, '--workspace', workspace).status).toBe(0);
    const exported = z
      .looseObject({ tagTypes: z.array(z.looseObject({ name: z.string() })) })
      .parse(JSON.parse(foresight('tags', 'export', '--workspace', workspace).stdout));
    const listed = z
      .object({ clips: z.array(z.object({ token: z.string(), name: z.string() })) })
      .parse(json('clips').value);
    const tag = {
      tagId: 't1',
      type: exported.tagTypes[0].name,
      startUs: null,
      endUs: null,
      severity: 'major',
      note: 'cut in',
      runId: null,
      createdUs: 1,
    };
    const span = {
      datasetKind: 'nuscenes',
      datasetVersion: 'v1.0-mini',
      startUs: 0,
      endUs: 1,
      reviewed: true,
      note: 'n',
    };
    writeFileSync(file, JSON.stringify({ ...exported, clips: [{ ...span, ...listed.clips[0], tags: [tag] }] }));
    expect(json('tags', 'import', file)).toMatchObject({ status: 0, value: { tagsAdded: 1, tagsAlreadyThere: 0 } });
    expect(json('tags', 'import', file)).toMatchObject({ value: { tagsAdded: 0, tagsAlreadyThere: 1 } });
    expect(json('clips', '--tag', exported.tagTypes[0].name)).toMatchObject({ value: { total: 1 } });
    writeFileSync(file, '{"format": "other"}');
    expect(json('tags', 'import', file)).toMatchObject({ status: 1, value: { problem: { code: 'tags.bad-file' } } });
  });

  it('makes and lists backups', () => {
    const made = json('backup');
    expect(made).toMatchObject({ status: 0, value: { verified: true } });
    const { backups } = z
      .object({ backups: z.array(z.object({ name: z.string() })) })
      .parse(json('backup', '--list').value);
    expect(backups.map((b) => b.name)).toContain(z.object({ name: z.string() }).parse(made.value).name);
  });
});

describe('what goes wrong', () => {
  it('a model whose pipeline is not here leaves no run behind', () => {
    const model = join(folder, 'strange');
    cpSync(join(import.meta.dirname, '../../../models/ego-mlp'), model, { recursive: true });
    const manifest = join(model, 'manifest.json');
    const text = readFileSync(manifest, 'utf8');
    writeFileSync(
      manifest,
      text.replace('"id": "ego-mlp"', '"id": "strange"').replace('"pipeline": "ego-mlp"', '"pipeline": "strange"'),
    );
    expect(json('models', '--add', model).status).toBe(0);
    expect(problemIn(json('run', 'strange').value).code).toBe('model.unknown-pipeline');
    expect(problemIn(json('score', '--model', 'strange').value).code).toBe('run.unknown');
  });

  it.each<[string, string[], number, string]>([
    ['no data set there', ['index', join(folder, 'nowhere')], 1, 'dataset.'],
    ['no such model', ['run', 'ego-mpl'], 1, 'model.unknown'],
    ['nothing to go on with', ['run', 'ego-mlp', '--resume'], 1, 'run.nothing-to-resume'],
    ['no such tag', ['clips', '--tag', 'nope'], 1, 'cli.bad-option'],
    ['no such data set', ['clips', '--dataset', 'nope'], 1, 'cli.bad-option'],
    ['no such metric', ['clips', '--metric', 'nope'], 1, 'cli.bad-option'],
    ['a limit of none', ['clips', '--limit', '0'], 1, 'cli.bad-option'],
    ['an unreadable list', ['clips', '--clips', join(folder, 'nope.txt')], 1, 'cli.bad-option'],
    ['an unknown ending', ['report', '--out', 'r.docx'], 1, 'cli.bad-option'],
    ['an unreadable file', ['tags', 'import', join(folder, 'nope.json')], 1, 'cli.not-read'],
    ['an unknown command', ['frobnicate'], 2, 'cli.usage'],
    ['an unknown option', ['clips', '--frobnicate'], 2, 'cli.usage'],
    ['a missing argument', ['run'], 2, 'cli.usage'],
    ['a missing option', ['report'], 2, 'cli.usage'],
  ])('%s: exit status and a problem in words', (_, args, status, code) => {
    const run = foresight(...args, '--workspace', workspace, '--json');
    expect([run.status, problemIn(JSON.parse(run.stdout)).code.slice(0, code.length)]).toEqual([status, code]);
    expect(run.stderr).not.toBe('');
  });

  it('a workspace that is open elsewhere can be read but not written', async () => {
    const holder = await openWorkspace(workspace);
    expect(holder.state().status).toBe('open');
    expect(json('clips')).toMatchObject({ status: 0, value: { total: 3 } });
    expect(json('backup')).toMatchObject({ status: 1, value: { problem: { code: 'workspace.in-use' } } });
    await holder.close();
  });

  it('a workspace that is no folder', () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    expect(foresight('clips', '--workspace', file).status).toBe(1);
  });

  it('a reader that has seen enough is no fault', async () => {
    const child = spawn(process.execPath, [main, 'clips', '--workspace', workspace], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect([status, stderr]).toEqual([0, '']);
  });

  it('Ctrl+C stops a job, keeps what is done and exits with 130', async () => {
    const large = join(folder, 'large');
    writeNuscenesTables({ dir: large, scenes: 80, samplesPerScene: 40, sweeps: true });
    const child = spawn(process.execPath, [main, 'index', large, '--workspace', join(folder, 'w2'), '--json'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const log = join(folder, 'w2/index.sqlite-wal');
    while (!existsSync(log) || statSync(log).size < 1_000_000) {
      expect(child.exitCode, stderr).toBeNull();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    child.kill('SIGINT');
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect([status, problemIn(JSON.parse(stdout)).code], stderr).toEqual([130, 'cancelled']);
    const resumed = foresight('index', large, '--workspace', join(folder, 'w2'), '--json');
    expect([resumed.status, JSON.parse(resumed.stdout)]).toMatchObject([0, { dataset: { counts: { clips: 80 } } }]);
  });
});

const built = existsSync(join(import.meta.dirname, '../../../out/renderer/index.html'));
describe.skipIf(!built)('foresight serve, with a built window', () => {
  it('admits who has the token, nobody else, and ends in peace', async () => {
    const child = spawn(process.execPath, [main, 'serve', '--workspace', workspace, '--json'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const ended = new Promise((resolve) => child.on('close', resolve));
    const line = await new Promise<string>((resolve) =>
      child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString())),
    );
    const { url, port } = z.object({ url: z.string(), port: z.number() }).parse(JSON.parse(line));
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(303);
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBeGreaterThanOrEqual(400);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});

describe('help', () => {
  it.each(['clips', 'report', 'serve'])('of %s has an example', (command) => {
    const { status, stdout } = foresight(command, '--help');
    expect(status).toBe(0);
    expect(stdout).toMatch(/foresight \w+/);
    expect(stdout).toContain('--workspace');
    expect(stdout).toContain('--json');
  });
  it('is shown without a command, and the version on demand', () => {
    expect(foresight('--version')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    });
    expect(foresight('--help').stdout).toContain('A first round:');
  });
});

const real = sharedData('nuscenes-mini-part');
describe.skipIf(!real)('foresight on the real part', () => {
  it('goes from the folder to a report', () => {
    const w = join(folder, 'real');
    const run = (...args: string[]) => {
      const { status, stdout, stderr } = foresight(...args, '--workspace', w, '--json');
      expect(status, stderr).toBe(0);
      return JSON.parse(stdout) as unknown;
    };
    expect(run('index', real ?? '')).toMatchObject({
      dataset: { counts: { clips: 5, frames: 200, boxes: 11_564, images: 1200, absentImages: 1154 } },
    });
    run('run', 'constant-velocity');
    run('run', 'ego-mlp');
    run(
      'report',
      '--out',
      join(folder, 'real.html'),
      '--out',
      join(folder, 'real.json'),
      '--model',
      'ego-mlp',
      '--model',
      'constant-velocity',
    );
    const report = reportDataSchema.parse(JSON.parse(readFileSync(join(folder, 'real.json'), 'utf8')));
    expect(report.selection).toMatchObject({ clips: 5, frames: 200 });
    expect(report.slices.filter((slice) => slice.group === 'location').map((slice) => slice.clips)).toEqual([
      2, 1, 1, 1,
    ]);
    expect(report.verdict.rest).toContain('5 clips are few');
    const html = readFileSync(join(folder, 'real.html'), 'utf8');
    expect(html).toContain('data:image/jpeg;base64,');
    expect(html).toContain('No image on disk');
  });
});
