import type Database from 'better-sqlite3';
import { emptySet, put, type Bitset } from './bitset.ts';
import { inReadTransaction } from '../safety/transaction.ts';

export type CodedColumn = 'dataset_id' | 'location' | 'manoeuvre';
export type NumberColumn = 'start_us' | 'duration' | 'box_count' | 'mean_speed_mps' | 'name';

/** A text column with few different values: `values[codes[row]]`. */
export interface Coded {
  codes: Uint32Array;
  values: string[];
}

/**
 * The indexed clips as columns in memory, each read when it is first needed. Row r is the clip with the r-th smallest
 * clip_key. 1,000,000 clips take about 4 to 8 MB a column; filters, facets and pages are then plain loops.
 */
export interface ClipColumns {
  size: number;
  keyOf(row: number): number;
  /** −1 where the index has no such clip. */
  rowOf(clipKey: number): number;
  /** Number of clips with a smaller key. */
  rowsBefore(clipKey: number): number;
  coded(column: CodedColumn): Coded;
  /** Numbers to sort by; for `name` the rank in the order of names. */
  numbers(column: NumberColumn): ArrayLike<number>;
  /** All rows in the order of names. */
  byName(): Uint32Array;
  /** Description words with the rows that have them. */
  words(): Map<string, Uint32Array>;
  /** Rows of clips whose text has the word as a prefix. `query` is an FTS5 query. */
  matching(query: string): Bitset;
  /** Number of clips before this name and key in the order of names; with `through` those at it too. */
  namesBefore(name: string, clipKey: number, through: boolean): number;
}

/** Each is read from its index, which is a small part of the table. */
const numberSql: Record<Exclude<NumberColumn, 'name'>, { value: string; index: string }> = {
  start_us: { value: 'start_us', index: 'clip_by_start' },
  duration: { value: 'end_us - start_us', index: 'clip_by_duration' },
  box_count: { value: 'box_count', index: 'clip_by_boxes' },
  mean_speed_mps: { value: 'mean_speed_mps', index: 'clip_by_speed' },
};

/** Reads the clip keys; everything else is read when asked for. `db` has the index as main. */
export function openClipColumns(db: Database.Database): ClipColumns {
  const keys = Float64Array.from(
    db.prepare<[], number>('SELECT clip_key FROM clip INDEXED BY clip_by_dataset').pluck().all(),
  ).sort();
  const size = keys.length;
  const dense = size > 0 && keys[size - 1] - keys[0] === size - 1;
  const rowsBefore = (key: number): number => {
    let [low, high] = [0, size];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (keys[middle] < key) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const rowOf = (key: number): number => {
    if (dense) return key >= keys[0] && key <= keys[size - 1] ? key - keys[0] : -1;
    const row = rowsBefore(key);
    return keys[row] === key ? row : -1;
  };
  const cached = <K, V>(make: (key: K) => V) => {
    const made = new Map<K, V>();
    return (key: K): V => {
      if (!made.has(key)) made.set(key, make(key));
      return made.get(key)!;
    };
  };

  // Lists of plain numbers are by far the fastest way out of SQLite: a column is read as two of them, not as pairs.
  const keysAndValues = inReadTransaction(db, (from: string, value: string) => [
    db.prepare<[], number>(`SELECT clip_key ${from}`).pluck().all(),
    db.prepare<[], number>(`SELECT ${value} ${from}`).pluck().all(),
  ]);
  /** Different values of an indexed text column, rising: one step of the index for each. */
  const valuesOf = (table: string, column: string): string[] => {
    const next = db.prepare<[string], string | null>(`SELECT min(${column}) FROM ${table} WHERE ${column} > ?`).pluck();
    const first = db.prepare<[], string | null>(`SELECT min(${column}) FROM ${table}`).pluck();
    const values: string[] = [];
    for (let value = first.get() ?? null; value !== null; value = next.get(value) ?? null) values.push(value);
    return values;
  };

  const coded = cached((column: CodedColumn): Coded => {
    const codes = new Uint32Array(size);
    const values = valuesOf('clip', column);
    const keysOf = db.prepare<[string], number>(`SELECT clip_key FROM clip WHERE ${column} = ?`).pluck();
    // Code 0 is there already.
    values.slice(1).forEach((value, i) => keysOf.all(value).forEach((key) => putAt(codes, rowOf(key), i + 1)));
    return { codes, values };
  });

  const numbers = cached((column: NumberColumn): ArrayLike<number> => {
    const out = new Float64Array(size);
    if (column === 'name') {
      const inOrder = db.prepare<[], number>('SELECT clip_key FROM clip ORDER BY name, clip_key').pluck().all();
      inOrder.forEach((key, rank) => putAt(out, rowOf(key), rank));
      return out;
    }
    const { value, index } = numberSql[column];
    const [keysInOrder, values] = keysAndValues(`FROM clip INDEXED BY ${index}`, value);
    keysInOrder.forEach((key, i) => putAt(out, rowOf(key), values[i]));
    return out;
  });

  const words = cached((): Map<string, Uint32Array> => {
    const keysOf = db.prepare<[string], number>('SELECT clip_key FROM clip_word WHERE word = ?').pluck();
    return new Map(
      valuesOf('clip_word', 'word').map((word) => [
        word,
        Uint32Array.from(
          keysOf
            .all(word)
            .map(rowOf)
            .filter((row) => row >= 0),
        ),
      ]),
    );
  });

  const match = db.prepare<[string], number>('SELECT rowid FROM clip_text WHERE clip_text MATCH ?').pluck();
  const firstName = (comparison: '>' | '>=') =>
    db
      .prepare<[string, number], number>(
        `SELECT clip_key FROM clip WHERE (name, clip_key) ${comparison} (?, ?) ORDER BY name, clip_key LIMIT 1`,
      )
      .pluck();
  const [nameFrom, nameAfter] = [firstName('>='), firstName('>')];
  return {
    size,
    keyOf: (row) => keys[row],
    rowOf,
    rowsBefore,
    coded,
    numbers,
    byName: () => {
      const order = new Uint32Array(size);
      const ranks = numbers('name');
      for (let row = 0; row < size; row++) order[ranks[row]] = row;
      return order;
    },
    words: () => words(undefined),
    matching: (query) => {
      const set = emptySet(size);
      for (const key of match.all(query)) {
        const row = rowOf(key);
        if (row >= 0) put(set, row, true);
      }
      return set;
    },
    namesBefore: (name, clipKey, through) => {
      const key = (through ? nameAfter : nameFrom).get(name, clipKey);
      const row = key === undefined ? -1 : rowOf(key);
      return row < 0 ? size : numbers('name')[row];
    },
  };
}

// A clip that came in after the keys were read has no row (−1); it is there after the next reading.
const putAt = (array: Uint32Array | Float64Array, row: number, value: number) => {
  if (row >= 0) array[row] = value;
};
