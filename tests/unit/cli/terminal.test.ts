import { describe, expect, it } from 'vitest';
import { problemWords } from '../../../src/main/hosts/cli/output.ts';
import { progressLine } from '../../../src/main/hosts/cli/progress-line.ts';
import { textTable } from '../../../src/main/hosts/cli/text-table.ts';

describe('a progress line', () => {
  const job = { title: 'Run m', done: 30, total: 120, unit: 'clips', rate: 10, current: 'scene-0103' };
  it.each([
    [job, 200, 'Run m  [######------------------] 25 %  30 of 120 clips  10/s  9 s left  scene-0103'],
    [{ ...job, total: 0, rate: null }, 200, 'Run m  30 clips  scene-0103'],
    [
      { ...job, done: 500 },
      200,
      'Run m  [########################] 100 %  500 of 120 clips  10/s  0 s left  scene-0103',
    ],
    [
      { ...job, current: 'a\u001b[2Jb\n' },
      200,
      'Run m  [######------------------] 25 %  30 of 120 clips  10/s  9 s left  a\ufffd[2Jb\ufffd',
    ],
    [job, 30, 'Run m  [######---------------'],
  ])('%#', (given, columns, line) => {
    expect(progressLine(given, columns).startsWith(line)).toBe(true);
    expect(progressLine(given, columns).length).toBeLessThan(columns);
  });
});

it('a table lines its columns up and lets no name steer the terminal', () => {
  const columns = [
    { title: 'name', text: (row: [string, number]) => row[0] },
    { title: 'n', align: 'right' as const, text: (row: [string, number]) => String(row[1]) },
  ];
  expect(
    textTable(columns, [
      ['a\u001b[31m', 5],
      ['long name', 120],
    ]),
  ).toBe('name         n\na\ufffd[31m       5\nlong name  120');
});

it('a problem says what, why, what is safe and what to do', () => {
  expect(
    problemWords({ code: 'x', title: 'Gone', whatHappened: 'It is gone.', whatWasKept: '', whatToDo: 'Look.' }),
  ).toBe('Gone.\n  It is gone.\n  Look.');
});
