import { describe, expect, it } from 'vitest';
import {
  both,
  count,
  countBoth,
  either,
  emptySet,
  forEachRow,
  fullSet,
  has,
  put,
  without,
  type Bitset,
} from '../../../src/main/workspace/library/bitset.ts';

const setOf = (size: number, rows: number[]): Bitset => {
  const set = emptySet(size);
  rows.forEach((row) => put(set, row, true));
  return set;
};
const rowsOf = (set: Bitset): number[] => {
  const rows: number[] = [];
  forEachRow(set, (row) => rows.push(row));
  return rows;
};

describe('bitset', () => {
  it.each([0, 1, 31, 32, 33, 64, 100])('of size %i holds all rows and no more', (size) => {
    expect(rowsOf(fullSet(size))).toEqual(Array.from({ length: size }, (_, i) => i));
    expect(count(fullSet(size))).toBe(size);
    expect(count(emptySet(size))).toBe(0);
  });

  it('is a set', () => {
    const a = setOf(70, [0, 5, 31, 32, 63, 69]);
    const b = setOf(70, [5, 32, 33, 69]);
    expect(rowsOf(both(a, b))).toEqual([5, 32, 69]);
    expect(rowsOf(either(a, b))).toEqual([0, 5, 31, 32, 33, 63, 69]);
    expect(rowsOf(without(a, b))).toEqual([0, 31, 63]);
    expect(countBoth(a, b)).toBe(3);
    put(a, 31, false);
    expect([has(a, 31), has(a, 32), has(a, 33)]).toEqual([false, true, false]);
  });
});
