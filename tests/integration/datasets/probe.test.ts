import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { probeFolder } from '../../../src/main/datasets/probe.ts';
import { writeNuscenesTables } from '../../nuscenes-tables.ts';
import { temporaryFolder } from './fixture.ts';

describe('what a folder holds', () => {
  it('is told for every version in it', async () => {
    const root = temporaryFolder();
    for (const version of ['v1.0-mini', 'v1.0-test', 'v1.0-mycut'])
      writeNuscenesTables({
        dir: root,
        version,
        scenes: 1,
        samplesPerScene: 2,
        masks: true,
        mapExpansion: true,
        canBus: ['pose'],
      });
    rmSync(join(root, 'v1.0-test', 'sample_annotation.json'));
    const found = await probeFolder(root);
    expect(found.map((probe) => probe.version)).toEqual(['v1.0-mini', 'v1.0-mycut', 'v1.0-test']);
    expect(found[0].parts.map((part) => [part.name, part.found])).toEqual([
      ['tables', true],
      ['key frames', false],
      ['sweeps', false],
      ['map pictures', true],
      ['map expansion', true],
      ['CAN bus', true],
    ]);
    expect(found[2].parts.find((part) => part.name === 'sample_annotation.json')?.detail).toBe(
      'v1.0-test/sample_annotation.json is absent: no boxes',
    );
    expect(found[0].tableBytes).toBeGreaterThan(1000);
  });

  it('is the same for the version folder itself and through a link', async () => {
    const root = temporaryFolder();
    writeNuscenesTables({ dir: root, scenes: 1, samplesPerScene: 2 });
    const link = join(temporaryFolder(), 'link');
    symlinkSync(root, link);
    const [probe] = await probeFolder(root);
    expect(await probeFolder(join(root, 'v1.0-mini'))).toEqual([probe]);
    expect(await probeFolder(link)).toEqual([probe]);
  });

  it.each([
    ['nothing there', (folder: string) => join(folder, 'none'), 'dataset.folder-absent'],
    [
      'a file',
      (folder: string) => {
        writeFileSync(join(folder, 'f'), '');
        return join(folder, 'f');
      },
      'dataset.not-a-folder',
    ],
    ['an empty folder', (folder: string) => folder, 'dataset.none-here'],
    [
      'a version folder without tables',
      (folder: string) => {
        mkdirSync(join(folder, 'v1.0-mini'));
        return folder;
      },
      'dataset.none-here',
    ],
  ])('is a problem in words: %s', async (_, make, code) => {
    await expect(probeFolder(make(temporaryFolder()))).rejects.toMatchObject({ problem: { code } });
  });
});
