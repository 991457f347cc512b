import { readdirSync, statSync, truncateSync, utimesSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backupIsDue } from '../../../src/main/workspace/daily-backup.ts';
import { KEPT_BACKUPS, listBackups } from '../../../src/main/workspace/safety/backup.ts';
import { nameOfBackup, timeOfBackup } from '../../../src/main/workspace/safety/backup-name.ts';
import { reviewKind } from '../../../src/main/workspace/safety/judge-files.ts';
import { clipTag, opened } from './fixture.ts';

const CLIP = 'nuscenes-1:a';
const HOUR = 3_600_000;

describe('backups', () => {
  it('are whole, made while edits go on, and bring back the state of their time', async () => {
    const workspace = await opened();
    const { review, backups } = workspace;
    for (let i = 0; i < 50; i++) await review.addTag(clipTag(CLIP));
    const made = backups.create();
    for (let i = 0; i < 50; i++) await review.addTag(clipTag(CLIP));
    const backup = await made;
    expect(backup).toMatchObject({
      verified: true,
      bytes: statSync(join(workspace.folder, 'backups', backup.name)).size,
    });
    // The first daily one may have been made meanwhile.
    expect(await backups.list()).toContainEqual(backup);
    expect(await workspace.recover('restore-backup', backup.name)).toMatchObject({
      status: 'open',
      problem: { code: 'workspace.restored' },
    });
    const { tags } = await review.clip(CLIP);
    expect(tags.length).toBeGreaterThanOrEqual(50);
    expect(await review.undo()).toMatchObject({ label: 'Tag collision.vru' });
    expect((await review.clip(CLIP)).tags).toHaveLength(tags.length - 1);
  });

  it('that are damaged are listed as not whole', async () => {
    const workspace = await opened();
    const [a, b] = [await workspace.backups.create(), await workspace.backups.create()];
    truncateSync(join(workspace.folder, 'backups', a.name), 9000);
    writeFileSync(join(workspace.folder, 'backups', 'notes.txt'), 'mine');
    expect((await workspace.backups.list()).map((one) => [one.name, one.verified])).toEqual([
      [b.name, true],
      [a.name, false],
    ]);
  });

  it(`are kept to the newest ${KEPT_BACKUPS}; files that are not ours stay`, async () => {
    const workspace = await opened();
    const folder = join(workspace.folder, 'backups');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'mine.sqlite'), 'x');
    for (let i = 0; i < KEPT_BACKUPS; i++)
      writeFileSync(join(folder, nameOfBackup(Date.now() - (i + 1) * HOUR, 'daily')), 'old');
    const { name } = await workspace.backups.create();
    const names = readdirSync(folder);
    expect(names).toHaveLength(KEPT_BACKUPS + 1);
    expect(names).toEqual(expect.arrayContaining([name, 'mine.sqlite']));
    expect(listBackups(folder, reviewKind).filter((one) => one.verified)).toHaveLength(1);
  });

  it('are made by themselves once a day when something changed', async () => {
    const first = await opened();
    await first.review.addTag(clipTag(CLIP));
    await first.close();
    const second = await opened(first.folder);
    await second.close();
    const [daily] = readdirSync(join(first.folder, 'backups'));
    expect(daily).toMatch(/-daily\.sqlite$/);
    utimesSync(join(first.folder, 'review.sqlite'), new Date(), new Date());
    await (await opened(first.folder)).close();
    expect(readdirSync(join(first.folder, 'backups'))).toEqual([daily]);
  });
});

describe('a backup is due', () => {
  const now = 100 * 24 * HOUR;
  it.each([
    ['not without work', null, now, false, false],
    ['when there is none', null, now, true, true],
    ['not within a day', now - 23 * HOUR, now, true, false],
    ['after a day', now - 24 * HOUR, now, true, true],
    ['not when nothing changed since', now - 240 * HOUR, now - 241 * HOUR, true, false],
  ])('%s', (_, newest, changed, hasWork, due) => expect(backupIsDue(now, newest, changed, hasWork)).toBe(due));
});

describe('the name of a backup', () => {
  it('says when it was made', () => {
    const ms = Date.UTC(2026, 10, 20, 5, 14, 8, 123);
    for (const reason of ['', 'daily', 'before-version-2']) expect(timeOfBackup(nameOfBackup(ms, reason))).toBe(ms);
  });
  it.each([
    '../review.sqlite',
    'review.sqlite',
    'review-2026-11-20T05-14-08-123Z.sqlite.partial',
    'x/review-2026-11-20T05-14-08-123Z.sqlite',
  ])('%s is none', (name) => expect(timeOfBackup(name)).toBeNull());
});
