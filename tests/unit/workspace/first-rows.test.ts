import { describe, expect, it } from 'vitest';
import { emptySet, fullSet, put } from '../../../src/main/workspace/library/bitset.ts';
import { firstRows, type SortPlace } from '../../../src/main/workspace/library/first-rows.ts';

const random = (() => {
  let seed = 7;
  return () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;
})();

/** The order that the page must follow, by plain sorting. */
function sorted(rows: number[], column: ArrayLike<number>, direction: 'ascending' | 'descending'): number[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return rows.toSorted((a, b) => {
    const [x, y] = [column[a], column[b]];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || a - b;
    return sign * (x - y) || a - b;
  });
}

describe('firstRows', () => {
  it.each(['ascending', 'descending'] as const)('walks any column %s page by page as sorting would', (direction) => {
    for (let round = 0; round < 60; round++) {
      const size = Math.floor(random() * 200);
      const column = Float64Array.from({ length: size }, () => (random() < 0.2 ? NaN : Math.floor(random() * 20) - 10));
      const set = emptySet(size);
      const members = Array.from({ length: size }, (_, row) => row).filter(() => random() < 0.7);
      members.forEach((row) => put(set, row, true));
      const limit = 1 + Math.floor(random() * 30);
      const walked: number[] = [];
      for (let after: SortPlace | null = null; ;) {
        const page = firstRows(set, column, direction, after, limit);
        walked.push(...page);
        if (page.length < limit) break;
        const last: number = page[page.length - 1];
        after = { value: column[last], row: last };
      }
      expect(walked).toEqual(sorted(members, column, direction));
    }
  });

  it('goes on behind a place whose row is no more in the set', () => {
    const set = fullSet(5);
    put(set, 2, false);
    expect(firstRows(set, [1, 1, 1, 1, 2], 'ascending', { value: 1, row: 2 }, 10)).toEqual([3, 4]);
  });
});
