import Database from 'better-sqlite3';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openIndex } from '../index/open-index.ts';
import { workspacePaths } from '../workspace-folder.ts';
import { reviewKind, runsKind } from './judge-files.ts';
import { fillReview } from './open-files.ts';
import { createDatabase } from './versioned-database.ts';

/** A workspace open for reading: `db` has the index as main, and `review` and `runs` attached. */
export interface Readable {
  folder: string;
  db: Database.Database;
  close(): void;
}

/**
 * Opens the databases of a workspace for reading. In a folder that cannot be written SQLite cannot read files in WAL mode:
 * they are copied to a private folder then, and read there. What is absent is read as empty.
 */
export function openReadable(folder: string): Readable {
  const paths = workspacePaths(folder);
  let copies: string | null = null;
  const copyFolder = () => (copies ??= mkdtempSync(join(tmpdir(), 'foresight-')));
  const readablePath = (file: string, name: string, makeEmpty: (file: string) => void): string => {
    if (existsSync(file) && canRead(file)) return file;
    const copy = join(copyFolder(), name);
    if (existsSync(file))
      for (const suffix of ['', '-wal']) if (existsSync(file + suffix)) copyFileSync(file + suffix, copy + suffix);
    if (!existsSync(copy)) makeEmpty(copy);
    return copy;
  };
  const removeCopies = () => {
    if (copies) rmSync(copies, { recursive: true, force: true });
  };
  let db: Database.Database | null = null;
  try {
    const index = readablePath(paths.index, 'index.sqlite', (file) => openIndex(file).close());
    const review = readablePath(paths.review, 'review.sqlite', (file) => createDatabase(file, reviewKind, fillReview));
    const runs = readablePath(paths.runs, 'runs.sqlite', (file) => createDatabase(file, runsKind, () => undefined));
    const opened = (db = openIndex(index, { readonly: true }));
    opened.pragma('busy_timeout = 5000');
    opened.pragma('cache_size = -65536');
    opened.prepare<[string]>('ATTACH ? AS review').run(review);
    opened.prepare<[string]>('ATTACH ? AS runs').run(runs);
    return {
      folder,
      db: opened,
      close: () => {
        opened.close();
        removeCopies();
      },
    };
  } catch (error) {
    db?.close();
    removeCopies();
    throw error;
  }
}

function canRead(file: string): boolean {
  let db: Database.Database | null = null;
  try {
    db = new Database(file, { readonly: true, timeout: 5000 });
    db.prepare('SELECT count(*) FROM sqlite_master').get();
    return true;
  } catch (error) {
    if (error instanceof Database.SqliteError && /^SQLITE_(CANTOPEN|READONLY)/.test(error.code)) return false;
    throw error;
  } finally {
    db?.close();
  }
}
