import Database from 'better-sqlite3';
import { existsSync, readdirSync, statSync } from 'node:fs';
import type { WorkspaceState } from '../../../shared/api/app.ts';
import type { Problem } from '../../../shared/domain/problem.ts';
import { REVIEW_APPLICATION_ID, reviewMigrations } from '../review/schema.ts';
import { RUNS_APPLICATION_ID, runsMigrations } from '../runs/schema.ts';
import type { WorkspacePaths } from '../workspace-folder.ts';
import { backupNames } from './backup-name.ts';
import * as problems from './opening-problems.ts';
import { judgeDatabase, type DatabaseKind, type FileVerdict } from './versioned-database.ts';

export const reviewKind: DatabaseKind = { applicationId: REVIEW_APPLICATION_ID, migrations: reviewMigrations };
export const runsKind: DatabaseKind = { applicationId: RUNS_APPLICATION_ID, migrations: runsMigrations };

type Choices = WorkspaceState['choices'];

/** Why a workspace cannot be opened for writing, and what the user may do. */
export interface Blocked {
  problem: Problem;
  choices: Choices;
}

/** Checks a file without changing it; null where there is none. */
export function judgeFile(file: string, kind: DatabaseKind, extent: 'whole' | 'head'): FileVerdict | null {
  if (!existsSync(file)) return null;
  if (statSync(file).size === 0) return { is: 'damaged', reason: 'the file has zero bytes' };
  let db: Database.Database;
  try {
    db = new Database(file, { fileMustExist: true });
  } catch (error) {
    if (error instanceof Database.SqliteError && /^SQLITE_(NOTADB|CORRUPT)/.test(error.code))
      return { is: 'damaged', reason: error.message };
    throw error;
  }
  try {
    return judgeDatabase(db, kind, extent);
  } finally {
    db.close();
  }
}

/** What stands in the way of opening `review.sqlite` for writing; null when nothing does. */
export function judgeReview(paths: WorkspacePaths): Blocked | null {
  const hasBackups = existsSync(paths.backups) && backupNames(readdirSync(paths.backups)).length > 0;
  const verdict = judgeFile(paths.review, reviewKind, 'whole');
  if (verdict === null)
    return hasBackups
      ? {
          problem: problems.reviewMissing(paths.review),
          choices: ['restore-backup', 'set-aside-and-start-new', 'look-again'],
        }
      : null;
  switch (verdict.is) {
    case 'whole':
      return null;
    case 'newer':
      return {
        problem: problems.newerFile(paths.review, verdict.version, reviewMigrations.length),
        choices: ['open-read-only', 'look-again'],
      };
    case 'foreign':
      return {
        problem: problems.foreignFile(paths.review, verdict.applicationId),
        choices: ['set-aside-and-start-new', 'look-again'],
      };
    case 'damaged':
      return {
        problem: problems.reviewDamaged(paths.review, verdict.reason),
        choices: [
          ...(hasBackups ? (['restore-backup'] as const) : []),
          'salvage',
          'set-aside-and-start-new',
          'look-again',
        ],
      };
  }
}
