import type Database from 'better-sqlite3';
import { emptySet, put, type Bitset } from './bitset.ts';

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
  /** Description words with the rows that have them. */
  words(): Map<string, Uint32Array>;
  /** Rows of clips whose text has the word as a prefix. `query` is an FTS5 query. */
  matching(query: string): Bitset;
  /** Number of clips before this name and key in the order of names; with `through` those at it too. */
  namesBefore(name: string, clipKey: number, through: boolean): number;
}

const numberSql: Record<Exclude<NumberColumn, 'name'>, string> = {
  start_us: 'start_us',
  duration: 'end_us - start_us',
  box_count: 'box_count',
  mean_speed_mps: 'mean_speed_mps',
};

/** Reads the clip keys; everything else is read when asked for. `db` has the index as main. */
export function openClipColumns(db: Database.Database): ClipColumns {
  const keys = Float64Array.from(db.prepare<[], number>('SELECT clip_key FROM clip ORDER BY clip_key').pluck().all());
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

  const coded = cached((column: CodedColumn): Coded => {
    const codes = new Uint32Array(size);
    // Loose scan: one step of the column's index for each different value.
    const next = db.prepare<[string], string | null>(`SELECT min(${column}) FROM clip WHERE ${column} > ?`).pluck();
    const first = db.prepare<[], string | null>(`SELECT min(${column}) FROM clip`).pluck();
    const rows = db.prepare<[string], number>(`SELECT clip_key FROM clip WHERE ${column} = ?`).pluck();
    const values: string[] = [];
    for (let value = first.get() ?? null; value !== null; value = next.get(value) ?? null) {
      const code = values.push(value) - 1;
      if (code > 0) for (const key of rows.iterate(value)) put32(codes, rowOf(key), code);
    }
    return { codes, values };
  });

  const numbers = cached((column: NumberColumn): ArrayLike<number> => {
    const out = new Float64Array(size);
    if (column === 'name') {
      let rank = 0;
      for (const key of db.prepare<[], number>('SELECT clip_key FROM clip ORDER BY name, clip_key').pluck().iterate())
        putNumber(out, rowOf(key), rank++);
      return out;
    }
    let row = 0;
    for (const value of db
      .prepare<[], number>(`SELECT ${numberSql[column]} FROM clip ORDER BY clip_key`)
      .pluck()
      .iterate())
      if (row < size) out[row++] = value;
    return out;
  });

  const words = cached((): Map<string, Uint32Array> => {
    const lists = new Map<string, number[]>();
    const pairs = db.prepare<[], [string, number]>('SELECT word, clip_key FROM clip_word').raw();
    let word = '';
    let list: number[] = [];
    for (const [next, key] of pairs.iterate()) {
      if (next !== word) lists.set((word = next), (list = []));
      const row = rowOf(key);
      if (row >= 0) list.push(row);
    }
    return new Map(Array.from(lists, ([name, rows]) => [name, Uint32Array.from(rows)]));
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
    words: () => words(undefined),
    matching: (query) => {
      const set = emptySet(size);
      for (const key of match.iterate(query)) {
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
const put32 = (array: Uint32Array, row: number, value: number) => {
  if (row >= 0) array[row] = value;
};
const putNumber = (array: Float64Array, row: number, value: number) => {
  if (row >= 0) array[row] = value;
};
