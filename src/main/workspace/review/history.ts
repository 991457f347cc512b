import type Database from 'better-sqlite3';
import type { HistoryState, HistoryStep } from '../../../shared/domain/tag.ts';
import {
  changeOf,
  prepareRowWriter,
  touchedBy,
  type RowChange,
  type StoredChange,
  type Touched,
} from './row-change.ts';
import { inTransaction } from '../safety/transaction.ts';

/** Older steps than this many are forgotten; the rows they made stay. */
export const HISTORY_STEPS = 10_000;

interface StepRow {
  step: number;
  label: string;
  clip_id: string | null;
}

/** What an edit did, for those who listen. */
export interface EditOutcome<T> {
  value: T;
  touched: Touched;
  history: HistoryState;
}

export interface Edit<T> {
  label: string;
  clipId: string | null;
  changes: RowChange[];
  value: T;
}

export interface History {
  /**
   * Makes an edit and its undo step in one transaction. `plan` reads what is there and says what to change; one that
   * changes nothing leaves no step.
   */
  edit<T>(plan: () => Edit<T>): EditOutcome<T>;
  undo(): EditOutcome<HistoryStep | null>;
  redo(): EditOutcome<HistoryStep | null>;
}

const stepOf = (row: StepRow | undefined): HistoryStep | null =>
  row ? { label: row.label, clipId: row.clip_id } : null;

/** What undo and redo would do next. */
export function prepareHistoryState(db: Database.Database, schema = 'main'): () => HistoryState {
  const last = db.prepare<[], StepRow>(
    `SELECT step, label, clip_id FROM ${schema}.history_step WHERE undone = 0 ORDER BY step DESC LIMIT 1`,
  );
  const next = db.prepare<[], StepRow>(
    `SELECT step, label, clip_id FROM ${schema}.history_step WHERE undone = 1 ORDER BY step LIMIT 1`,
  );
  return () => ({ undo: stepOf(last.get()), redo: stepOf(next.get()) });
}

/** The persistent undo log: every step with the rows it changed, before and after. */
export function openHistory(db: Database.Database): History {
  const writeRow = prepareRowWriter(db);
  const state = prepareHistoryState(db);
  const dropRedo = db.prepare('DELETE FROM history_step WHERE undone = 1');
  const dropOld = db.prepare<[number]>('DELETE FROM history_step WHERE step <= ?');
  const addStep = db.prepare<[string, string | null, number]>(
    'INSERT INTO history_step (label, clip_id, at_us) VALUES (?, ?, ?)',
  );
  const addChange = db.prepare<[number, number, string, string, string | null, string | null]>(
    'INSERT INTO history_change (step, position, table_name, row_key, before_row, after_row) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const changesOf = db.prepare<[number], StoredChange>(
    'SELECT table_name, row_key, before_row, after_row FROM history_change WHERE step = ? ORDER BY position',
  );
  const mark = db.prepare<[number, number]>('UPDATE history_step SET undone = ? WHERE step = ?');
  const last = db.prepare<[], StepRow>(
    'SELECT step, label, clip_id FROM history_step WHERE undone = 0 ORDER BY step DESC LIMIT 1',
  );
  const next = db.prepare<[], StepRow>(
    'SELECT step, label, clip_id FROM history_step WHERE undone = 1 ORDER BY step LIMIT 1',
  );

  const edit = inTransaction(db, (plan: () => Edit<unknown>): EditOutcome<unknown> => {
    const { label, clipId, changes, value } = plan();
    if (changes.length > 0) {
      dropRedo.run();
      const step = Number(addStep.run(label, clipId, Date.now() * 1000).lastInsertRowid);
      dropOld.run(step - HISTORY_STEPS);
      changes.forEach(({ table, key, before, after }, position) => {
        addChange.run(step, position, table, key, before && JSON.stringify(before), after && JSON.stringify(after));
        writeRow(table, key, after);
      });
    }
    return { value, touched: touchedBy(changes), history: state() };
  });

  const step = (direction: 'undo' | 'redo') =>
    inTransaction(db, (): EditOutcome<HistoryStep | null> => {
      const row = direction === 'undo' ? last.get() : next.get();
      if (!row) return { value: null, touched: touchedBy([]), history: state() };
      const changes = changesOf.all(row.step).map(changeOf);
      if (direction === 'undo') for (const c of changes.toReversed()) writeRow(c.table, c.key, c.before);
      else for (const c of changes) writeRow(c.table, c.key, c.after);
      mark.run(direction === 'undo' ? 1 : 0, row.step);
      return { value: stepOf(row), touched: touchedBy(changes), history: state() };
    });

  return {
    edit: <T>(plan: () => Edit<T>) => edit(plan) as EditOutcome<T>,
    undo: step('undo'),
    redo: step('redo'),
  };
}
