import { expect, test } from 'vitest';
import { checkRuns, type PageRuns } from '../../../../src/main/datasets/parquet/check-runs.ts';
import { walkThrift } from '../../../../src/main/datasets/parquet/thrift-walk.ts';

const flat: PageRuns = { version: 1, values: 10, encoding: 8, isBoolean: false, levels: [0, 0], levelBytes: [0, 0] };
const optional: PageRuns = { ...flat, encoding: 0, levels: [0, 1] };
const lengthOf = (bytes: number[]): number[] => [bytes.length, 0, 0, 0, ...bytes];

const cases: { what: string; page: number[]; runs: PageRuns; fails: RegExp | null }[] = [
  { what: 'ten values of one run', page: [3, 20, 5], runs: flat, fails: null },
  { what: 'a run of 2³⁰ values', page: [3, 0xff, 0xff, 0xff, 0xff, 0x07, 5], runs: flat, fails: /a run tells/ },
  { what: 'a length without end', page: [3, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], runs: flat, fails: /no sane length/ },
  {
    what: 'a length that is negative in 32 bits',
    page: [3, 0xff, 0xff, 0xff, 0xff, 0x0f, 0],
    runs: flat,
    fails: /no sane/,
  },
  { what: 'packed groups past the page', page: [3, 0xff, 0xff, 0x03, 0], runs: flat, fails: /a run tells/ },
  { what: 'packed values, padded', page: [3, 5, 0, 0, 0, 0, 0, 0], runs: flat, fails: null },
  { what: 'indices of 200 bits', page: [200, 20, 5], runs: flat, fails: /200 bits/ },
  { what: 'sane levels', page: [...lengthOf([20, 1]), 1, 2], runs: optional, fails: null },
  {
    what: 'levels of 2²⁰ values',
    page: [...lengthOf([0x80, 0x80, 0x80, 1, 1]), 1],
    runs: optional,
    fails: /a run tells/,
  },
  {
    what: 'delta blocks of nothing in many parts',
    page: [0, 0x80, 0x80, 4, 1, 1],
    runs: { ...flat, encoding: 5 },
    fails: /delta blocks/,
  },
  { what: 'delta blocks as usual', page: [0x80, 1, 4, 10, 0], runs: { ...flat, encoding: 5 }, fails: null },
  {
    what: 'a coding that can grow by itself',
    page: [0x80, 1, 4],
    runs: { ...flat, encoding: 7 },
    fails: /DELTA_BYTE_ARRAY/,
  },
];
test.each(cases)('$what', ({ page, runs, fails }) => {
  const check = () => checkRuns(Buffer.from(page), runs);
  if (fails) expect(check).toThrow(fails);
  else expect(check).not.toThrow();
});

test.each([
  ['a list of 2³¹ elements in 8 bytes', [0x19, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07, 0]],
  ['a text longer than the rest', [0x18, 0x7f, 1, 0]],
  ['structs without end', Array.from({ length: 200 }, () => 0x1c)],
  ['a type that is none', [0x1e, 0]],
  ['a number without end', [0x15, ...Array.from({ length: 30 }, () => 0xff)]],
  ['no end', [0x15, 2]],
])('%s is no Thrift struct', (_, bytes) => {
  expect(() => walkThrift(Buffer.from(bytes), 0)).toThrow();
});

test('numbers, truth values and structs of a Thrift struct are told with its end', () => {
  // Field 1 an i32 of −3, field 2 true, field 3 a text, field 4 a struct with field 1 = 2.
  const { struct, end } = walkThrift(Buffer.from([9, 0x15, 5, 0x11, 0x18, 2, 65, 66, 0x1c, 0x15, 4, 0, 0, 9]), 1);
  expect([...struct.numbers]).toEqual([
    [1, -3],
    [2, 1],
  ]);
  expect([...struct.structs.get(4)!.numbers]).toEqual([[1, 2]]);
  expect(end).toBe(13);
});
