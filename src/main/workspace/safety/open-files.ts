import Database from 'better-sqlite3';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { ProblemError, problemOf, type Problem } from '../../../shared/domain/problem.ts';
import { openIndex } from '../index/open-index.ts';
import { builtInTagTypes } from '../review/taxonomy.ts';
import { prepareRowWriter } from '../review/row-change.ts';
import { tagTypeRowOf } from '../review/rows.ts';
import { databaseFiles, type WorkspacePaths } from '../workspace-folder.ts';
import { backUp } from './backup.ts';
import { replaceFile, setAside } from './files.ts';
import { judgeFile, reviewKind, runsKind, type Blocked } from './judge-files.ts';
import * as problems from './opening-problems.ts';
import { createDatabase, migrate, prepareForWriting, type DatabaseKind } from './versioned-database.ts';

/** Databases that are open for writing, and what the user should know about how they were opened. */
export interface OpenFiles {
  review: Database.Database;
  runs: Database.Database;
  notes: Problem[];
}

/**
 * Opens (and makes, and migrates) the databases of a workspace whose `review.sqlite` was found whole or absent. What can be
 * made again is set aside when it is damaged; only a `thorough` opening looks at every page of it.
 */
export function openForWriting(
  paths: WorkspacePaths,
  { thorough = false, kinds = { review: reviewKind, runs: runsKind } } = {},
): OpenFiles | Blocked {
  for (const folder of [paths.backups, paths.cache, paths.reports, paths.models])
    mkdirSync(folder, { recursive: true });
  const notes: Problem[] = [];
  const runsVerdict = judgeFile(paths.runs, kinds.runs, thorough ? 'whole' : 'head');
  if (runsVerdict?.is === 'newer')
    return {
      problem: problems.newerFile(paths.runs, runsVerdict.version, kinds.runs.migrations.length),
      choices: ['open-read-only', 'look-again'],
    };
  if (runsVerdict && runsVerdict.is !== 'whole') {
    const reason = runsVerdict.is === 'damaged' ? runsVerdict.reason : 'it belongs to another program';
    notes.push(problems.runsSetAside(paths.runs, reason, setAside(paths.runs, paths.setAside)));
  }
  const indexNote = repairIndex(paths, thorough);
  if (indexNote) notes.push(indexNote);

  if (!existsSync(paths.review)) makeFresh(paths.review, kinds.review, fillReview);
  if (!existsSync(paths.runs)) makeFresh(paths.runs, kinds.runs, () => undefined);
  const review = openWritable(paths.review, kinds.review, paths.backups);
  try {
    return { review, runs: openWritable(paths.runs, kinds.runs, null), notes };
  } catch (error) {
    review.close();
    throw error;
  }
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
function repairIndex(paths: WorkspacePaths, thorough: boolean): Problem | null {
  try {
    const db = openIndex(paths.index);
    try {
      db.prepare('SELECT count(*), max(clip_key) FROM clip').get();
      db.prepare('SELECT * FROM dataset_index').all();
      const fault = thorough ? db.pragma('quick_check(1)', { simple: true }) : 'ok';
      if (fault !== 'ok') throw new Database.SqliteError(String(fault), 'SQLITE_CORRUPT');
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
