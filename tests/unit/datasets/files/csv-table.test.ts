import { describe, expect, it } from 'vitest';
import { csvTable } from '../../../../src/main/datasets/files/csv-table.ts';

describe('comma-separated text', () => {
  it.each<[string, string[][]]>([
    [
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\r\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['\ufeffa\n"x, ""y""\nz"\n', [['a'], ['x, "y"\nz']]],
    [
      'a,b\n\n,\n',
      [
        ['a', 'b'],
        ['', ''],
      ],
    ],
    [
      'a,b\r\n"x, ""y""","two\nlines"\n,\n\n1,2',
      [
        ['a', 'b'],
        ['x, "y"', 'two\nlines'],
        ['', ''],
        ['1', '2'],
      ],
    ],
    ['a\n"open', [['a'], ['open']]],
    ['', [[]]],
  ])('%j', (text, expected) => {
    const { header, rows } = csvTable(text);
    expect([header, ...rows.map(({ cells }) => cells)]).toEqual(expected);
  });
  it('tells the line that a row begins in', () => {
    expect(csvTable('a\n"1\n2"\n3\n').rows.map(({ line }) => line)).toEqual([2, 4]);
  });
});
