import { parquetRead, type DecodedArray } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { asUnreadable, checkPages, defaultLimits, readFooter, type ParquetLimits } from './check-parquet.ts';

/** A table in memory, by columns. A column that the file lacks is null; a value that cannot be one is NaN or null. */
export interface ParquetTable {
  rowCount: number;
  columnNames: string[];
  /** Whole numbers of any width, floating ones, decimals, times (µs) and truth values; what else is there is NaN. */
  numbers(column: string): Float64Array | null;
  texts(column: string): (string | null)[] | null;
  truths(column: string): (boolean | null)[] | null;
  /** Lists of numbers, as in `event_t0s`. */
  lists(column: string): (number[] | null)[] | null;
}

/** Times come as µs; the library's own Date would lose three digits. */
const parsers = {
  timestampFromMilliseconds: (value: bigint) => Number(value) * 1000,
  timestampFromMicroseconds: (value: bigint) => Number(value),
  timestampFromNanoseconds: (value: bigint) => Number(value / 1000n),
  // Text that is no JSON stays text; who needs it parses it.
  jsonFromBytes: (value: Uint8Array) => value && new TextDecoder().decode(value),
};

/**
 * Reads columns of a table that is whole in memory; those that are not in it are left out. Any codec of the format but
 * LZO; sizes are checked before anything is unpacked. Throws ProblemError `dataset.parquet-unreadable`.
 * @param name how the file is called in messages
 */
export async function readParquet(
  bytes: Uint8Array,
  name: string,
  columns?: readonly string[],
  limits: ParquetLimits = defaultLimits,
): Promise<ParquetTable> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const metadata = readFooter(buffer, name, limits);
  const names = [
    ...new Set(metadata.row_groups.flatMap((group) => group.columns.map((c) => c.meta_data?.path_in_schema[0] ?? ''))),
  ];
  const wanted = new Set(columns ? names.filter((column) => columns.includes(column)) : names);
  const rowCount = Number(metadata.num_rows);
  const values = new Map<string, unknown[]>();
  for (const column of wanted) values.set(column, new Array<unknown>(rowCount).fill(null));
  if (wanted.size > 0 && rowCount > 0) {
    checkPages(buffer, metadata, wanted, name, limits);
    try {
      // One column after the other: what decoding leaves behind is then never that of a whole table.
      for (const column of wanted) {
        await parquetRead({
          // A copy of each part: the decoders may look at what they get as words, which must be aligned.
          file: { byteLength: buffer.length, slice: (from, to) => copyOf(buffer, from, to) },
          metadata,
          columns: [column],
          compressors,
          parsers,
          geoparquet: false,
          onChunk: ({ columnName, columnData, rowStart }) => place(values.get(columnName), columnData, rowStart),
        });
      }
    } catch (error) {
      throw asUnreadable(name, error);
    }
  }
  const made = new Map<string, unknown>();
  /** Each column is turned into what is asked for once. */
  const once = <T>(kind: string, of: string, make: (values: unknown[]) => T): T | null => {
    const found = values.get(of);
    if (!found) return null;
    const key = `${kind} ${of}`;
    if (!made.has(key)) made.set(key, make(found));
    return made.get(key) as T;
  };
  return {
    rowCount,
    columnNames: names,
    numbers: (of) => once('numbers', of, (found) => Float64Array.from(found, numberOf)),
    texts: (of) => once('texts', of, (found) => found.map(textOf)),
    truths: (of) => once('truths', of, (found) => found.map(truthOf)),
    lists: (of) =>
      once('lists', of, (found) => found.map((value) => (Array.isArray(value) ? value.map(numberOf) : null))),
  };
}

const copyOf = (buffer: Buffer, from: number, to = buffer.length): ArrayBuffer => {
  const part = buffer.subarray(from, to);
  return part.buffer.slice(part.byteOffset, part.byteOffset + part.length) as ArrayBuffer;
};

function place(into: unknown[] | undefined, data: DecodedArray, rowStart: number): void {
  if (!into) return;
  for (let i = 0; i < data.length && rowStart + i < into.length; i++) into[rowStart + i] = data[i];
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value instanceof Date ? value.getTime() * 1000 : NaN;
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : null;
}

function truthOf(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value) !== 0;
  const text = typeof value === 'string' ? value.toLowerCase() : '';
  return text === 'true' ? true : text === 'false' ? false : null;
}
