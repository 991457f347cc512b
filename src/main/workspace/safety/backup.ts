import Database from 'better-sqlite3';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ProblemError } from '../../../shared/domain/problem.ts';
import type { Backup } from '../workspace.ts';
import { timeInName } from '../workspace-folder.ts';
import { replaceFile } from './files.ts';
import { judgeDatabase, type DatabaseKind } from './versioned-database.ts';

export const KEPT_BACKUPS = 10;

const NAME = /^review-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z(-[a-z0-9-]+)?\.sqlite$/;

/** When a backup was made, from its name; null for a file that is no backup of ours. */
export function timeOfBackup(name: string): number | null {
  const [, day, h, m, s, ms] = NAME.exec(name) ?? [];
  return day === undefined ? null : Date.parse(`${day}T${h}:${m}:${s}.${ms}Z`);
}

/**
 * Copies a review database by VACUUM INTO (edits may go on meanwhile), opens the copy and checks every page of it, and
 * only then gives it its name. Keeps the newest ten. Throws a ProblemError when the copy is not whole.
 */
export function backUp(file: string, folder: string, kind: DatabaseKind, reason = ''): Backup {
  mkdirSync(folder, { recursive: true });
  const nowMs = Date.now();
  const name = `review-${timeInName(nowMs)}${reason && `-${reason}`}.sqlite`;
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

/** Time of the newest backup, ms; null where there is none. */
export const newestBackupMs = (folder: string): number | null => {
  const [name] = namesIn(folder);
  return name === undefined ? null : timeOfBackup(name);
};

function namesIn(folder: string): string[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .filter((name) => timeOfBackup(name) !== null)
    .sort()
    .reverse();
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
