import Database from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { ProblemError } from '../../../shared/domain/problem.ts';
import { indexMigrations } from './schema.ts';

/** Bodies are tens of kilobytes: large pages keep their overflow chains short. */
const PAGE_BYTES = 16_384;
/** Indexing writes hundreds of megabytes: every 64 MB instead of 16 halves the time spent waiting for the disk. */
const CHECKPOINT_PAGES = 4000;
const BUSY_WAIT_MS = 10_000;

/**
 * Opens `index.sqlite`, makes it where it is absent (unless `readonly`) and brings it to the newest schema.
 * Throws ProblemError `index.newer` (written by a later version) or `index.damaged` (not a whole SQLite file).
 */
export function openIndex(file: string, options: { readonly?: boolean } = {}): Database.Database {
  let db: Database.Database | undefined;
  try {
    const isNew = !existsSync(file);
    db = new Database(file, { readonly: options.readonly ?? false, timeout: BUSY_WAIT_MS });
    const version = readVersion(db);
    if (version > indexMigrations.length) throw newer(file, version);
    if (options.readonly) return db;
    if (isNew) db.pragma(`page_size = ${PAGE_BYTES}`);
    db.pragma('journal_mode = WAL');
    // The index can be made again: a power cut may cost the last transaction, never the file.
    db.pragma('synchronous = NORMAL');
    db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    migrate(db, version);
    return db;
  } catch (error) {
    db?.close();
    if (isDamage(error)) throw damaged(file, error);
    throw error;
  }
}

const readVersion = (db: Database.Database): number => Number(db.pragma('user_version', { simple: true }));

function migrate(db: Database.Database, from: number): void {
  for (let version = from; version < indexMigrations.length; version++) {
    db.transaction(() => {
      // Another thread may have been first while this one waited for the lock.
      if (readVersion(db) > version) return;
      db.exec(indexMigrations[version]);
      db.pragma(`user_version = ${version + 1}`);
    }).immediate();
  }
}

const isDamage = (error: unknown): error is Error =>
  error instanceof Database.SqliteError && /^SQLITE_(NOTADB|CORRUPT)/.test(error.code);

const newer = (file: string, version: number) =>
  new ProblemError({
    code: 'index.newer',
    title: 'The index was written by a newer Foresight',
    whatHappened: `${file} has schema version ${version}; this Foresight knows up to ${indexMigrations.length}.`,
    whatWasKept: 'The index as it is, all tags, notes and runs, and the data sets.',
    whatToDo: 'Open the workspace with the newer Foresight, or set the index aside and index the data sets again.',
  });

const damaged = (file: string, cause: Error) =>
  new ProblemError(
    {
      code: 'index.damaged',
      title: 'The index is damaged',
      whatHappened: `${file} cannot be read: ${cause.message}.`,
      whatWasKept: 'All tags, notes and runs (they lie in other files) and the data sets.',
      whatToDo: 'Set the index aside and index the data sets again; nothing of your work is in it.',
    },
    { cause },
  );
