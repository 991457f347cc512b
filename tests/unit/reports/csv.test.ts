import { describe, expect, it } from 'vitest';
import { clipsCsv, csvText, metricsCsv } from '../../../src/main/reports/files/csv.ts';
import { HOSTILE, sampleReport } from '../../report-sample.ts';

/** Reads RFC 4180 by its grammar, to check the writer against another mind. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') field += c;
      else if (text[i + 1] === '"') field += text[++i];
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',') [row, field] = [[...row, field], ''];
    else if (c === '\r' && text[i + 1] === '\n') {
      rows.push([...row, field]);
      [row, field] = [[], ''];
      i++;
    } else field += c;
  }
  expect([row, field, quoted]).toEqual([[], '', false]);
  return rows;
}

describe('CSV', () => {
  it.each([
    [[['a', 1.5, null, undefined]], 'a,1.5,,\r\n'],
    [[['a,b', 'say "hi"', 'two\nlines', 'cr\rhere']], '"a,b","say ""hi""","two\nlines","cr\rhere"\r\n'],
    [[[''], [0]], '\r\n0\r\n'],
    [[[-1e-12, 1 / 3]], '-1e-12,0.3333333333333333\r\n'],
  ])('%j', (rows, text) => {
    expect(csvText(rows)).toBe(text);
  });

  it('gives every clip with its words and its numbers in full', () => {
    const [header, row, ...rest] = readCsv(clipsCsv(sampleReport(`${HOSTILE},\r\n"`)));
    expect(rest).toEqual([]);
    expect(row).toHaveLength(header.length);
    expect(new Set(header).size).toBe(header.length);
    expect(row[header.indexOf('note')]).toBe(`${HOSTILE},\r\n"`);
    expect(Number(row[header.indexOf('A ade@4s/10Hz')])).toBe(0.1 + 0.2);
    expect(row[header.indexOf('CV ade@4s/10Hz')]).toBe('');
  });

  it('gives every metric with its intervals and A − B', () => {
    const [header, ...rows] = readCsv(metricsCsv(sampleReport('x')));
    expect(rows).toHaveLength(40);
    const row = rows.find(([key]) => key === 'ade@4s/10Hz') ?? [];
    const value = (column: string) => Number(row[header.indexOf(column)]);
    expect([
      value('A mean'),
      value('B low'),
      value('CV high'),
      value('delta_mean'),
      value('p_corrected'),
      value('better_b'),
    ]).toEqual([1.5, 1.1 - 0.2, 2.4 + 0.3, 0.4, 0.04, 9]);
  });
});
