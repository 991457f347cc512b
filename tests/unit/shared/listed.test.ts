import { expect, it } from 'vitest';
import { listed } from '../../../src/shared/words/listed.ts';

it.each([
  [[], ''],
  [['A'], 'A'],
  [['A', 'C'], 'A and C'],
  [['A', 'B', 'C'], 'A, B and C'],
])('%j is told as "%s"', (names, words) => expect(listed(names)).toBe(words));
