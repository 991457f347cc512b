import Database from 'better-sqlite3';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProblemError } from '../../../shared/domain/problem.ts';
import type { WorkspacePaths } from '../workspace-folder.ts';
import { listBackups } from './backup.ts';
import { reviewKind } from './judge-files.ts';
import { fillReview } from './open-files.ts';
import { readableRows, type Row } from './readable-rows.ts';
import { createDatabase } from './versioned-database.ts';

/** Tables that are saved, parents first, with the word for their rows. The undo log is not: half a step must not be undone. */
const savedTables = {
  dataset: 'data sets',
  tag_type: 'tag types',
  tag: 'tags',
  clip_review: 'notes and verdicts',
  setting: 'settings',
} as const;
type SavedTable = keyof typeof savedTables;

export interface Salvage {
  /** The new database, complete. */
  file: string;
  /** Rows saved, by the word for them. */
  saved: Record<string, number>;
  /** What is known to be lost, in words. */
  lost: string;
}

/**
 * Copies row by row what can be read of a damaged review database into a new one. Works on copies: the damaged file is not
 * touched. Throws a ProblemError when nothing at all can be read.
 */
export function salvageInto(paths: WorkspacePaths): Salvage {
  const folder = join(paths.setAside, 'salvage');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'review.sqlite');
  createDatabase(file, reviewKind, () => undefined);
  const target = new Database(file);
  try {
    const outcome = bestOf(damagedCopies(paths, folder, file), target);
    if (!outcome) throw nothingReadable(paths.review);
    makeMissingTypes(target);
    const refused = outcome.refused > 0 ? `${outcome.refused} rows could not be used. ` : '';
    return { file, saved: outcome.saved, lost: `${refused}The steps of undo are lost.` };
  } finally {
    target.close();
  }
}

interface Outcome {
  saved: Record<string, number>;
  refused: number;
}

/** Copies from the first copy of which anything can be read. */
function bestOf(copies: Iterable<string>, target: Database.Database): Outcome | null {
  for (const copy of copies) {
    const outcome = copyRows(copy, target);
    if (Object.values(outcome.saved).some((n) => n > 0)) return outcome;
  }
  return null;
}

function copyRows(from: string, target: Database.Database): Outcome {
  const outcome: Outcome = { saved: {}, refused: 0 };
  let source: Database.Database;
  try {
    source = new Database(from, { readonly: true });
  } catch {
    return outcome;
  }
  target.pragma('foreign_keys = OFF');
  try {
    for (const [table, word] of Object.entries(savedTables) as [SavedTable, string][]) {
      const columns = (target.pragma(`table_info(${table})`) as { name: string }[]).map((column) => column.name);
      const insert = target.prepare<[Row]>(
        `INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((c) => `@${c}`).join(', ')})`,
      );
      let saved = 0;
      target.transaction(() => {
        for (const row of readableRows(source, table, columns))
          try {
            saved += insert.run(row).changes;
          } catch {
            // A value of the wrong type: the row's page was damaged.
            outcome.refused++;
          }
      })();
      outcome.saved[word] = saved;
    }
  } finally {
    source.close();
  }
  return outcome;
}

/**
 * Copies of the damaged file in a state that SQLite opens: as long as its header says it is; and where its first page,
 * which holds the schema, is gone, with that page of a new database or of a backup.
 */
function* damagedCopies(paths: WorkspacePaths, folder: string, fresh: string): Generator<string> {
  const bytes = readFileSync(paths.review);
  const copy = join(folder, 'damaged.sqlite');
  writeFileSync(copy, padded(bytes));
  if (existsSync(`${paths.review}-wal`)) copyFileSync(`${paths.review}-wal`, `${copy}-wal`);
  yield copy;
  const withBackups = listBackups(paths.backups, reviewKind)
    .filter((backup) => backup.verified)
    .map((backup) => join(paths.backups, backup.name));
  for (const donor of [fresh, ...withBackups]) {
    const page = firstPage(donor);
    if (bytes.length < 2 * page.length) return;
    for (const suffix of ['-wal', '-shm']) rmSync(copy + suffix, { force: true });
    const patched = Buffer.concat([page, bytes.subarray(page.length)]);
    patched.writeUInt32BE(Math.floor(patched.length / page.length), 28);
    writeFileSync(copy, patched.subarray(0, patched.length - (patched.length % page.length)));
    yield copy;
  }
}

const pageBytes = (header: Buffer): number => (header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16));

const firstPage = (file: string): Buffer => {
  const bytes = readFileSync(file);
  const page = Buffer.from(bytes.subarray(0, pageBytes(bytes)));
  // No WAL, and no list of free pages: both would be another file's.
  page[18] = page[19] = 1;
  page.fill(0, 32, 40);
  return page;
};

/** A cut-off file, made as long again as its header says: SQLite refuses a shorter one as a whole. */
function padded(bytes: Buffer): Buffer {
  if (bytes.length < 100 || bytes.toString('latin1', 0, 15) !== 'SQLite format 3') return bytes;
  const length = Math.min(pageBytes(bytes) * bytes.readUInt32BE(28), bytes.length * 2 + 2 ** 28);
  return length > bytes.length ? Buffer.concat([bytes, Buffer.alloc(length - bytes.length)]) : bytes;
}

/** Types that tags refer to but that could not be read get a name that says so. */
function makeMissingTypes(db: Database.Database): void {
  if (db.prepare<[], number>('SELECT count(*) FROM tag_type').pluck().get() === 0) fillReview(db);
  const missing = db
    .prepare<[], string>(
      'SELECT DISTINCT tag_type_id FROM tag WHERE tag_type_id NOT IN (SELECT tag_type_id FROM tag_type)',
    )
    .pluck()
    .all();
  const insert = db.prepare(
    "INSERT INTO tag_type (tag_type_id, name, description, digit, severity, archived) VALUES (?, ?, ?, NULL, 'major', 0)",
  );
  missing.forEach((id, i) =>
    insert.run(id, `salvaged.type-${i + 1}`, `The name of this type could not be read (${id}).`),
  );
}

const nothingReadable = (file: string) =>
  new ProblemError({
    code: 'workspace.nothing-readable',
    title: 'Nothing can be read from the damaged file',
    whatHappened: `No row of ${file} could be read.`,
    whatWasKept: 'The file is left exactly as it is.',
    whatToDo: 'Bring back a backup, or begin anew.',
  });
