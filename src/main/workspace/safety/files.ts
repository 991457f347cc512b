import { closeSync, copyFileSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { databaseFiles, timeInName } from '../workspace-folder.ts';

/** Renames within one disk, durable when it returns. */
export function replaceFile(from: string, to: string): void {
  syncPath(from);
  renameSync(from, to);
  syncPath(dirname(to));
}

/** Copies a file to a place where none is, complete and durable or not at all. */
export function copyDurably(from: string, to: string): void {
  const partial = `${to}.copy`;
  copyFileSync(from, partial);
  replaceFile(partial, to);
}

/**
 * Moves a database and the files beside it into `folder` under a name with the time: nothing is deleted.
 * Returns the new path of the database file.
 */
export function setAside(file: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const name = `${basename(file, '.sqlite')}-${timeInName(Date.now())}.sqlite`;
  databaseFiles(file).forEach((from, i) => {
    if (existsSync(from)) renameSync(from, databaseFiles(join(folder, name))[i]);
  });
  syncPath(dirname(file));
  return join(folder, name);
}

function syncPath(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } catch (error) {
    // Some systems cannot sync a folder; the rename is atomic all the same.
    if (!(error instanceof Error && 'code' in error && (error.code === 'EINVAL' || error.code === 'EPERM')))
      throw error;
  } finally {
    closeSync(handle);
  }
}
