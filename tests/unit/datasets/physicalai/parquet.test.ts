import { readFileSync } from 'node:fs';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { readParquet } from '../../../../src/main/datasets/parquet/parquet-table.ts';
import { ProblemError } from '../../../../src/shared/domain/problem.ts';
import { randomOf } from '../../../synthetic/random.ts';

const golden = (name: string) => readFileSync(new URL(`../../../golden/parquet/${name}`, import.meta.url));
type Cell = null | string | number | boolean | string[];
const expected = JSON.parse(golden('expected.json').toString('utf8')) as Record<string, Record<string, Cell[]>>;

const wordsOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'nothing thrown';
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    expect(error.problem.code).toBe('dataset.parquet-unreadable');
    return error.problem.whatHappened;
  }
};

test.each(Object.entries(expected))('%s holds what pyarrow wrote and pandas reads', async (name, columns) => {
  const table = await readParquet(golden(`${name}.parquet`), name);
  for (const [column, values] of Object.entries(columns)) {
    expect(table.columnNames).toContain(column);
    expect(values.length).toBe(table.rowCount);
    const sample = values.find((value) => value !== null) ?? null;
    if (Array.isArray(sample)) expect(table.lists(column)).toEqual(values.map((v) => (v as string[]).map(Number)));
    else if (typeof sample === 'boolean') expect(table.truths(column)).toEqual(values);
    else if (typeof sample === 'string' && !/^-?\d+$/.test(sample)) expect(table.texts(column)).toEqual(values);
    else expect([...table.numbers(column)!]).toEqual(values.map((value) => (value === null ? NaN : Number(value))));
  }
});

test.each([
  ['ms', 1000],
  ['us', 1],
  ['ns', 0.001],
])('times in %s come as µs', async (unit, factor) => {
  const table = await readParquet(golden(`timestamp-${unit}.parquet`), unit);
  expect([...table.numbers('timestamp')!]).toEqual(Array.from({ length: 60 }, (_, i) => i * 1e7 * factor));
});

test('columns that are not asked for are not read, and ones that are not there are null', async () => {
  const table = await readParquet(golden('types.parquet'), 'types', ['int8', 'nothing']);
  expect(table.columnNames).toContain('huge');
  expect(table.numbers('huge')).toBeNull();
  expect(table.texts('nothing')).toBeNull();
  expect(table.numbers('int8')!.length).toBe(60);
});

test('a table of another kind, or one that tells too much, is refused in words', async () => {
  expect(await wordsOf(readParquet(Buffer.from('clip_id,chunk\n'), 'x'))).toContain('cut off or of another kind');
  const whole = golden('types.parquet');
  expect(await wordsOf(readParquet(whole, 'x', undefined, { rows: 59, bytes: 1e9 }))).toContain('tells 60 rows');
  expect(await wordsOf(readParquet(whole, 'x', undefined, { rows: 60, bytes: 500 }))).toContain(
    'larger than 500 bytes',
  );
  for (let bytes = 0; bytes < whole.length; bytes += 7) await wordsOf(readParquet(whole.subarray(0, bytes), 'x'));
  const footer = Buffer.from(whole);
  footer.writeUInt32LE(0x7fffffff, whole.length - 8);
  expect(await wordsOf(readParquet(footer, 'x'))).toContain('does not fit');
});

test('an unknown codec is named', async () => {
  const bytes = Buffer.from(
    parquetWriteBuffer({
      columnData: [{ name: 'timestamp', data: new Float64Array(50), type: 'DOUBLE' }],
      codec: 'SNAPPY',
    }),
  );
  // The codec is field 4 of the column's metadata: after the path (`timestamp`) comes 0x15 (field + 1, i32) and its number, doubled.
  const at = bytes.lastIndexOf(Buffer.from('timestamp')) + 'timestamp'.length;
  expect([bytes[at], bytes[at + 1]]).toEqual([0x15, 2]);
  bytes[at + 1] = 6;
  expect(await wordsOf(readParquet(bytes, 'x'))).toContain('packed by LZO');
  bytes[at + 1] = 60;
  expect(await wordsOf(readParquet(bytes, 'x'))).toContain('an unknown codec');
});

test('changed bytes give a problem or a table, nothing else, and soon', async () => {
  const random = randomOf(11);
  const names = ['egomotion-snappy', 'egomotion-zstd', 'egomotion-v2-pages', 'index-curated', 'types', 'egomotion-lz4'];
  let slowestMs = 0;
  for (let round = 0; round < 600; round++) {
    const bytes = Buffer.from(golden(`${names[round % names.length]}.parquet`));
    const footer = bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8);
    for (let k = 0; k < 1 + random() * 4; k++) {
      const from = random() < 0.6 ? footer : 4;
      bytes[from + Math.floor(random() * (bytes.length - from))] = random() < 0.3 ? 255 : Math.floor(random() * 256);
    }
    const start = performance.now();
    await wordsOf(readParquet(bytes, 'x', undefined, { rows: 1000, bytes: 1e6 }));
    slowestMs = Math.max(slowestMs, performance.now() - start);
  }
  expect(slowestMs).toBeLessThan(5000);
}, 60_000);
