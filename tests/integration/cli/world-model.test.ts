import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { problemSchema } from '../../../src/shared/domain/problem.ts';
import { writeNuscenesTables } from '../../nuscenes-tables.ts';

const main = join(import.meta.dirname, '../../../src/main/hosts/cli/main.ts');
const folder = mkdtempSync(join(tmpdir(), 'foresight-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs `foresight …` on the workspace to its end. */
const foresight = (...args: string[]) =>
  spawnSync(process.execPath, [main, ...args, '--workspace', join(folder, 'w')], { encoding: 'utf8', cwd: folder });
const json = (...args: string[]) => JSON.parse(foresight(...args, '--json').stdout) as unknown;
const codeOf = (value: unknown) => z.object({ problem: problemSchema }).parse(value).problem.code;

beforeAll(() => {
  const data = join(folder, 'nuscenes');
  writeNuscenesTables({ dir: data, scenes: 2, samplesPerScene: 11, pictures: { widthPx: 160, heightPx: 90 } });
  json('index', data);
});

describe('foresight run of a world model', () => {
  it('makes pictures as it was told to, and tells their scores and what they cost', () => {
    const value = json('run', 'dit-wam', '--steps', '2', '--every', '3', '--seed', '3', '--text', 'scene-0001');
    expect(value).toMatchObject({
      run: {
        status: 'done',
        clipsDone: 1,
        parameters: { video: { steps: 2, everyS: 3, guidance: 1, seed: 3, blend: 0 } },
      },
      clipsScored: 1,
      failureCount: 0,
    });
    const { mean, videoBytes, run } = z
      .object({
        mean: z.record(z.string(), z.number()),
        videoBytes: z.number(),
        run: z.object({ stageMs: z.record(z.string(), z.number()) }),
      })
      .parse(value);
    expect(Object.keys(mean).sort()).toEqual(
      ['cosSim', 'psnr', 'ssim'].flatMap((metric) => ['1s', '2s', '4s'].map((s) => `video/${metric}@${s}`)),
    );
    expect(videoBytes).toBeGreaterThan(1000);
    for (const stage of ['network', 'decode', 'jpeg']) expect(run.stageMs[stage], stage).toBeGreaterThan(0);
  });

  it('is reported by its pictures without being told a metric', () => {
    const out = ['r.html', 'r.csv', 'r.json'].flatMap((name) => ['--out', join(folder, name)]);
    expect(json('report', ...out, '--model', 'dit-wam')).toMatchObject({ failureCount: 0 });
    const report = z
      .object({ metric: z.string(), reproduce: z.array(z.string()) })
      .parse(JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8')));
    expect(report.metric).toBe('video/ssim@4s');
    expect(report.reproduce[1]).toBe('foresight run dit-wam --steps 2 --seed 3 --every 3 --workspace w');
    expect(readFileSync(join(folder, 'r.html'), 'utf8')).toContain('Worst clips');
    expect(readFileSync(join(folder, 'r.metrics.csv'), 'utf8')).toContain('video/psnr@4s');
    const clips = z
      .object({ metric: z.string(), clips: z.array(z.object({ scoreA: z.number().nullable() })) })
      .parse(json('clips', '--model', 'dit-wam', '--sort', 'scoreA', '--descending'));
    expect(clips.metric).toBe('video/ssim@4s');
    expect(clips.clips[0].scoreA).toBeGreaterThan(0);
  });

  it('is told of by inspect: which runs predicted what of the clip', () => {
    const found = z
      .object({ predictedVideos: z.array(z.object({ modelId: z.string(), instants: z.array(z.looseObject({})) })) })
      .parse(json('inspect', 'scene-0001'));
    expect(found.predictedVideos.map(({ modelId }) => modelId)).toEqual(['dit-wam']);
    // Told to start every 3 s over 5 recorded seconds.
    expect(found.predictedVideos[0].instants).toMatchObject([
      { frame: 0, atS: 0, aheadS: [1, 2, 3, 4, 5] },
      { atS: 3, aheadS: [1, 2] },
    ]);
    expect(foresight('inspect', 'scene-0001').stdout).toMatch(
      /^videos {3}dit-wam [0-9a-f-]{36}: 2 instants from 0\.00 to 3\.00 s, pictures 1, 2, 3, 4, 5 s ahead at most$/m,
    );
    expect(json('inspect', 'scene-0002')).toMatchObject({ predictedVideos: [] });
  });

  it('says the same in words', () => {
    const { status, stdout } = foresight('run', 'dit-wam-jump', '--text', 'scene-0002');
    expect(status).toBe(0);
    expect(stdout).toMatch(/after +2 s +4 s\n/);
    expect(stdout).toMatch(/of pictures\. An instant took .*network .* ms/);
    expect(foresight('score', '--metric', 'epdms', '--model', 'dit-wam-jump').stderr).toContain('plans nothing');
  });

  it.each([
    ['an option that changes nothing', ['dit-wam-jump', '--steps', '3'], 'cli.option-without-use'],
    ['other options for an old run', ['dit-wam', '--resume', '--seed', '8'], 'run.keeps-options'],
    ['a part of other models', ['sample-vae'], 'model.is-part'],
  ])('refuses %s', (_, args, code) => {
    expect(codeOf(json('run', ...args))).toBe(code);
  });
});

it('foresight models tells what each gives', () => {
  const { stdout } = foresight('models');
  expect(stdout).toMatch(/dit-wam +\S+ +dit-wam +8 pictures at 1 s/);
  expect(stdout).toMatch(/ego-mlp +\S+ +baseline +8 poses at 0\.5 s/);
  expect(stdout).toMatch(/sample-vae +\S+ +dit-wam +a part: vae/);
});
