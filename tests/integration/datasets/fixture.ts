import type { Database } from 'better-sqlite3';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { IndexRequest } from '../../../src/main/datasets/dataset-reader.ts';
import { indexNuscenes } from '../../../src/main/datasets/nuscenes/index-nuscenes.ts';
import { openIndex } from '../../../src/main/workspace/index/open-index.ts';
import type { DatasetCounts } from '../../../src/shared/domain/dataset.ts';

/** A new folder that goes away with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'foresight-datasets-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface Indexed {
  db: Database;
  counts: DatasetCounts;
  failures: string[];
}

/** Opens an index that is closed with the test. */
export function openTestIndex(file: string): Database {
  const db = openIndex(file);
  onTestFinished(() => void db.close());
  return db;
}

/** Indexes a root into a new index file, or into `db`, in this thread. */
export async function indexRoot(
  root: string,
  options: { db?: Database; version?: string } & Partial<IndexRequest> = {},
): Promise<Indexed> {
  const db = options.db ?? openTestIndex(join(temporaryFolder(), 'index.sqlite'));
  const failures: string[] = [];
  const counts = await indexNuscenes(db, {
    datasetId: 'd1',
    root,
    version: options.version ?? 'v1.0-mini',
    signal: options.signal ?? new AbortController().signal,
    progress: options.progress ?? (() => undefined),
    failure: (item, problem) => failures.push(`${problem.whatHappened} ${item}`),
  });
  return { db, counts, failures };
}

export type Row = Record<string, unknown>;
const fileOf = (root: string, table: string, version = 'v1.0-mini') => join(root, version, `${table}.json`);

/** A table by the platform's own JSON parser: the independent look that tests compare with. */
export const tableRows = (root: string, table: string, version?: string): Row[] =>
  JSON.parse(readFileSync(fileOf(root, table, version), 'utf8')) as Row[];

export const tableText = (root: string, table: string): string => readFileSync(fileOf(root, table), 'utf8');

export function rewriteText(root: string, table: string, change: (text: string) => string): void {
  writeFileSync(fileOf(root, table), change(tableText(root, table)));
}

/** Changes the records of a table in place. */
export function rewriteRows(root: string, table: string, change: (rows: Row[]) => Row[]): void {
  rewriteText(root, table, (text) => JSON.stringify(change(JSON.parse(text) as Row[])));
}

export const clipIds = (db: Database): string[] =>
  db.prepare<[], string>('SELECT clip_id FROM clip ORDER BY name').pluck().all();
