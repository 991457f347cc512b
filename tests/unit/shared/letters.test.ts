import { expect, test } from 'vitest';
import { runLetters, type RunLetter } from '../../../src/shared/domain/series.ts';
import { listedLetters } from '../../../src/shared/words/letters.ts';

test.each<[RunLetter[], string]>([
  [[], ''],
  [['B'], 'B'],
  [['C', 'A'], 'A and C'],
  [['A', 'B', 'D'], 'A, B and D'],
  [['A', 'B', 'C'], 'A to C'],
  [['A', 'C', 'D', 'E', 'F', 'H'], 'A, C to F and H'],
  [[...runLetters], 'A to F2'],
])('%j reads %s', (letters, words) => {
  expect(listedLetters(letters)).toBe(words);
});
