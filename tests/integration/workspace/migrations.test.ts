import Database from 'better-sqlite3';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reviewKind, runsKind } from '../../../src/main/workspace/safety/judge-files.ts';
import { openForWriting } from '../../../src/main/workspace/safety/open-files.ts';
import {
  createDatabase,
  judgeDatabase,
  migrate,
  type DatabaseKind,
} from '../../../src/main/workspace/safety/versioned-database.ts';
import { workspacePaths } from '../../../src/main/workspace/workspace-folder.ts';
import { openReviewStore } from '../../../src/main/workspace/review/review-store.ts';
import { clipTag, temporaryFolder } from './fixture.ts';

const schemaOf = (db: Database.Database) =>
  db.prepare<[], { name: string; sql: string | null }>('SELECT name, sql FROM sqlite_master ORDER BY name').all();

const kinds: [string, DatabaseKind][] = [
  ['review.sqlite', reviewKind],
  ['runs.sqlite', runsKind],
];

describe.each(kinds)('migrations of %s', (_, kind) => {
  it.each(kind.migrations.map((__, version) => version))('from version %i give the schema of a new one', (version) => {
    const fresh = new Database(':memory:');
    migrate(fresh, kind);
    const old = new Database(':memory:');
    migrate(old, { ...kind, migrations: kind.migrations.slice(0, version) });
    migrate(old, kind);
    expect(schemaOf(old)).toEqual(schemaOf(fresh));
    expect(old.pragma('user_version', { simple: true })).toBe(kind.migrations.length);
  });

  it('are known by name and version', () => {
    const file = join(temporaryFolder(), 'a.sqlite');
    createDatabase(file, kind, () => undefined);
    const db = new Database(file);
    expect(judgeDatabase(db, kind)).toEqual({ is: 'whole', version: kind.migrations.length });
    expect(judgeDatabase(db, { ...kind, applicationId: 7 })).toEqual({
      is: 'foreign',
      applicationId: kind.applicationId,
    });
    expect(judgeDatabase(db, { ...kind, migrations: [] })).toEqual({ is: 'newer', version: kind.migrations.length });
    db.close();
  });
});

describe('a migration of the next version', () => {
  const next = (sql: string) => ({
    kinds: { review: { ...reviewKind, migrations: [...reviewKind.migrations, sql] }, runs: runsKind },
  });
  const withOneTag = () => {
    const paths = workspacePaths(temporaryFolder());
    const files = openForWriting(paths);
    if ('problem' in files) throw new Error('blocked');
    openReviewStore(files.review).addTag(clipTag('nuscenes-1:a'));
    files.review.close();
    files.runs.close();
    return paths;
  };

  it('keeps what is there, after a backup of it as it was', () => {
    const paths = withOneTag();
    const files = openForWriting(paths, next("ALTER TABLE tag ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'"));
    if ('problem' in files) throw new Error('blocked');
    expect(files.review.prepare('SELECT clip_id, colour FROM tag').all()).toEqual([
      { clip_id: 'nuscenes-1:a', colour: 'red' },
    ]);
    const [backup] = readdirSync(paths.backups);
    expect(backup).toContain(`before-version-${reviewKind.migrations.length + 1}`);
    const old = new Database(join(paths.backups, backup));
    expect(judgeDatabase(old, reviewKind)).toMatchObject({ is: 'whole', version: reviewKind.migrations.length });
    expect(old.prepare('SELECT count(*) AS n FROM tag').get()).toEqual({ n: 1 });
    for (const db of [old, files.review, files.runs]) db.close();
  });

  it('that fails changes nothing', () => {
    const paths = withOneTag();
    expect(() =>
      openForWriting(paths, next('ALTER TABLE tag ADD COLUMN colour TEXT; SELECT no_such_column FROM tag')),
    ).toThrow('no_such_column');
    const files = openForWriting(paths);
    if ('problem' in files) throw new Error('blocked');
    expect(files.review.pragma('user_version', { simple: true })).toBe(reviewKind.migrations.length);
    expect(files.review.prepare('SELECT count(*) AS n FROM tag').get()).toEqual({ n: 1 });
    files.review.close();
    files.runs.close();
  });
});
