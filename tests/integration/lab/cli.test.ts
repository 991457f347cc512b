import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { labFileSchema } from '../../../src/main/jobs/lab/lab-file.ts';
import { problemSchema } from '../../../src/shared/domain/problem.ts';
import { tinyScale, writeWorldModels } from '../../models/world-folder.ts';
import { writeNuscenesTables } from '../../nuscenes-tables.ts';

const main = join(import.meta.dirname, '../../../src/main/hosts/cli/main.ts');
const folder = mkdtempSync(join(tmpdir(), 'foresight-lab-cli-'));
const workspace = join(folder, 'w');
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs `foresight …` on the workspace to its end. */
const foresight = (...args: string[]) =>
  spawnSync(process.execPath, [main, ...args, '--workspace', workspace], { encoding: 'utf8', cwd: folder });

beforeAll(() => {
  const data = join(folder, 'nuscenes');
  writeNuscenesTables({ dir: data, scenes: 2, samplesPerScene: 18, pictures: { widthPx: 96, heightPx: 54 } });
  expect(foresight('index', data).status).toBe(0);
  mkdirSync(join(workspace, 'models'), { recursive: true });
  writeWorldModels(join(workspace, 'models'), { ...tinyScale, horizon: 8 }, { own: {} });
}, 180_000);

describe('foresight lab', () => {
  it('prints a table, and the exact result with --json', () => {
    const args = ['lab', 'motion', '--models', 'own', '--windows', '2', '--steps', '2', '--seed', '1'];
    const words = foresight(...args);
    expect(words.stderr).toBe('');
    expect(words.status).toBe(0);
    expect(words.stdout).toMatch(/2 windows of 2 clips/);
    expect(words.stdout).toMatch(/model\s+LF\s+HF\s+change\s+direction\s+pairs\s+magnitude/);
    expect(words.stdout).toMatch(/Copy of the present\s+0\.00 \[0\.00, 0\.00\]/);
    const { stdout, status } = foresight(...args, '--json');
    expect(status).toBe(0);
    const { result } = labFileSchema.parse({ format: 1, result: JSON.parse(stdout) as unknown });
    expect(result.record).toMatchObject({
      clips: 2,
      windows: 2,
      request: { kind: 'motion', modelIds: ['own'], windows: 2, steps: 2, seed: 1 },
      problem: null,
    });
    expect(result.figures.kind).toBe('motion');
  }, 180_000);

  const wrong: [name: string, args: string[], status: number, words: RegExp][] = [
    ['a number that is none', ['motion', '--windows', 'many'], 1, /--windows/],
    ['a number out of range', ['motion', '--steps', '0'], 1, /--steps/],
    ['a model that is not there', ['motion', '--models', 'none'], 1, /none/],
  ];
  it.each(wrong)('refuses %s', (_, args, status, words) => {
    const done = foresight('lab', ...args, '--json');
    expect(done.status).toBe(status);
    const { problem } = z.object({ problem: problemSchema }).parse(JSON.parse(done.stdout));
    expect(`${problem.title} ${problem.whatHappened}`).toMatch(words);
  });
  it('names the experiments it knows', () => {
    const done = foresight('lab', 'magic');
    expect(done.status).toBe(2);
    expect(done.stderr).toMatch(/frontier, control, motion, diagnosis, probe/);
  });
});
