import { mergeSkipped, nothingSkipped, type SkippedRows } from '../clip/skipped-rows.ts';
import type { TableSource } from './small-tables.ts';

/** What a table held that another thread read, and what of it could not be used. */
export interface TableResult<T> {
  value: T;
  skipped: SkippedRows;
  rows: Record<string, number>;
}

/** Reported while a table is read. */
export interface TableProgress {
  table: string;
  rows: number;
  bytes: number;
}

/** Where and how tables are read. */
export type TableRequest = Pick<TableSource, 'root' | 'version' | 'signal' | 'progress'>;

/** Reads a table to hand it to another thread. */
export async function tableResult<T>(
  request: TableRequest,
  read: (source: TableSource) => Promise<T>,
): Promise<TableResult<T>> {
  const source: TableSource = { ...request, skipped: nothingSkipped(), rows: {} };
  const value = await read(source);
  return { value, skipped: source.skipped, rows: source.rows };
}

/** Takes a table over from another thread. */
export async function takeOver<T>(source: TableSource, result: Promise<TableResult<T>>): Promise<T> {
  const { value, skipped, rows } = await result;
  mergeSkipped(source.skipped, skipped);
  Object.assign(source.rows, rows);
  return value;
}
