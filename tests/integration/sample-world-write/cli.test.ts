import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { problemSchema } from '../../../src/shared/domain/problem.ts';
import { temporaryFolder } from './written-world.ts';

const main = join(import.meta.dirname, '../../../src/main/hosts/cli/main.ts');

/** Runs `foresight sample-world … --json` to its end. */
function sampleWorld(...args: string[]) {
  const run = spawnSync(process.execPath, [main, 'sample-world', ...args, '--json'], {
    encoding: 'utf8',
    timeout: 120_000,
  });
  return { status: run.status, value: JSON.parse(run.stdout) as unknown };
}

describe('foresight sample-world', () => {
  it('writes a data set and says how it was made', () => {
    const out = join(temporaryFolder(), 'world');
    const options = ['--out', out, '--layout', 'nuscenes', '--clips', '1', '--seed', '7', '--scenario', 'follow'];
    const { status, value } = sampleWorld(...options, '--cameras', 'CAM_FRONT,CAM_BACK', '--no-pictures');
    expect(status).toBe(0);
    expect(value).toMatchObject({
      out,
      notes: [],
      clips: [{ name: '0000-follow' }],
      request: {
        layout: 'nuscenes',
        clips: 1,
        seed: 7,
        scenario: 'follow',
        cameras: ['CAM_FRONT', 'CAM_BACK'],
        size: null,
        pictures: false,
      },
    });
    expect(existsSync(join(out, 'v1.0-sample', 'scene.json'))).toBe(true);
    expect(existsSync(join(out, 'samples'))).toBe(false);
  });

  it.each([
    ['a layout that there is none of', ['--layout', 'kitti'], 2, 'cli.usage'],
    ['a size that is none', ['--layout', 'navsim', '--size', '640'], 2, 'cli.usage'],
    ['cameras without a name', ['--layout', 'navsim', '--cameras', ','], 2, 'cli.usage'],
    ['a video of odd width', ['--layout', 'sample', '--size', '161x90'], 1, 'sample-world.odd-size'],
    ['a scenario that there is none of', ['--layout', 'navsim', '--scenario', 'earthquake'], 2, 'cli.usage'],
    ['a camera of another layout', ['--layout', 'navsim', '--cameras', 'CAM_FRONT'], 1, 'sample-world.no-such-camera'],
  ])('refuses %s before it writes anything', (_, options, status, code) => {
    const out = join(temporaryFolder(), 'world');
    const run = sampleWorld('--out', out, ...options);
    expect(run.status).toBe(status);
    expect(z.object({ problem: problemSchema }).parse(run.value).problem.code).toBe(code);
    expect(existsSync(out)).toBe(false);
  });
});
