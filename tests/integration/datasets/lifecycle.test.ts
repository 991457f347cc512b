import { spawn } from 'node:child_process';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { indexDataset } from '../../../src/main/jobs/index-dataset.ts';
import { indexProblem } from '../../../src/main/jobs/index-problems.ts';
import type { JobProgress } from '../../../src/main/jobs/job-context.ts';
import { removeDatasetFromIndex } from '../../../src/main/workspace/index/clip-writer.ts';
import { readClipDetail } from '../../../src/main/workspace/index/clip-reader.ts';
import { readDatasetEntry } from '../../../src/main/workspace/index/dataset-entry.ts';
import { writeNuscenesTables } from '../../nuscenes-tables.ts';
import { clipIds, indexRoot, openTestIndex, rewriteText, temporaryFolder } from './fixture.ts';

const manyScenes = { scenes: 80, samplesPerScene: 4, objectsPerScene: 3 } as const;
const count = (db: ReturnType<typeof openTestIndex>, table: string) =>
  db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get();

/** Tells whether tables were read at all. */
function watchProgress() {
  const seen: JobProgress[] = [];
  return { seen, progress: (progress: JobProgress) => void seen.push(progress) };
}

describe('indexing again', () => {
  it('an unchanged root reads no table', async () => {
    const root = temporaryFolder();
    writeNuscenesTables({ dir: root, scenes: 3, sweeps: true });
    const { db, counts } = await indexRoot(root);
    const before = readDatasetEntry(db, 'd1');
    const { seen, progress } = watchProgress();
    expect((await indexRoot(root, { db, progress })).counts).toEqual(counts);
    expect(seen).toEqual([]);
    expect(readDatasetEntry(db, 'd1')).toEqual(before);
  });

  it('a root that moved reads no table', async () => {
    const root = temporaryFolder();
    const moved = join(temporaryFolder(), 'moved');
    writeNuscenesTables({ dir: root, scenes: 1, pictures: { widthPx: 32, heightPx: 18 } });
    const { db, counts } = await indexRoot(root);
    renameSync(root, moved);
    const { seen, progress } = watchProgress();
    expect((await indexRoot(moved, { db, progress })).counts).toEqual(counts);
    expect(seen).toEqual([]);
  });

  it('sees pictures that came and tables that changed; clip ids stay', async () => {
    const root = temporaryFolder();
    writeNuscenesTables({ dir: root, scenes: 2, samplesPerScene: 4 });
    const { db, counts } = await indexRoot(root);
    const ids = clipIds(db);
    expect(counts.absentImages).toBe(counts.images);
    writeNuscenesTables({ dir: root, scenes: 2, samplesPerScene: 4, pictures: { widthPx: 32, heightPx: 18 } });
    expect((await indexRoot(root, { db })).counts.absentImages).toBe(0);
    rewriteText(root, 'scene', (text) => text.replace('"scene-0001"', '"scene-9001"'));
    await indexRoot(root, { db });
    expect(clipIds(db).sort()).toEqual(ids.sort());
    expect(ids.map((id) => readClipDetail(db, id)?.name)).toContain('scene-9001');
    expect([count(db, 'clip'), count(db, 'clip_text'), count(db, 'staged_clip')]).toEqual([2, 2, 0]);
    expect(count(db, 'clip_part')).toBe(
      db.prepare('SELECT count(*) FROM clip_part WHERE clip_key IN (SELECT clip_key FROM clip)').pluck().get(),
    );
  });

  it('two data sets live side by side, and one can be taken out', async () => {
    const roots = [temporaryFolder(), temporaryFolder()];
    roots.forEach((root, i) => writeNuscenesTables({ dir: root, scenes: 2 + i, samplesPerScene: 4, seed: i + 1 }));
    const { db } = await indexRoot(roots[0]);
    await indexRootAs(roots[1], 'd2', db);
    expect(count(db, 'clip')).toBe(5);
    removeDatasetFromIndex(db, 'd1');
    expect([count(db, 'clip'), count(db, 'clip_text')]).toEqual([3, 3]);
    expect(clipIds(db).every((id) => id.startsWith('d2:'))).toBe(true);
  });
});

async function indexRootAs(root: string, datasetId: string, db: ReturnType<typeof openTestIndex>): Promise<void> {
  await indexDataset(
    { datasetId, kind: 'nuscenes', version: 'v1.0-mini', rootPath: root, indexFile: db.name },
    { signal: new AbortController().signal, progress: () => undefined, failure: () => undefined },
  );
}

describe('indexing that was cut off', () => {
  it('shows nothing of a new data set, goes on where it stopped, and ends as if uncut', async () => {
    const root = temporaryFolder();
    writeNuscenesTables({ dir: root, ...manyScenes });
    const whole = (await indexRoot(root)).counts;
    const db = openTestIndex(join(temporaryFolder(), 'index.sqlite'));
    const abort = new AbortController();
    const stopAt = (progress: JobProgress) => {
      if (progress.unit === 'clips' && progress.done >= 50) abort.abort();
    };
    await expect(indexRoot(root, { db, signal: abort.signal, progress: stopAt })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect([count(db, 'clip'), count(db, 'staged_clip')]).toEqual([0, 50]);
    expect(readDatasetEntry(db, 'd1')?.counts).toBeNull();
    const staged = db.prepare('SELECT clip_key FROM staged_clip ORDER BY clip_key').pluck().all();
    expect((await indexRoot(root, { db })).counts).toEqual(whole);
    expect(db.prepare('SELECT clip_key FROM clip ORDER BY clip_key').pluck().all().slice(0, 50)).toEqual(staged);
    expect([count(db, 'clip'), count(db, 'staged_clip')]).toEqual([80, 0]);
  });

  it('keeps the former state of one indexed before, and drops what was set aside when the root changed again', async () => {
    const root = temporaryFolder();
    writeNuscenesTables({ dir: root, ...manyScenes });
    const { db } = await indexRoot(root);
    rewriteText(root, 'scene', (text) => text.replaceAll('"scene-', '"drive-'));
    const abort = new AbortController();
    const stopAt = (progress: JobProgress) => progress.unit === 'clips' && abort.abort();
    await expect(indexRoot(root, { db, signal: abort.signal, progress: stopAt })).rejects.toThrow();
    expect(db.prepare("SELECT count(*) FROM clip WHERE name LIKE 'scene-%'").pluck().get()).toBe(80);
    expect(count(db, 'staged_clip')).toBe(10);
    rewriteText(root, 'scene', (text) => text.replaceAll('"drive-', '"trip-'));
    await indexRoot(root, { db });
    expect(db.prepare("SELECT count(*) FROM clip WHERE name LIKE 'trip-%'").pluck().get()).toBe(80);
    expect(count(db, 'clip_part')).toBe(
      db.prepare('SELECT count(*) FROM clip_part WHERE clip_key IN (SELECT clip_key FROM clip)').pluck().get(),
    );
  });

  it('by cancelling, while a big table is read, within a second', async () => {
    const root = temporaryFolder();
    writeNuscenesTables({ dir: root, scenes: 40, sweeps: true });
    const abort = new AbortController();
    const indexing = indexDataset(
      {
        datasetId: 'd1',
        kind: 'nuscenes',
        version: 'v1.0-mini',
        rootPath: root,
        indexFile: join(temporaryFolder(), 'index.sqlite'),
      },
      {
        signal: abort.signal,
        failure: () => undefined,
        progress: ({ current }) => {
          if (current === 'sample_data.json') abort.abort();
        },
      },
    );
    await expect(indexing).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('by kill -9 at any time: the index opens, shows all or nothing, and is finished by the next run', async () => {
    const root = temporaryFolder();
    writeNuscenesTables({ dir: root, ...manyScenes });
    const whole = (await indexRoot(root)).counts;
    const indexFile = join(temporaryFolder(), 'index.sqlite');
    const script = join(import.meta.dirname, '../../../bench/index/index-once.ts');
    let killed = 0;
    for (let i = 0; i < 8; i++) {
      const child = spawn(process.execPath, [script, root, 'v1.0-mini', indexFile], { stdio: 'ignore' });
      const ended = new Promise((resolve) => child.once('exit', resolve));
      await pause(300 + i * 150);
      if (child.kill('SIGKILL')) killed++;
      await ended;
      const db = openTestIndex(indexFile);
      expect([0, 80]).toContain(count(db, 'clip'));
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
      db.close();
    }
    expect(killed).toBeGreaterThan(0);
    const db = openTestIndex(indexFile);
    const done = await indexRootAs(root, 'bench', db).then(() => readDatasetEntry(db, 'bench'));
    expect(done?.counts).toEqual(whole);
  });
});

describe('an index file that cannot be written', () => {
  it('because the disk is full is told as that, and keeps what it showed', async () => {
    const root = temporaryFolder();
    writeNuscenesTables({ dir: root, ...manyScenes });
    const { db } = await indexRoot(root);
    rewriteText(root, 'scene', (text) => text.replaceAll('"scene-', '"drive-'));
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true })) + 1}`);
    const error: unknown = await indexRoot(root, { db }).catch((thrown: unknown) => thrown);
    expect(indexProblem(db.name, error)).toMatchObject({ problem: { code: 'index.disk-full' } });
    expect(db.prepare("SELECT count(*) FROM clip WHERE name LIKE 'scene-%'").pluck().get()).toBe(80);
  });

  it('because it cannot be opened is told as that', async () => {
    const root = temporaryFolder();
    writeNuscenesTables({ dir: root, scenes: 1, samplesPerScene: 4 });
    const input = {
      datasetId: 'd1',
      kind: 'nuscenes' as const,
      version: 'v1.0-mini',
      rootPath: root,
      indexFile: temporaryFolder(),
    };
    const quiet = { signal: new AbortController().signal, progress: () => undefined, failure: () => undefined };
    await expect(indexDataset(input, quiet)).rejects.toMatchObject({ problem: { code: 'index.read-only' } });
  });

  it('a damaged index is told as one', async () => {
    const file = join(temporaryFolder(), 'index.sqlite');
    writeFileSync(file, Buffer.alloc(10_000, 'x'));
    const root = temporaryFolder();
    writeNuscenesTables({ dir: root, scenes: 1, samplesPerScene: 4 });
    const input = { datasetId: 'd1', kind: 'nuscenes' as const, version: 'v1.0-mini', rootPath: root, indexFile: file };
    await expect(
      indexDataset(input, {
        signal: new AbortController().signal,
        progress: () => undefined,
        failure: () => undefined,
      }),
    ).rejects.toMatchObject({ problem: { code: 'index.damaged' } });
    rmSync(file);
  });
});
