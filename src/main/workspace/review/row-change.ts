import type Database from 'better-sqlite3';
import { z } from 'zod';

const value = z.union([z.string(), z.number(), z.null()]);
const rowSchema = z.record(z.string(), value);
type Row = Record<string, string | number | null>;

/** The tables that edits change, with the column that names a row. */
export const undoableTables = {
  tag: {
    key: 'tag_id',
    columns: ['tag_id', 'clip_id', 'tag_type_id', 'start_us', 'end_us', 'severity', 'note', 'run_id', 'created_us'],
  },
  tag_type: {
    key: 'tag_type_id',
    columns: ['tag_type_id', 'name', 'description', 'digit', 'severity', 'archived'],
  },
  clip_review: { key: 'clip_id', columns: ['clip_id', 'reviewed', 'note'] },
} as const;
export type UndoableTable = keyof typeof undoableTables;

/** One row before and after an edit; null where there was or is none. Its inverse is the same with both swapped. */
export interface RowChange {
  table: UndoableTable;
  key: string;
  before: Row | null;
  after: Row | null;
}

export interface StoredChange {
  table_name: string;
  row_key: string;
  before_row: string | null;
  after_row: string | null;
}

/** A change as stored in the undo log. The log is a file: it is checked when read. */
export function changeOf(stored: StoredChange): RowChange {
  return {
    table: z.enum(['tag', 'tag_type', 'clip_review']).parse(stored.table_name),
    key: stored.row_key,
    before: stored.before_row === null ? null : rowSchema.parse(JSON.parse(stored.before_row)),
    after: stored.after_row === null ? null : rowSchema.parse(JSON.parse(stored.after_row)),
  };
}

/** What a list of changes touches. */
export interface Touched {
  /** Clips whose tags, note or verdict changed; null: too many to name. */
  clipIds: string[] | null;
  tagTypes: boolean;
}

const MOST_NAMED_CLIPS = 5000;

export function touchedBy(changes: readonly RowChange[]): Touched {
  const ids = new Set<string>();
  for (const { before, after } of changes)
    for (const row of [before, after]) if (typeof row?.clip_id === 'string') ids.add(row.clip_id);
  return {
    clipIds: ids.size > MOST_NAMED_CLIPS ? null : [...ids],
    tagTypes: changes.some((change) => change.table === 'tag_type'),
  };
}

/** Writes one side of changes into their tables. */
export function prepareRowWriter(db: Database.Database): (table: UndoableTable, key: string, row: Row | null) => void {
  const statements = new Map(
    Object.entries(undoableTables).map(([table, { key, columns }]) => [
      table,
      {
        remove: db.prepare<[string]>(`DELETE FROM ${table} WHERE ${key} = ?`),
        put: db.prepare<[Row]>(
          `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((c) => `@${c}`).join(', ')})
           ON CONFLICT (${key}) DO UPDATE SET ${columns
             .filter((c) => c !== key)
             .map((c) => `${c} = excluded.${c}`)
             .join(', ')}`,
        ),
      },
    ]),
  );
  return (table, key, row) => {
    const { put, remove } = statements.get(table)!;
    if (row) put.run(row);
    else remove.run(key);
  };
}
