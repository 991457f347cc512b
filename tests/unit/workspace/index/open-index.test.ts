import Database from 'better-sqlite3';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openIndex } from '../../../../src/main/workspace/index/open-index.ts';
import { indexMigrations } from '../../../../src/main/workspace/index/schema.ts';

const folder = mkdtempSync(join(tmpdir(), 'foresight-index-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('makes the newest schema, and finds it again', () => {
  const file = join(folder, 'new.sqlite');
  openIndex(file).close();
  const db = openIndex(file, { readonly: true });
  expect(db.pragma('user_version', { simple: true })).toBe(indexMigrations.length);
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(() => db.exec('DELETE FROM clip')).toThrow(/readonly/);
  db.close();
});

it('refuses one of a later version and leaves it as it is', () => {
  const file = join(folder, 'later.sqlite');
  const later = new Database(file);
  later.pragma(`user_version = ${indexMigrations.length + 1}`);
  later.close();
  expect(() => openIndex(file)).toThrowError(
    expect.objectContaining({ problem: expect.objectContaining({ code: 'index.newer' }) as unknown }),
  );
  const db = new Database(file);
  expect(db.prepare('SELECT count(*) FROM sqlite_master').pluck().get()).toBe(0);
  db.close();
});

it('names a damaged one', () => {
  const file = join(folder, 'damaged.sqlite');
  writeFileSync(file, 'this is no database'.repeat(100));
  expect(() => openIndex(file)).toThrowError(
    expect.objectContaining({ problem: expect.objectContaining({ code: 'index.damaged' }) as unknown }),
  );
});
