import { tableFile, tableNames } from './layout.ts';
import { tableBytes } from './table-stream.ts';

export interface ReadRequest {
  root: string;
  version: string;
  signal: AbortSignal;
  progress(progress: { done: number; total: number; unit: string; current: string }): void;
}

const TELL_EVERY_MS = 100;

/** Progress over all tables: rows so far, and their number as told by the bytes that are left. */
export function rowProgress(request: ReadRequest): (table: string, rows: number, bytes: number) => void {
  const total = tableNames.reduce((sum, table) => sum + tableBytes(tableFile(request.root, request.version, table)), 0);
  const rows = new Map<string, number>();
  const bytes = new Map<string, number>();
  let toldMs = 0;
  return (table, tableRows, tableOffset) => {
    const isNew = !rows.has(table);
    rows.set(table, tableRows);
    bytes.set(table, tableOffset);
    const nowMs = performance.now();
    if (!isNew && nowMs - toldMs < TELL_EVERY_MS) return;
    toldMs = nowMs;
    const sum = (values: Map<string, number>) => [...values.values()].reduce((a, b) => a + b, 0);
    const done = sum(rows);
    const read = sum(bytes);
    request.progress({
      done,
      total: read > 0 ? Math.max(done, Math.round((done * total) / read)) : 0,
      unit: 'rows',
      current: table,
    });
  };
}
