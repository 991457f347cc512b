import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRootProbe } from '../../../src/main/workspace/root-probe.ts';
import { ProblemError } from '../../../src/shared/domain/problem.ts';
import { clipTag, opened, temporaryFolder, withClips } from './fixture.ts';

const nuscenes = (rootPath: string) => ({ kind: 'nuscenes', version: 'v1.0-mini', title: 'Mini', rootPath }) as const;
const madeFolder = (path: string) => {
  mkdirSync(path, { recursive: true });
  return path;
};

describe('data sets', () => {
  it('are registered by their real path; the same one again is the same', async () => {
    const { datasets } = await opened();
    const folder = temporaryFolder();
    const real = madeFolder(join(folder, 'real'));
    symlinkSync(real, join(folder, 'link'));
    const made = await datasets.register(nuscenes(join(folder, 'link')));
    expect(made).toMatchObject({ ...nuscenes(real), state: 'not-indexed', counts: null, problem: null });
    expect((await datasets.register(nuscenes(real))).datasetId).toBe(made.datasetId);
    expect((await datasets.register({ ...nuscenes(real), version: 'v1.0-trainval' })).datasetId).not.toBe(
      made.datasetId,
    );
    expect(await datasets.list()).toHaveLength(2);
  });

  it('whose folder is gone are absent, with words, and are there again when it is', async () => {
    const workspace = await opened();
    const folder = temporaryFolder();
    const root = madeFolder(join(folder, 'root'));
    await workspace.datasets.register(nuscenes(root));
    renameSync(root, `${root}-away`);
    expect((await workspace.datasets.list())[0]).toMatchObject({
      state: 'absent',
      problem: { code: 'dataset.absent', whatHappened: expect.stringContaining(root) as string },
    });
    renameSync(`${root}-away`, root);
    expect((await workspace.datasets.list())[0]).toMatchObject({ state: 'not-indexed', problem: null });
    await expect(workspace.datasets.register(nuscenes(join(folder, 'nowhere')))).rejects.toMatchObject({
      problem: { code: 'dataset.absent' },
    });
  });

  it('are pointed to another folder only when it holds the same', async () => {
    const { datasets } = await opened();
    const folder = temporaryFolder();
    const { datasetId } = await datasets.register(nuscenes(madeFolder(join(folder, 'a'))));
    const moved = madeFolder(join(folder, 'b'));
    const other = () =>
      Promise.reject(
        new ProblemError({
          code: 'dataset.other',
          title: 'Another one',
          whatHappened: '',
          whatWasKept: '',
          whatToDo: '',
        }),
      );
    await expect(datasets.repoint(datasetId, moved, other)).rejects.toThrow('Another one');
    expect((await datasets.list())[0].rootPath).toBe(join(folder, 'a'));
    await datasets.repoint(datasetId, moved, async (dataset, rootPath) => {
      expect([dataset.datasetId, rootPath]).toEqual([datasetId, moved]);
    });
    expect((await datasets.list())[0].rootPath).toBe(moved);
    await expect(datasets.repoint('none', moved)).rejects.toMatchObject({ problem: { code: 'dataset.unknown' } });
  });

  it('leave the library when removed; what was written comes back with them', async () => {
    const workspace = await opened();
    const datasetId = await withClips(workspace, [{ token: 'a', name: 'scene-0001' }]);
    const [{ rootPath, title, version }] = await workspace.datasets.list();
    const total = async () => (await workspace.library.progress({})).total;
    expect(await total()).toBe(1);
    await workspace.review.addTag(clipTag(`${datasetId}:a`));
    await workspace.datasets.remove(datasetId);
    expect([await total(), (await workspace.datasets.list()).length]).toEqual([0, 0]);
    await expect(workspace.datasets.remove(datasetId)).rejects.toMatchObject({ problem: { code: 'dataset.unknown' } });
    expect((await workspace.datasets.register({ kind: 'nuscenes', version, title, rootPath })).datasetId).toBe(
      datasetId,
    );
    expect((await workspace.review.clip(`${datasetId}:a`)).tags).toHaveLength(1);
  });
});

describe('looking whether a root is there', () => {
  it('does not wait for a mount that hangs, and does not ask it twice', async () => {
    let asked = 0;
    let answer: (found: boolean) => void = () => undefined;
    const hanging = () => {
      asked++;
      return new Promise<boolean>((resolve) => (answer = resolve));
    };
    const probe = createRootProbe(20, hanging);
    expect(await Promise.all([probe('/mnt/a'), probe('/mnt/a')])).toEqual(['no-answer', 'no-answer']);
    expect(await probe('/mnt/a')).toBe('no-answer');
    expect(asked).toBe(1);
    answer(true);
    await new Promise((resolve) => setImmediate(resolve));
    const again = probe('/mnt/a');
    answer(true);
    expect([await again, asked]).toEqual(['there', 2]);
  });

  it('takes a file for no root', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(await createRootProbe()(file)).toBe('gone');
  });
});
