import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openZip } from '../../../../src/main/datasets/zip/open-zip.ts';
import { ProblemError } from '../../../../src/shared/domain/problem.ts';
import { randomOf } from '../../../synthetic/random.ts';
import { zipFile, type ZipEntry } from '../../../synthetic/zip-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'foresight-zip-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const opened = (bytes: Uint8Array) => {
  const path = join(folder, 'some.zip');
  writeFileSync(path, bytes);
  return openZip(path, 'some.zip');
};
const text = (value: string) => Buffer.from(value);
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'nothing thrown';
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return `${error.problem.code}: ${error.problem.whatHappened}`;
  }
};

test.each([{ zip64: false }, { zip64: true }])(
  'stored and deflated members are read by the directory, $zip64',
  (options) => {
    const long = text('ab'.repeat(5000));
    const zip = opened(
      zipFile(
        [
          { name: 'a/one.mp4', content: text('0123456789'), ...options },
          { name: 'two.parquet', content: long, deflate: true, ...options },
        ],
        { ...options, comment: 'PK\x05\x06 in a comment is no end' },
      ),
    );
    const one = zip.members.get('a/one.mp4')!;
    expect(zip.rangeOf(one)).toEqual({ offset: 30 + 9, bytes: 10 });
    expect(zip.readPart(one, 8, 100).toString()).toBe('89');
    expect(zip.read(one, 10).toString()).toBe('0123456789');
    const two = zip.members.get('two.parquet')!;
    expect(zip.rangeOf(two)).toBeNull();
    expect(zip.read(two, 20_000)).toEqual(long);
    expect(codeOf(() => zip.read(two, 9999))).toContain('at most 9999 are unpacked');
    zip.close();
  },
);

const refusals: { what: string; entries: ZipEntry[]; reason: RegExp }[] = [
  { what: 'going up', entries: [{ name: 'a/../../b', content: text('x') }], reason: /goes up/ },
  { what: 'absolute', entries: [{ name: '/etc/passwd', content: text('x') }], reason: /absolute/ },
  { what: 'backslash', entries: [{ name: '..\\b', content: text('x') }], reason: /backslash/ },
  {
    what: 'twice',
    entries: [
      { name: 'b', content: text('x') },
      { name: 'b', content: text('y') },
    ],
    reason: /more than once/,
  },
  {
    what: 'past the end',
    entries: [{ name: 'b', content: text('x'), told: { bytes: 9e6, compressedBytes: 9e6 } }],
    reason: /outside/,
  },
  { what: 'stored, two sizes', entries: [{ name: 'b', content: text('x'), told: { bytes: 9 } }], reason: /two sizes/ },
  {
    what: 'too dense',
    entries: [{ name: 'b', content: text('x'), deflate: true, told: { bytes: 4e9 } }],
    reason: /deflate can hold/,
  },
  { what: 'other method', entries: [{ name: 'b', content: text('x'), told: { method: 12 } }], reason: /method 12/ },
  {
    what: 'overlapping',
    entries: [
      { name: 'a', content: Buffer.alloc(99) },
      { name: 'b', content: text('x'), told: { headerOffset: 0 } },
    ],
    reason: /shared/,
  },
];
test.each(refusals)('a member is refused: $what', ({ entries, reason }) => {
  const zip = opened(zipFile([...entries, { name: 'good', content: text('fine') }]));
  expect(zip.refused.length).toBeGreaterThan(0);
  for (const refused of zip.refused) expect(refused.reason).toMatch(reason);
  expect([...zip.members.keys()]).toEqual(['good']);
  expect(zip.read(zip.members.get('good')!, 10).toString()).toBe('fine');
  zip.close();
});

test('a bomb stops at the size it tells, a lie about the content is found', () => {
  const bomb = opened(
    zipFile([{ name: 'b', content: Buffer.alloc(50 * 2 ** 20), deflate: true, told: { bytes: 1000 } }]),
  );
  const before = process.memoryUsage().arrayBuffers;
  expect(codeOf(() => bomb.read(bomb.members.get('b')!, 2 ** 30))).toContain('unpacks to more than it tells');
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 20);
  bomb.close();
  const wrong = opened(zipFile([{ name: 'b', content: text('abc'), told: { crc32: 1 } }]));
  expect(codeOf(() => wrong.read(wrong.members.get('b')!, 10))).toContain('checksum');
  wrong.close();
  const header = zipFile([{ name: 'b', content: text('abc') }]);
  header.write('c', 30);
  const other = opened(header);
  expect(codeOf(() => other.rangeOf(other.members.get('b')!))).toContain('contradicts the directory');
  other.close();
});

test('an archive that is cut off anywhere is damaged, and said so', () => {
  const whole = zipFile([
    { name: 'one', content: text('abc') },
    { name: 'two', content: text('def') },
  ]);
  for (let bytes = 0; bytes < whole.length; bytes++)
    expect(codeOf(() => opened(whole.subarray(0, bytes)))).toContain('dataset.zip-damaged');
  const noDirectory = Buffer.from(whole);
  noDirectory.fill(0, whole.indexOf('PK\x01\x02'), whole.indexOf('PK\x01\x02') + 4);
  expect(codeOf(() => opened(noDirectory))).toContain('breaks off after 0 of 2 files');
});

test('changed bytes give a problem or the content, nothing else', () => {
  const random = randomOf(7);
  const content = Buffer.from(Array.from({ length: 300 }, () => Math.floor(random() * 256)));
  const entries = [
    { name: 'one', content },
    { name: 'two', content: Buffer.alloc(5000), deflate: true, zip64: true },
  ];
  for (const zip64 of [false, true]) {
    const whole = zipFile(entries, { zip64 });
    for (let round = 0; round < 1500; round++) {
      const changed = Buffer.from(whole);
      const from = random() < 0.5 ? whole.indexOf('PK\x01\x02') : 0;
      for (let k = 0; k < 1 + random() * 4; k++)
        changed[from + Math.floor(random() * (whole.length - from))] =
          random() < 0.3 ? 255 : Math.floor(random() * 256);
      codeOf(() => {
        const zip = opened(changed);
        for (const member of zip.members.values()) codeOf(() => zip.read(member, 10_000));
        zip.close();
      });
    }
  }
});
