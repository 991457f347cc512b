import { readFileSync } from 'node:fs';
import { readParquet, type ParquetTable } from '../parquet/parquet-table.ts';
import { skip, type SkippedRows } from '../clip/skipped-rows.ts';
import { cameraNames } from './features.ts';
import type { RootFiles } from './root-files.ts';

/** All clips that the data set's own index names, by columns; row r of each belongs to `ids[r]`. */
export interface ClipTable {
  ids: string[];
  /** −1 where it is not known. */
  chunks: Int32Array;
  splits: (string | null)[];
  /** false where the data set itself marks the clip as not valid; null where it does not tell. */
  valid: (boolean | null)[];
  rowOf: ReadonlyMap<string, number>;
  collection: Collection | null;
  presence: Presence | null;
}

interface Collection {
  country: (string | null)[];
  /** 1 to 12 and 0 to 23; NaN where it is not told. */
  month: Float64Array;
  hour: Float64Array;
  platform: (string | null)[];
}

export interface Presence {
  /** By camera; null where it is not told, which counts as present. */
  byCamera: Map<string, (boolean | null)[]>;
  radarConfig: (string | null)[];
}

const idColumns = ['clip_id', '__index_level_0__', 'key', 'index'] as const;
export const MOST_TABLE_BYTES = 512 * 2 ** 20;

/** The column of clip ids, whatever pandas called it; null where there is none. */
export function clipIdsOf(table: ParquetTable): (string | null)[] | null {
  const column = idColumns.find((name) => table.columnNames.includes(name));
  return column === undefined ? null : table.texts(column);
}

/** Clip ids as the data set writes them: letters, digits, `-`, `_` and `.` only, since file names are made of them. */
export const isClipId = (id: string): boolean => /^[\w-][\w.-]{0,99}$/.test(id);

/** Reads clip_index.parquet and the metadata beside it; null where there is no clip index. Throws `dataset.parquet-unreadable`. */
export async function readClipTable(files: RootFiles, skipped: SkippedRows): Promise<ClipTable | null> {
  const index = await tableAt(files, 'clip_index.parquet');
  if (!index) return null;
  const told = clipIdsOf(index);
  const chunkNumbers = index.numbers('chunk') ?? index.numbers('chunk_id');
  const splitTexts = index.texts('split');
  const validity = index.truths('clip_is_valid');
  const rows: number[] = [];
  const rowOf = new Map<string, number>();
  told?.forEach((id, row) => {
    if (id === null || !isClipId(id)) return skip(skipped, 'clip_index.parquet: a row without a clip id', `row ${row}`);
    if (rowOf.has(id)) return skip(skipped, 'clip_index.parquet: a clip told twice', id);
    rowOf.set(id, rows.length);
    rows.push(row);
  });
  if (!told) skip(skipped, 'clip_index.parquet has no column of clip ids', index.columnNames.join(', '));
  const table: ClipTable = {
    ids: rows.map((row) => told![row]!),
    chunks: Int32Array.from(rows, (row) => chunkOf(chunkNumbers?.[row])),
    splits: rows.map((row) => splitTexts?.[row] ?? null),
    valid: rows.map((row) => validity?.[row] ?? null),
    rowOf,
    collection: null,
    presence: null,
  };
  table.collection = await readCollection(files, table, skipped);
  table.presence = await readPresence(files, table, skipped);
  return table;
}

const chunkOf = (value: number | undefined): number =>
  value !== undefined && Number.isInteger(value) && value >= 0 && value < 1e9 ? value : -1;

/** A table without clips, for a download that lacks the index: its clips are found in the archives. */
export const emptyClipTable = (): ClipTable => ({
  ids: [],
  chunks: new Int32Array(0),
  splits: [],
  valid: [],
  rowOf: new Map(),
  collection: null,
  presence: null,
});

async function tableAt(files: RootFiles, relativePath: string, columns?: string[]): Promise<ParquetTable | null> {
  const file = files.find(relativePath);
  if (!file || file.bytes > MOST_TABLE_BYTES) return null;
  return readParquet(readFileSync(file.path), relativePath, columns);
}

/** For each clip of the index the row of another table, −1 where it has none. */
function rowsFor(table: ClipTable, other: ParquetTable): Int32Array {
  const rows = new Int32Array(table.ids.length).fill(-1);
  clipIdsOf(other)?.forEach((id, row) => {
    const at = id === null ? undefined : table.rowOf.get(id);
    if (at !== undefined) rows[at] = row;
  });
  return rows;
}

const pick = <T>(rows: Int32Array, values: readonly (T | null)[] | null): (T | null)[] =>
  Array.from(rows, (row) => (row < 0 ? null : (values?.[row] ?? null)));
const pickNumbers = (rows: Int32Array, values: Float64Array | null): Float64Array =>
  Float64Array.from(rows, (row) => (row < 0 || !values ? NaN : values[row]));

async function optional<T>(skipped: SkippedRows, name: string, read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    skip(skipped, `${name} cannot be read`, error instanceof Error ? error.message : String(error));
    return null;
  }
}

function readCollection(files: RootFiles, table: ClipTable, skipped: SkippedRows): Promise<Collection | null> {
  const path = 'metadata/data_collection.parquet';
  return optional(skipped, path, async () => {
    const other = await tableAt(files, path);
    if (!other) return null;
    const rows = rowsFor(table, other);
    return {
      country: pick(rows, other.texts('country')),
      month: pickNumbers(rows, other.numbers('month')),
      hour: pickNumbers(rows, other.numbers('hour_of_day')),
      platform: pick(rows, other.texts('platform_class')),
    };
  });
}

/** The later release calls it feature_presence, the first one sensor_presence; both may lie there, the later one wins. */
function readPresence(files: RootFiles, table: ClipTable, skipped: SkippedRows): Promise<Presence | null> {
  const path = ['metadata/feature_presence.parquet', 'metadata/sensor_presence.parquet'].find((p) => files.find(p));
  if (path === undefined) return Promise.resolve(null);
  return optional(skipped, path, async () => {
    const other = await tableAt(files, path, [...idColumns, ...cameraNames, 'radar_config']);
    if (!other) return null;
    const rows = rowsFor(table, other);
    const cameras = cameraNames.filter((name) => other.columnNames.includes(name));
    return {
      byCamera: new Map(cameras.map((name) => [name, pick(rows, other.truths(name))])),
      radarConfig: pick(rows, other.texts('radar_config')),
    };
  });
}
