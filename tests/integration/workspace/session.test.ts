import Database from 'better-sqlite3';
import { execFileSync } from 'node:child_process';
import { openSync, readFileSync, truncateSync, writeSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { describe, expect, it, vi } from 'vitest';
import { problemOf } from '../../../src/shared/domain/problem.ts';
import { clipTag, opened, temporaryFolder, withClips } from './fixture.ts';

const CLIP = 'nuscenes-1:a';

describe('a workspace with a damaged review database', () => {
  it('is blocked for every call until the user chose; then all is told and goes on', async () => {
    const before = await opened();
    await before.review.addTag(clipTag(CLIP));
    const backup = await before.backups.create();
    await before.close();
    truncateSync(join(before.folder, 'review.sqlite'), 3000);

    const workspace = await opened(before.folder);
    expect(workspace.state()).toMatchObject({ status: 'blocked', problem: { code: 'workspace.damaged' } });
    for (const call of [
      workspace.review.tagTypes(),
      workspace.review.addTag(clipTag(CLIP)),
      workspace.library.facets({}),
      workspace.datasets.list(),
      workspace.runs.list(),
      workspace.backups.create(),
    ])
      await expect(call).rejects.toMatchObject({ problem: { code: 'workspace.damaged' } });
    expect((await workspace.backups.list()).map((one) => one.name)).toContain(backup.name);

    const heard: string[] = [];
    workspace.onChange((change) => heard.push(change.type));
    expect(await workspace.recover('restore-backup', backup.name)).toMatchObject({
      status: 'open',
      problem: { code: 'workspace.restored' },
    });
    await vi.waitFor(() => expect(heard).toEqual(['workspace', 'datasets', 'runs', 'review']));
    expect((await workspace.review.clip(CLIP)).tags).toHaveLength(1);
  });

  it('damaged while it is open is found at the first call that meets it', async () => {
    const workspace = await opened();
    for (let i = 0; i < 300; i++) await workspace.review.addTag(clipTag(CLIP, { note: 'n'.repeat(400) }));
    await workspace.close();
    const again = await opened(workspace.folder);
    const file = join(workspace.folder, 'review.sqlite');
    const { length } = readFileSync(file);
    const handle = openSync(file, 'r+');
    writeSync(handle, Buffer.alloc(length - 8192, 0xa5), 0, length - 8192, 8192);
    closeSync(handle);
    await expect(again.review.clip(CLIP)).rejects.toMatchObject({ problem: { code: 'workspace.damaged' } });
    await vi.waitFor(
      () =>
        expect(again.state()).toMatchObject({
          status: 'blocked',
          choices: expect.arrayContaining(['salvage']) as string[],
        }),
      10_000,
    );
  });
});

describe('a workspace written by a newer version', () => {
  it('is blocked, can be read by choice, and is not changed', async () => {
    const before = await opened();
    await before.review.addTag(clipTag(CLIP));
    await before.close();
    const file = join(before.folder, 'review.sqlite');
    const db = new Database(file);
    db.pragma('user_version = 99');
    db.close();
    const bytes = readFileSync(file);

    const workspace = await opened(before.folder);
    expect(workspace.state()).toMatchObject({
      status: 'blocked',
      problem: { code: 'workspace.newer', whatHappened: expect.stringContaining('version 99') as string },
      choices: ['open-read-only', 'look-again'],
    });
    expect(await workspace.recover('open-read-only')).toMatchObject({ status: 'read-only' });
    expect((await workspace.review.clip(CLIP)).tags).toHaveLength(1);
    await expect(workspace.review.undo()).rejects.toMatchObject({ problem: { code: 'workspace.read-only' } });
    expect((await workspace.recover('look-again')).status).toBe('blocked');
    await workspace.close();
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });
});

describe('the threads of a workspace', () => {
  it.each([0, 1])('are started again when one ends by itself (%i); what was saved is there', async (which) => {
    const started: Worker[] = [];
    const note = (worker: Worker) => void started.push(worker);
    process.on('worker', note);
    const workspace = await opened();
    process.off('worker', note);
    await workspace.review.addTag(clipTag(CLIP));
    const [died, inFlight] = await Promise.allSettled([
      started[which].terminate(),
      which === 0 ? workspace.review.addTag(clipTag(CLIP)) : workspace.review.clip(CLIP),
    ]);
    expect(died.status).toBe('fulfilled');
    if (inFlight.status === 'rejected') expect(problemOf(inFlight.reason).code).toBe('workspace.interrupted');
    await vi.waitFor(() => expect(workspace.state().status).toBe('open'), 20_000);
    expect((await workspace.review.clip(CLIP)).tags.length).toBeGreaterThanOrEqual(1);
    await workspace.review.addTag(clipTag(CLIP));
  });

  it('refuse calls with words when they are closed', async () => {
    const workspace = await opened();
    await workspace.close();
    await expect(workspace.review.tagTypes()).rejects.toMatchObject({ problem: { code: 'workspace.closed' } });
    await workspace.close();
  });

  it('keep SQLite out of the host: it is not even loaded there', () => {
    const script = fileURLToPath(new URL('./processes/host-modules.ts', import.meta.url));
    const args = [script, join(temporaryFolder(), 'workspace')];
    expect(execFileSync(process.execPath, args, { encoding: 'utf8' }).trim()).toBe('open 0');
  });

  it('show an edit in the next query of the one who made it', async () => {
    const workspace = await opened();
    const datasetId = await withClips(workspace, [{ token: 'a', name: 'scene-1' }]);
    await workspace.library.facets({});
    for (let i = 0; i < 20; i++) {
      await workspace.review.setReviewed(`${datasetId}:a`, i % 2 === 0);
      expect((await workspace.library.progress({})).reviewed).toBe(i % 2 === 0 ? 1 : 0);
    }
  });
});

describe('a folder that cannot be a workspace', () => {
  it.each([
    ['under a file', () => join(process.execPath, 'workspace')],
    ['with a name that is too long', () => join(temporaryFolder(), 'x'.repeat(300))],
  ])('%s is told', async (_, folder) => {
    const workspace = await opened(folder());
    expect(workspace.state()).toMatchObject({ status: 'blocked', choices: ['look-again'] });
    expect(workspace.state().problem?.code).not.toBe('internal');
  });
});
