import type Database from 'better-sqlite3';
import { randomBytes } from 'node:crypto';
import type { DatasetKind } from '../../../shared/domain/dataset.ts';
import { ProblemError } from '../../../shared/domain/problem.ts';
import type { DatasetRow } from './rows.ts';
import { inTransaction } from '../safety/transaction.ts';

export interface DatasetRegistry {
  /** `rootPath` has its links resolved. The same kind, version and root give the id that was given before. */
  register(dataset: { kind: DatasetKind; version: string; title: string; rootPath: string }): DatasetRow;
  repoint(datasetId: string, rootPath: string): void;
  /** Keeps the row: the user's work refers to its id. */
  remove(datasetId: string): void;
}

export const datasetAbsent = (datasetId: string) =>
  new ProblemError({
    code: 'dataset.unknown',
    title: 'The data set is not in this workspace',
    whatHappened: `The workspace has no data set ${datasetId}; it may have been removed.`,
    whatWasKept: 'Everything you wrote about its clips.',
    whatToDo: 'Add the data set again: what you wrote comes back with it.',
  });

/** Opens the data set registry of a review database that is open for writing. */
export function openDatasetRegistry(db: Database.Database): DatasetRegistry {
  const find = db.prepare<[string], DatasetRow>('SELECT * FROM dataset WHERE dataset_id = ?');
  const same = db.prepare<[string, string, string], DatasetRow>(
    'SELECT * FROM dataset WHERE kind = ? AND version = ? AND root_path = ?',
  );
  const insert = db.prepare(
    'INSERT INTO dataset (dataset_id, kind, version, title, root_path, created_us) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const revive = db.prepare('UPDATE dataset SET removed_us = NULL, title = ? WHERE dataset_id = ?');
  const move = db.prepare('UPDATE dataset SET root_path = ? WHERE dataset_id = ?');
  const remove = db.prepare('UPDATE dataset SET removed_us = ? WHERE dataset_id = ?');
  const present = (datasetId: string): DatasetRow => {
    const row = find.get(datasetId);
    if (!row || row.removed_us !== null) throw datasetAbsent(datasetId);
    return row;
  };
  return {
    register: inTransaction(db, ({ kind, version, title, rootPath }: Parameters<DatasetRegistry['register']>[0]) => {
      const known = same.get(kind, version, rootPath);
      const datasetId = known?.dataset_id ?? `${kind}-${randomBytes(4).toString('hex')}`;
      if (known) revive.run(title, datasetId);
      else insert.run(datasetId, kind, version, title, rootPath, Date.now() * 1000);
      return present(datasetId);
    }),
    repoint: inTransaction(db, (datasetId: string, rootPath: string) => {
      present(datasetId);
      move.run(rootPath, datasetId);
    }),
    remove: inTransaction(db, (datasetId: string) => {
      present(datasetId);
      remove.run(Date.now() * 1000, datasetId);
    }),
  };
}
