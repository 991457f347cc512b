import { parquetMetadata, parquetSchema, type FileMetaData } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { ProblemError } from '../../../shared/domain/problem.ts';
import { parquetUnreadable } from './parquet-problem.ts';
import { checkRuns, type PageRuns } from './check-runs.ts';
import { walkThrift, type ThriftStruct } from './thrift-walk.ts';

/** What a table may hold; the largest real one is the clip index with 310,895 rows. */
export interface ParquetLimits {
  rows: number;
  /** Of all columns that are read, unpacked. */
  bytes: number;
}

export const defaultLimits: ParquetLimits = { rows: 5_000_000, bytes: 512 * 2 ** 20 };

const MOST_FOOTER_BYTES = 32 * 2 ** 20;
const MAGIC = 'PAR1';

/** Footer of a table after its sizes were held against the bytes that are there. Throws `dataset.parquet-unreadable`. */
export function readFooter(bytes: Buffer, name: string, limits: ParquetLimits): FileMetaData {
  const size = bytes.length;
  if (size < 12 || bytes.toString('latin1', size - 4) !== MAGIC || bytes.toString('latin1', 0, 4) !== MAGIC)
    throw parquetUnreadable(name, 'it does not begin and end as a Parquet file: it is cut off or of another kind');
  const footerBytes = bytes.readUInt32LE(size - 8);
  if (footerBytes > size - 12 || footerBytes > MOST_FOOTER_BYTES)
    throw parquetUnreadable(name, `it tells a footer of ${footerBytes} bytes, which does not fit`);
  try {
    walkThrift(bytes.subarray(size - 8 - footerBytes, size - 8), 0);
    const footer = parquetMetadata(bytes.subarray(size - 8 - footerBytes), { geoparquet: false });
    if (!(footer.num_rows >= 0n && footer.num_rows <= BigInt(limits.rows)))
      throw parquetUnreadable(name, `it tells ${footer.num_rows} rows; at most ${limits.rows} are read`);
    const isNamed = (path: unknown): boolean =>
      Array.isArray(path) && path.length > 0 && path.every((part) => typeof part === 'string');
    if (!footer.row_groups.every((group) => group.columns.every((column) => isNamed(column.meta_data?.path_in_schema))))
      throw parquetUnreadable(name, 'a column of it has no name');
    const inGroups = footer.row_groups.reduce((sum, group) => sum + group.num_rows, 0n);
    if (inGroups !== footer.num_rows || footer.row_groups.some((group) => group.num_rows < 0n))
      throw parquetUnreadable(name, `it tells ${footer.num_rows} rows, its parts ${inGroups}`);
    return footer;
  } catch (error) {
    throw asUnreadable(name, error);
  }
}

/**
 * Walks the page headers of the wanted columns: no page may lie outside its column, hold more values than the column
 * tells, or unpack to more than `limits.bytes` in all. Without this a page of 20 bytes could claim 2³¹ values.
 */
export function checkPages(
  bytes: Buffer,
  footer: FileMetaData,
  columns: ReadonlySet<string>,
  name: string,
  limits: ParquetLimits,
): void {
  let unpacked = 0;
  for (const group of footer.row_groups) {
    for (const { meta_data: column } of group.columns) {
      if (!column || !columns.has(column.path_in_schema[0])) continue;
      const label = column.path_in_schema[0];
      const fail = (what: string): never => {
        throw parquetUnreadable(name, `column ${label} ${what}`);
      };
      if (column.codec === undefined || (column.codec !== 'UNCOMPRESSED' && !compressors[column.codec]))
        fail(`is packed by ${column.codec ?? 'an unknown codec'}, which cannot be unpacked`);
      const start = Number(column.dictionary_page_offset || column.data_page_offset);
      const end = start + Number(column.total_compressed_size);
      if (!(start >= 4 && end >= start && end <= bytes.length)) fail('lies outside the file');
      const most = Number(column.num_values);
      const flat = column.path_in_schema.length === 1;
      if (!(most >= 0 && most <= (flat ? Number(group.num_rows) : limits.rows * 4))) fail(`tells ${most} values`);
      const unpack = (packed: Buffer, size: number): Buffer =>
        column.codec === 'UNCOMPRESSED' ? packed : asBuffer(compressors[column.codec]!(packed, size));
      let values = 0;
      try {
        const levels = levelsOf(footer, column.path_in_schema);
        for (let at = start; at < end - 1;) {
          const page = pageAt(bytes.subarray(0, end), at);
          if (page.values < 0 || page.values > Math.max(most, page.isDictionary ? page.unpackedBytes : 0))
            fail(`has a page that tells ${page.values} values`);
          if (!page.isDictionary) values += page.values;
          unpacked += page.unpackedBytes;
          if (values > most) fail(`has more values in its pages than the ${most} it tells`);
          if (page.unpackedBytes < 0 || unpacked > limits.bytes)
            fail(`makes the table larger than ${limits.bytes} bytes when unpacked`);
          if (page.end <= at || page.end > end) fail('has a page that lies outside it');
          if (page.runs) {
            const body = bytes.subarray(page.start, page.end);
            checkRuns(unpackPage(body, page, unpack), { ...page.runs, levels, isBoolean: column.type === 'BOOLEAN' });
          }
          at = page.end;
        }
      } catch (error) {
        throw asUnreadable(name, error, label);
      }
      if (values !== most) fail(`has ${values} values in its pages and tells ${most}`);
    }
  }
}

interface Page {
  values: number;
  isDictionary: boolean;
  unpackedBytes: number;
  /** Where its content begins and ends. */
  start: number;
  end: number;
  /** null for a page of a dictionary. */
  runs: Omit<PageRuns, 'levels' | 'isBoolean'> | null;
  /** Of version 2: whether the values, and never the levels, are packed. */
  isPacked: boolean;
}

/** Field numbers of PageHeader in parquet.thrift. */
function pageAt(bytes: Buffer, at: number): Page {
  const { struct, end } = walkThrift(bytes, at);
  const number = (of: ThriftStruct | undefined, field: number): number => of?.numbers.get(field) ?? -1;
  const type = number(struct, 1);
  const packedBytes = number(struct, 3);
  if (packedBytes < 0) throw new Error('a page tells no size');
  const common = { unpackedBytes: number(struct, 2), start: end, end: end + packedBytes, isPacked: true };
  const [first, dictionary, second] = [5, 7, 8].map((field) => struct.structs.get(field));
  if (type === 2) return { ...common, values: number(dictionary, 1), isDictionary: true, runs: null };
  if (type === 0) {
    const values = number(first, 1);
    const runs = { version: 1, values, encoding: number(first, 2), levelBytes: [0, 0] } as const;
    return { ...common, values, isDictionary: false, runs };
  }
  if (type !== 3) throw new Error(`there is no page of type ${type}`);
  const [values, nulls, definitionBytes, repetitionBytes] = [1, 2, 5, 6].map((field) => number(second, field));
  if (nulls < 0 || nulls > values) throw new Error(`a page of ${values} values tells ${nulls} nulls`);
  if (definitionBytes < 0 || repetitionBytes < 0 || definitionBytes + repetitionBytes > packedBytes)
    throw new Error('the levels of a page do not fit into it');
  const runs = {
    version: 2,
    values,
    encoding: number(second, 4),
    levelBytes: [repetitionBytes, definitionBytes],
  } as const;
  return { ...common, values, isDictionary: false, runs, isPacked: number(second, 7) !== 0 };
}

/** The page as its decoder sees it; in version 2 the levels before it are never packed. */
function unpackPage(body: Buffer, page: Page, unpack: (packed: Buffer, size: number) => Buffer): Buffer {
  const levelBytes = page.runs!.levelBytes[0] + page.runs!.levelBytes[1];
  if (!page.isPacked) return body;
  const levels = body.subarray(0, levelBytes);
  const values = unpack(body.subarray(levelBytes), page.unpackedBytes - levelBytes);
  return levelBytes === 0 ? values : Buffer.concat([levels, values]);
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Highest repetition and definition level: one for each repeated field on the way, and for each that may be missing. */
function levelsOf(footer: FileMetaData, path: readonly string[]): [number, number] {
  let node = parquetSchema(footer);
  let [repetition, definition] = [0, 0];
  for (const part of path) {
    const child = node.children.find((candidate) => candidate.element.name === part);
    if (!child) throw new Error('it is not in the schema');
    const kind = child.element.repetition_type;
    if (kind === 'REPEATED') repetition++;
    if (kind !== 'REQUIRED') definition++;
    node = child;
  }
  return [repetition, definition];
}

/** Whatever a reader of broken bytes throws, as a problem. */
export function asUnreadable(name: string, error: unknown, column?: string): Error {
  if (error instanceof ProblemError) return error;
  const what = (error instanceof Error ? error.message : String(error)).split('\n')[0].replace(/\.$/, '');
  return parquetUnreadable(name, `${column ? `column ${column}: ` : ''}it is damaged (${what})`, error);
}
