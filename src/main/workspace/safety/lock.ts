import Database from 'better-sqlite3';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';

const holderSchema = z.object({ pid: z.number(), host: z.string(), sinceMs: z.number() });

export type LockAttempt =
  | { got: 'lock'; release(): void }
  /** Another process, or another window of this one, has the workspace open. `holder` says who, where that can be told. */
  | { got: 'taken'; holder: string }
  | { got: 'no-access'; code: string; message: string };

/**
 * Takes the workspace for writing. The lock is an exclusive SQLite transaction that is never written: the system drops it
 * with the process, however that ends, so a lock is never left behind.
 */
export function takeLock(file: string): LockAttempt {
  const about = `${file}.json`;
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { timeout: 0 });
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db?.close();
    if (!(error instanceof Database.SqliteError)) throw error;
    if (/^SQLITE_(BUSY|LOCKED)/.test(error.code)) return { got: 'taken', holder: readHolder(about) };
    if (/^SQLITE_(NOTADB|CORRUPT)/.test(error.code)) {
      // Nothing is ever stored in it.
      rmSync(file);
      return takeLock(file);
    }
    return { got: 'no-access', code: error.code, message: error.message };
  }
  const held = db;
  try {
    writeFileSync(about, JSON.stringify({ pid: process.pid, host: hostname(), sinceMs: Date.now() }));
  } catch {
    // Only told to people; the lock itself holds.
  }
  return {
    got: 'lock',
    release: () => {
      rmSync(about, { force: true });
      held.close();
    },
  };
}

function readHolder(file: string): string {
  try {
    const { pid, host, sinceMs } = holderSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return `process ${pid} on ${host}, since ${new Date(sinceMs).toISOString()}`;
  } catch {
    return 'another window or program';
  }
}
