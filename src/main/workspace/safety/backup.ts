import Database from 'better-sqlite3';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ProblemError } from '../../../shared/domain/problem.ts';
import type { Backup } from '../workspace.ts';
import { backupNames, nameOfBackup, timeOfBackup } from './backup-name.ts';
import { replaceFile } from './files.ts';
import { judgeDatabase, type DatabaseKind } from './versioned-database.ts';

export const KEPT_BACKUPS = 10;

/**
 * Copies a review database by VACUUM INTO (edits may go on meanwhile), opens the copy and checks every page of it, and
 * only then gives it its name. Keeps the newest ten. Throws a ProblemError when the copy is not whole.
 */
export function backUp(file: string, folder: string, kind: DatabaseKind, reason = ''): Backup {
  mkdirSync(folder, { recursive: true });
  const nowMs = Date.now();
  const name = nameOfBackup(nowMs, reason);
  const partial = join(folder, `${name}.partial`);
  try {
    const source = new Database(file, { readonly: true, fileMustExist: true, timeout: 5000 });
    try {
      source.prepare<[string]>('VACUUM INTO ?').run(partial);
    } finally {
      source.close();
    }
    const fault = faultOf(partial, kind);
    if (fault) throw notWhole(name, fault);
    replaceFile(partial, join(folder, name));
  } finally {
    for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${partial}${suffix}`, { force: true });
  }
  prune(folder);
  return { name, createdUs: nowMs * 1000, bytes: statSync(join(folder, name)).size, verified: true };
}

/** Backups in a folder, newest first, each opened and checked now. */
export function listBackups(folder: string, kind: DatabaseKind): Backup[] {
  return namesIn(folder).map((name) => {
    const path = join(folder, name);
    return {
      name,
      createdUs: timeOfBackup(name)! * 1000,
      bytes: statSync(path).size,
      verified: faultOf(path, kind) === null,
    };
  });
}

function namesIn(folder: string): string[] {
  try {
    return backupNames(readdirSync(folder));
  } catch {
    return [];
  }
}

function prune(folder: string): void {
  for (const name of namesIn(folder).slice(KEPT_BACKUPS)) rmSync(join(folder, name), { force: true });
}

/** What is wrong with a backup file; null when it is whole. Older versions are whole: they are migrated when restored. */
export function faultOf(path: string, kind: DatabaseKind): string | null {
  try {
    const db = new Database(path, { readonly: true, fileMustExist: true });
    try {
      const verdict = judgeDatabase(db, kind);
      if (verdict.is === 'damaged') return verdict.reason;
      return verdict.is === 'whole' ? null : `it is ${verdict.is}`;
    } finally {
      db.close();
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const notWhole = (name: string, fault: string) =>
  new ProblemError({
    code: 'workspace.backup-failed',
    title: 'The backup is not whole',
    whatHappened: `${name} was written and checked: ${fault}. It was removed.`,
    whatWasKept: 'All your work and all earlier backups.',
    whatToDo: 'Look whether the disk has room and is sound, then back up again.',
  });
