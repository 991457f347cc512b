import { join } from 'node:path';

/** Where everything of a workspace lies. */
export interface WorkspacePaths {
  folder: string;
  /** The user's work. */
  review: string;
  /** What can be rebuilt from the data sets. */
  index: string;
  /** Runs, predictions, scores. */
  runs: string;
  /** Held by the instance that may write. */
  lock: string;
  backups: string;
  /** Files that were damaged or not ours; nothing is deleted. */
  setAside: string;
  cache: string;
  reports: string;
  models: string;
}

export const workspacePaths = (folder: string): WorkspacePaths => ({
  folder,
  review: join(folder, 'review.sqlite'),
  index: join(folder, 'index.sqlite'),
  runs: join(folder, 'runs.sqlite'),
  lock: join(folder, 'lock.sqlite'),
  backups: join(folder, 'backups'),
  setAside: join(folder, 'set-aside'),
  cache: join(folder, 'cache'),
  reports: join(folder, 'reports'),
  models: join(folder, 'models'),
});

/** A database file and the files that SQLite keeps beside it. */
export const databaseFiles = (file: string): string[] => [file, `${file}-wal`, `${file}-shm`, `${file}-journal`];

/** A moment as part of a file name: `2026-11-20T05-14-08-123Z`. */
export const timeInName = (ms: number): string => new Date(ms).toISOString().replaceAll(/[:.]/g, '-');
