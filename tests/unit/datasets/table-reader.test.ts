import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../../src/shared/domain/problem.ts';
import type { Field } from '../../../src/main/datasets/nuscenes/row-layout.ts';
import { readTableText } from './read-table-text.ts';

const TOKEN = '0123456789abcdef0123456789abcdef';
const fields: Field[] = [
  { name: 'token', kind: 'token' },
  { name: 'n', kind: 'number' },
];
const row = (n: string, token = `"${TOKEN}"`) => `{"token":${token},"n":${n}}`;

const readable: [name: string, text: string, rows: [token: string, n: number][]][] = [
  ['an empty list', '[]', []],
  ['an empty list with space', ' \n[ \t] \n', []],
  ['one record', `[${row('1')}]`, [[TOKEN, 1]]],
  [
    'nuScenes own layout',
    `[\n{\n"token": "${TOKEN}",\n"n": 1532402927647951\n},\n{\n"token": "a",\n"n": -0.5\n}\n]`,
    [
      [TOKEN, 1532402927647951],
      ['a', -0.5],
    ],
  ],
  [
    'another key order on every row',
    `[{"token":"a","n":1},{"n":2,"token":"b"},{"token":"c","n":3}]`,
    [
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ],
  ],
  [
    'other keys before, between and after',
    `[{"x":null,"token":"a","y":{"z":[1,{"q":"}]"}]},"n":1,"w":"\\"}"}]`,
    [['a', 1]],
  ],
  ['escapes in keys and tokens', `[{"tok\\u0065n":"\\u0061\\n\\"","n":1}]`, [['a\n"', 1]]],
  ['upper-case hexadecimal is another token', `[${row('1', `"${TOKEN.toUpperCase()}"`)}]`, [[TOKEN.toUpperCase(), 1]]],
  [
    'a token of 31 and one of 33 digits',
    `[${row('1', `"${TOKEN.slice(1)}"`)},${row('2', `"${TOKEN}0"`)}]`,
    [
      [TOKEN.slice(1), 1],
      [`${TOKEN}0`, 2],
    ],
  ],
  [
    'an empty token',
    `[${row('1', '""')},${row('2')}]`,
    [
      ['', 1],
      [TOKEN, 2],
    ],
  ],
  [
    'text beyond ASCII',
    `[${row('1', '"Zoë – 日本 😀"')},${row('2', '"Zoë – 日本 😀!"')}]`,
    [
      ['Zoë – 日本 😀', 1],
      ['Zoë – 日本 😀!', 2],
    ],
  ],
  [
    'exponents and minus zero',
    `[${row('1e3')},${row('-2.5E-3')},${row('-0')},${row('-0.0')},${row('1E+2')}]`,
    [
      [TOKEN, 1000],
      [TOKEN, -0.0025],
      [TOKEN, -0],
      [TOKEN, -0],
      [TOKEN, 100],
    ],
  ],
  ['a byte order mark', `\ufeff[${row('1')}]`, [[TOKEN, 1]]],
  [
    'the last of two equal keys',
    `[{"token":"a","n":1,"n":2},{"token":"b","n":3,"n":4}]`,
    [
      ['a', 2],
      ['b', 4],
    ],
  ],
];

describe('a table is read', () => {
  it.each(readable)('%s', (_, text, rows) => {
    const expected = rows.map(([token, n]) => ({ token, n }));
    for (const piece of [1, 2, 3, 7, 64, 1 << 20])
      expect(readTableText(text, fields, piece)).toEqual({ rows: expected, skipped: [] });
  });
});

const unusable: [name: string, record: string, reason: string][] = [
  ['a missing field', '{"token":"a"}', 'field n is missing'],
  ['a text for a number', '{"token":"a","n":"1"}', 'n is not a number'],
  ['a number for a token', '{"token":1,"n":1}', 'token is not a token'],
  ['NaN as Python writes it', '{"token":"a","n":NaN}', 'n has no number (NaN)'],
  ['minus infinity', '{"token":"a","n":-Infinity}', 'n has no number (NaN)'],
  ['a number beyond a double', '{"token":"a","n":1e999}', 'n is infinite'],
  ['null', '{"token":"a","n":null}', 'n has no number (NaN)'],
  ['a list for a record', '[1,2]', 'not a record'],
  ['a number for a record', '17', 'not a record'],
];

describe('a record that cannot be used is skipped with its reason, its neighbours stay', () => {
  it.each(unusable)('%s', (_, record, reason) => {
    const { rows, skipped } = readTableText(`[${row('1')},${record},${row('3')}]`, fields);
    expect(rows.map((r) => r['n'])).toEqual([1, 3]);
    expect(skipped).toEqual([`2: ${reason}`]);
  });
});

const broken: [name: string, text: string, code: string, words: RegExp][] = [
  ['an empty file', '', 'dataset.table-truncated', /byte 0\b/],
  [
    'cut off inside a record',
    `[${row('1')},{"token":"ab`,
    'dataset.table-truncated',
    /byte 64 inside or after record 2/,
  ],
  ['cut off inside a number', `[${row('1')},{"token":"a","n":12`, 'dataset.table-truncated', /record 2/],
  ['cut off after a record', `[${row('1')}`, 'dataset.table-truncated', /record 2/],
  ['cut off after a comma', `[${row('1')},`, 'dataset.table-truncated', /record 2/],
  ['an object instead of a list', `{"a":1}`, 'dataset.table-not-json', /byte 0/],
  ['words', 'hello', 'dataset.table-not-json', /byte 0/],
  ['a missing comma', `[${row('1')} ${row('2')}]`, 'dataset.table-not-json', /byte 52, record 2/],
  ['a comma too much', `[${row('1')},]`, 'dataset.table-not-json', /record 2/],
  ['something after the list', `[${row('1')}] x`, 'dataset.table-not-json', /byte 53:/],
  [
    'a leading zero',
    `[${row('1')},${row('012')}]`,
    'dataset.table-not-json',
    /byte 101, record 2: Unexpected number\./,
  ],
  ['a bare word', `[${row('1')},${row('abc')}]`, 'dataset.table-not-json', /byte 52, record 2: Unexpected token 'a'/],
  ['a line break inside a text', `[${row('1')},${row('1', '"a\nb"')}]`, 'dataset.table-not-json', /record 2/],
  ['a point without digits', `[${row('1')},${row('1.')}]`, 'dataset.table-not-json', /record 2/],
];

describe('a file that is no table is refused with its name and place', () => {
  it.each(broken)('%s', (_, text, code, words) => {
    for (const piece of [5, 1 << 20]) {
      try {
        readTableText(text, fields, piece);
        expect.unreachable();
      } catch (error) {
        expect(error).toBeInstanceOf(ProblemError);
        const { problem } = error as ProblemError;
        expect(problem.code).toBe(code);
        expect(problem.title).toMatch(/^some\.json /);
        expect(problem.whatHappened).toContain('/data/v1.0-mini/some.json');
        expect(problem.whatHappened).toMatch(words);
      }
    }
  });

  it('a record without end is refused before it fills the memory', () => {
    const reader = () => readTableText(Buffer.concat([Buffer.from('[{"token":"'), Buffer.alloc(40 << 20, 97)]), fields);
    expect(reader).toThrowError(/more than 16 MB/);
  });
});
