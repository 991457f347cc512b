import { describe, expect, it } from 'vitest';
import type { Field } from '../../../src/main/datasets/nuscenes/row-layout.ts';
import { between, unit, word } from '../../synthetic/random.ts';
import { readTableText } from './read-table-text.ts';

const fields: Field[] = [
  { name: 'token', kind: 'token' },
  { name: 'time', kind: 'number' },
  { name: 'place', kind: 'numbers', length: 3 },
  { name: 'isKey', kind: 'boolean' },
  { name: 'file', kind: 'text' },
  { name: 'tokens', kind: 'list' },
];

const hexToken = (seed: number) =>
  Array.from({ length: 4 }, (_, i) => word(seed, i).toString(16).padStart(8, '0')).join('');
const texts = [
  '',
  'samples/CAM_FRONT/n015__CAM_FRONT__1532402927612460.jpg',
  'a"b\\c',
  'tab\there',
  'ünïcödé 日本',
  'x'.repeat(300),
  '{"not":[a record',
  '\u2028',
];

function numberText(seed: number): string {
  const digits = String(Math.floor(unit(seed, 1) * 10 ** Math.floor(between(0, 17, seed, 2))));
  const fraction =
    unit(seed, 3) < 0.7
      ? `.${Array.from({ length: 1 + (word(seed, 4) % 20) }, (_, i) => word(seed, 5, i) % 10).join('')}`
      : '';
  const exponent =
    unit(seed, 6) < 0.1
      ? `${unit(seed, 7) < 0.5 ? 'e' : 'E'}${['', '+', '-'][word(seed, 8) % 3]}${word(seed, 9) % 40}`
      : '';
  return `${unit(seed, 10) < 0.3 ? '-' : ''}${digits}${fraction}${exponent}`;
}

/** JSON text of a table in one of many styles: key order, spaces, extra keys, escapes. Mostly one style throughout, as programs write. */
function tableText(seed: number): string {
  const rows = Array.from({ length: 1 + (word(seed, 1) % 20) }, (_, r) => {
    const style = unit(seed, r, 2) < 0.8 ? seed : word(seed, r);
    const space = ['', ' ', '\n', '\n\t '][word(style, 3) % 4];
    const escape = (text: string) =>
      word(style, 4) % 4 === 0 ? JSON.stringify(text).replaceAll('a', '\\u0061') : JSON.stringify(text);
    const pick = (k: number) => texts[word(seed, r, k) % texts.length];
    const token = unit(seed, r, 5) < 0.8 ? hexToken(word(seed, r, 6)) : pick(7);
    const values: [string, string][] = [
      ['token', escape(token)],
      ['time', numberText(word(seed, r, 8))],
      ['place', `[${space}${[9, 10, 11].map((k) => numberText(word(seed, r, k))).join(`,${space}`)}${space}]`],
      ['isKey', String(word(seed, r, 12) % 2 === 0)],
      ['file', escape(pick(13))],
      ['tokens', JSON.stringify([14, 15].slice(0, word(seed, r, 16) % 3).map((k) => pick(k)))],
      ['extra', ['null', '"x"', '12.5', 'true', '[1,"a"]', '{"deep":[{}]}'][word(style, 17) % 6]],
    ];
    values.sort(([a], [b]) => word(style, a.length, a.charCodeAt(0)) - word(style, b.length, b.charCodeAt(0)));
    return `{${space}${values.map(([key, value]) => `"${key}"${space}:${space}${value}`).join(`${space},${space}`)}${space}}`;
  });
  return `[${rows.join(unit(seed, 18) < 0.5 ? ',' : ' ,\n')}]`;
}

describe('the table reader agrees with JSON.parse', () => {
  it('on 1,500 tables in many styles, to the last bit of every number', () => {
    for (let seed = 1; seed <= 1500; seed++) {
      const text = tableText(seed);
      const expected = (JSON.parse(text) as Record<string, unknown>[]).map((record) =>
        Object.fromEntries(fields.map(({ name }) => [name, record[name]])),
      );
      expect(readTableText(text, fields, 1 + (word(seed, 99) % 500)), text).toEqual({ rows: expected, skipped: [] });
    }
  });

  it('on what is JSON and what is not, over 4,000 damaged tables', () => {
    let damagedCount = 0;
    for (let seed = 1; seed <= 4000; seed++) {
      const bytes = Buffer.from(tableText(seed));
      const at = word(seed, 101) % bytes.length;
      const kind = word(seed, 102) % 4;
      const damaged =
        kind === 0
          ? bytes.subarray(0, at)
          : kind === 1
            ? Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)])
            : kind === 2
              ? Buffer.concat([bytes.subarray(0, at), Buffer.from([word(seed, 103) & 127]), bytes.subarray(at)])
              : Buffer.concat([bytes.subarray(0, at), Buffer.from([word(seed, 104) & 127]), bytes.subarray(at + 1)]);
      const isTable = parses(damaged.toString('utf8'));
      let isRead = true;
      try {
        readTableText(damaged, fields, 1 + (word(seed, 105) % 500));
      } catch {
        isRead = false;
      }
      expect(isRead, damaged.toString('utf8')).toBe(isTable);
      if (!isTable) damagedCount++;
    }
    expect(damagedCount).toBeGreaterThan(1000);
  });
});

function parses(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
}
