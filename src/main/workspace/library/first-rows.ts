import type { Bitset } from './bitset.ts';

/** Where a page begins: after this value and row. NaN stands for rows without a value, which come last. */
export interface SortPlace {
  value: number;
  row: number;
}

/**
 * The first `limit` rows of a set in the order of a column, after a place: one pass with a heap of the best rows so far.
 * Rows without a value (NaN) come last in both directions; equal values go by row.
 */
export function firstRows(
  set: Bitset,
  column: ArrayLike<number>,
  direction: 'ascending' | 'descending',
  after: SortPlace | null,
  limit: number,
): number[] {
  const sign = direction === 'ascending' ? 1 : -1;
  const rankOf = (value: number): number => (Number.isNaN(value) ? Infinity : sign * value);
  const afterRank = after ? rankOf(after.value) : -Infinity;
  const afterRow = after ? after.row : -1;
  // Max-heap: the worst of the best is on top.
  const ranks = new Float64Array(limit);
  const rows = new Int32Array(limit);
  let size = 0;
  const worse = (rankA: number, rowA: number, rankB: number, rowB: number) =>
    rankA > rankB || (rankA === rankB && rowA > rowB);

  const sink = (rank: number, row: number) => {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && worse(ranks[child + 1], rows[child + 1], ranks[child], rows[child])) child++;
      if (!worse(ranks[child], rows[child], rank, row)) break;
      ranks[at] = ranks[child]!;
      rows[at] = rows[child]!;
      at = child;
    }
    ranks[at] = rank;
    rows[at] = row;
  };
  const rise = (rank: number, row: number) => {
    let at = size++;
    while (at > 0) {
      const parent = (at - 1) >>> 1;
      if (!worse(rank, row, ranks[parent], rows[parent])) break;
      ranks[at] = ranks[parent]!;
      rows[at] = rows[parent]!;
      at = parent;
    }
    ranks[at] = rank;
    rows[at] = row;
  };

  const { words } = set;
  for (let w = 0; w < words.length; w++) {
    let word = words[w];
    while (word !== 0) {
      const row = w * 32 + 31 - Math.clz32(word & -word);
      word &= word - 1;
      const value = column[row];
      const rank = value !== value ? Infinity : sign * value;
      if (rank < afterRank || (rank === afterRank && row <= afterRow)) continue;
      if (size < limit) rise(rank, row);
      else if (rank < ranks[0] || (rank === ranks[0] && row < rows[0])) sink(rank, row);
    }
  }
  return Array.from({ length: size }, (_, i) => i)
    .sort((a, b) => ranks[a] - ranks[b] || rows[a] - rows[b])
    .map((i) => rows[i]);
}
