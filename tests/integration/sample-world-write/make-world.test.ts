import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WorldRequest } from '../../../src/main/sample-world/write/layout.ts';
import { makeWorld } from '../../../src/main/sample-world/write/make-world.ts';
import { writeProblem } from '../../../src/main/sample-world/write/write-problems.ts';
import { problemOf } from '../../../src/shared/domain/problem.ts';
import { plainRequest, temporaryFolder } from './written-world.ts';

const small: WorldRequest = {
  ...plainRequest,
  layout: 'navsim',
  clips: 2,
  cameras: ['CAM_F0'],
  size: { widthPx: 32, heightPx: 18 },
};

const make = (
  root: string,
  request: WorldRequest = small,
  threads = 2,
  signal = new AbortController().signal,
  progress: (done: number) => void = () => undefined,
) => makeWorld(request, root, { threads, signal, progress, note: () => undefined });

const filesIn = (root: string): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();

const sums = (root: string): Record<string, string> =>
  Object.fromEntries(
    filesIn(root).map((file) => [
      file,
      createHash('sha256')
        .update(readFileSync(join(root, file)))
        .digest('hex'),
    ]),
  );

const problemCode = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => problemOf(error).code,
  );

describe('a world is made', () => {
  it('with the same bytes by one thread as by two, and as one that was cut off and gone on with', async () => {
    const folder = temporaryFolder();
    const [one, two, cut] = ['one', 'two', 'cut'].map((name) => join(folder, name));
    const record = await make(one, small, 1);
    expect(record.clips).toHaveLength(2);
    await make(two, small, 2);
    expect(sums(two)).toEqual(sums(one));

    const stop = new AbortController();
    // Stops it while the second clip is under way.
    const stopped = make(cut, small, 1, stop.signal, (done) => {
      if (done > 1.2) stop.abort();
    });
    await expect(stopped).rejects.toThrow();
    expect(existsSync(join(cut, 'sample-world.json'))).toBe(false);
    const [log] = filesIn(cut).filter((file) => file.endsWith('.pkl'));
    const past = new Date(0);
    utimesSync(join(cut, log), past, past);
    // However the request comes by its members' order.
    await make(cut, Object.fromEntries(Object.entries(small).reverse()) as WorldRequest, 2);
    expect(sums(cut)).toEqual(sums(one));
    // The clip that was finished before was not made again.
    expect(statSync(join(cut, log)).mtimeMs).toBe(0);
    expect(filesIn(cut).filter((file) => file.includes('foresight-making'))).toEqual([]);
  });

  it('not a second time where it is there', async () => {
    const root = join(temporaryFolder(), 'there');
    const request = { ...small, clips: 1, pictures: false };
    const first = await make(root, request);
    const before = sums(root);
    rmSync(join(root, 'navsim_logs'), { recursive: true });
    expect(await make(root, request)).toEqual(first);
    expect(filesIn(root).length).toBe(Object.keys(before).length - 1);
  });

  it('only in a folder of its own', async () => {
    const folder = temporaryFolder();
    const work = join(folder, 'my-work');
    mkdirSync(work);
    writeFileSync(join(work, 'notes.txt'), 'mine');
    expect(await problemCode(make(work))).toBe('sample-world.folder-taken');
    expect(filesIn(work)).toEqual(['notes.txt']);
    const file = join(folder, 'a-file');
    writeFileSync(file, 'mine');
    expect(await problemCode(make(file))).toBe('sample-world.folder-taken');

    const other = join(folder, 'other');
    await make(other, { ...small, clips: 1, pictures: false });
    const before = sums(other);
    expect(await problemCode(make(other, { ...small, clips: 2, pictures: false }))).toBe('sample-world.folder-taken');
    expect(sums(other)).toEqual(before);
  });

  it('only with cameras that the layout has, and videos of even sides', async () => {
    const root = join(temporaryFolder(), 'new');
    expect(await problemCode(make(root, { ...small, cameras: ['CAM_ROOF'] }))).toBe('sample-world.no-such-camera');
    const odd: WorldRequest = { ...small, layout: 'physicalai', cameras: null, size: { widthPx: 33, heightPx: 20 } };
    expect(await problemCode(make(root, odd))).toBe('sample-world.odd-size');
    expect(await problemCode(make(root, { ...odd, layout: 'sample' }))).toBe('sample-world.odd-size');
    // Nothing was begun that would stand in the way of another size.
    expect(existsSync(root)).toBe(false);
  });

  it('by one process at a time; the other is told whose it is, and the folder is free afterwards', async () => {
    const root = join(temporaryFolder(), 'new');
    const request: WorldRequest = { ...small, clips: 1, pictures: false };
    const first = make(root, request, 1);
    await expect.poll(() => existsSync(join(root, '.foresight-making', 'lock.sqlite'))).toBe(true);
    expect(await problemCode(make(root, request, 1))).toBe('sample-world.folder-taken');
    await first;
    expect(filesIn(root).filter((file) => file.includes('lock'))).toEqual([]);

    const stop = new AbortController();
    const cut = join(temporaryFolder(), 'cut');
    await expect(make(cut, request, 1, stop.signal, () => stop.abort())).rejects.toThrow();
    expect(await problemCode(make(cut, request, 1))).toBe('done');
    expect(sums(cut)).toEqual(sums(root));
  });

  it('in a folder where a run was ended before it could note what it makes', async () => {
    const root = join(temporaryFolder(), 'new');
    mkdirSync(join(root, '.foresight-making'), { recursive: true });
    expect(await problemCode(make(root, { ...small, clips: 1, pictures: false }))).toBe('done');
  });

  it('never on a disk that is read-only, where mkdir says that the folder it should make is not there', () => {
    const error = Object.assign(new Error('ENOENT: no such file or directory, mkdir'), {
      code: 'ENOENT',
      syscall: 'mkdir',
    });
    expect(problemOf(writeProblem(error, '/disk')).code).toBe('sample-world.read-only');
    const absent = Object.assign(new Error('ENOENT: no such file or directory, open'), {
      code: 'ENOENT',
      syscall: 'open',
    });
    expect(writeProblem(absent, '/disk')).toBe(absent);
  });
});
