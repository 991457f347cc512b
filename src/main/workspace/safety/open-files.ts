import Database from 'better-sqlite3';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import type { WorkspaceState } from '../../../shared/api/app.ts';
import { ProblemError, problemOf, type Problem } from '../../../shared/domain/problem.ts';
import { openIndex } from '../index/open-index.ts';
import { REVIEW_APPLICATION_ID, reviewMigrations } from '../review/schema.ts';
import { builtInTagTypes } from '../review/taxonomy.ts';
import { prepareRowWriter } from '../review/row-change.ts';
import { tagTypeRowOf } from '../review/rows.ts';
import { RUNS_APPLICATION_ID, runsMigrations } from '../runs/schema.ts';
import { databaseFiles, type WorkspacePaths } from '../workspace-folder.ts';
import { backUp } from './backup.ts';
import { replaceFile, setAside } from './files.ts';
import * as problems from './opening-problems.ts';
import {
  createDatabase,
  judgeDatabase,
  migrate,
  prepareForWriting,
  type DatabaseKind,
  type FileVerdict,
} from './versioned-database.ts';

export const reviewKind: DatabaseKind = { applicationId: REVIEW_APPLICATION_ID, migrations: reviewMigrations };
export const runsKind: DatabaseKind = { applicationId: RUNS_APPLICATION_ID, migrations: runsMigrations };

type Choices = WorkspaceState['choices'];

/** Why a workspace cannot be opened for writing, and what the user may do. */
export interface Blocked {
  problem: Problem;
  choices: Choices;
}

/** Databases that are open for writing, and what the user should know about how they were opened. */
export interface OpenFiles {
  review: Database.Database;
  runs: Database.Database;
  notes: Problem[];
}

/** Checks a file without changing it; null where there is none. */
export function judgeFile(file: string, kind: DatabaseKind): FileVerdict | null {
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
    return judgeDatabase(db, kind);
  } finally {
    db.close();
  }
}

/** What stands in the way of opening `review.sqlite` for writing; null when nothing does. */
export function judgeReview(paths: WorkspacePaths): Blocked | null {
  const hasBackups = existsSync(paths.backups) && readdirSync(paths.backups).some((name) => name.endsWith('.sqlite'));
  const verdict = judgeFile(paths.review, reviewKind);
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

/** Opens (and makes, and migrates) the databases of a workspace whose `review.sqlite` was found whole or absent. */
export function openForWriting(
  paths: WorkspacePaths,
  kinds = { review: reviewKind, runs: runsKind },
): OpenFiles | Blocked {
  for (const folder of [paths.backups, paths.cache, paths.reports, paths.models])
    mkdirSync(folder, { recursive: true });
  const notes: Problem[] = [];
  const runsVerdict = judgeFile(paths.runs, kinds.runs);
  if (runsVerdict?.is === 'newer')
    return {
      problem: problems.newerFile(paths.runs, runsVerdict.version, kinds.runs.migrations.length),
      choices: ['open-read-only', 'look-again'],
    };
  if (runsVerdict && runsVerdict.is !== 'whole') {
    const reason = runsVerdict.is === 'damaged' ? runsVerdict.reason : 'it belongs to another program';
    notes.push(problems.runsSetAside(paths.runs, reason, setAside(paths.runs, paths.setAside)));
  }
  const indexNote = repairIndex(paths);
  if (indexNote) notes.push(indexNote);

  if (!existsSync(paths.review)) makeFresh(paths.review, kinds.review, fillReview);
  if (!existsSync(paths.runs)) makeFresh(paths.runs, kinds.runs, () => undefined);
  return {
    review: openWritable(paths.review, kinds.review, paths.backups),
    runs: openWritable(paths.runs, kinds.runs, null),
    notes,
  };
}

/** Under its own name only when complete: a process that is killed in between leaves no half-made file there. */
function makeFresh(file: string, kind: DatabaseKind, fill: (db: Database.Database) => void): void {
  const partial = `${file}.new`;
  for (const path of databaseFiles(partial)) rmSync(path, { force: true });
  createDatabase(partial, kind, fill);
  replaceFile(partial, file);
}

/** A review database as a new workspace has it. */
export const makeFreshReview = (file: string): void => makeFresh(file, reviewKind, fillReview);

/** First rows of a new review database. */
export function fillReview(db: Database.Database): void {
  const write = prepareRowWriter(db);
  for (const type of builtInTagTypes) write('tag_type', type.tagTypeId, { ...tagTypeRowOf(type) });
}

function openWritable(file: string, kind: DatabaseKind, backups: string | null): Database.Database {
  const db = new Database(file, { fileMustExist: true });
  try {
    prepareForWriting(db);
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version < kind.migrations.length && backups)
      backUp(file, backups, kind, `before-version-${kind.migrations.length}`);
    migrate(db, kind);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Makes sure that an index is there that can be read; a damaged or newer one is set aside. */
function repairIndex(paths: WorkspacePaths): Problem | null {
  try {
    const db = openIndex(paths.index);
    try {
      db.prepare('SELECT count(*), max(clip_key) FROM clip').get();
      db.prepare('SELECT * FROM dataset_index').all();
    } finally {
      db.close();
    }
    return null;
  } catch (error) {
    const isSqlite = error instanceof Database.SqliteError && /^SQLITE_(NOTADB|CORRUPT|ERROR)/.test(error.code);
    if (!isSqlite && !(error instanceof ProblemError)) throw error;
    const note = problems.indexSetAside(
      paths.index,
      problemOf(error).whatHappened,
      setAside(paths.index, paths.setAside),
    );
    openIndex(paths.index).close();
    return note;
  }
}
