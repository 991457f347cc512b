/** A set of row numbers 0 … size − 1, one bit each. Bits beyond the size are always clear. */
export interface Bitset {
  readonly size: number;
  readonly words: Uint32Array;
}

export const emptySet = (size: number): Bitset => ({ size, words: new Uint32Array((size + 31) >>> 5) });

export function fullSet(size: number): Bitset {
  const set = emptySet(size);
  set.words.fill(0xffffffff);
  if (size % 32 !== 0) set.words[set.words.length - 1] = 2 ** (size % 32) - 1;
  return set;
}

export const has = (set: Bitset, row: number): boolean => ((set.words[row >>> 5] >>> (row & 31)) & 1) === 1;

export function put(set: Bitset, row: number, member: boolean): void {
  if (member) set.words[row >>> 5] |= 1 << (row & 31);
  else set.words[row >>> 5] &= ~(1 << (row & 31));
}

export function both(a: Bitset, b: Bitset): Bitset {
  const out = emptySet(a.size);
  for (let i = 0; i < out.words.length; i++) out.words[i] = a.words[i] & b.words[i];
  return out;
}

export function either(a: Bitset, b: Bitset): Bitset {
  const out = emptySet(a.size);
  for (let i = 0; i < out.words.length; i++) out.words[i] = a.words[i] | b.words[i];
  return out;
}

export function without(a: Bitset, b: Bitset): Bitset {
  const out = emptySet(a.size);
  for (let i = 0; i < out.words.length; i++) out.words[i] = a.words[i] & ~b.words[i];
  return out;
}

/** Number of rows in a set. */
export function count(set: Bitset): number {
  let total = 0;
  for (const word of set.words) total += ones(word);
  return total;
}

/** Number of rows in both sets. */
export function countBoth(a: Bitset, b: Bitset): number {
  let total = 0;
  for (let i = 0; i < a.words.length; i++) total += ones(a.words[i] & b.words[i]);
  return total;
}

function ones(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Calls `visit` for each row of a set, rising. */
export function forEachRow(set: Bitset, visit: (row: number) => void): void {
  for (let i = 0; i < set.words.length; i++) {
    let word = set.words[i];
    while (word !== 0) {
      visit(i * 32 + 31 - Math.clz32(word & -word));
      word &= word - 1;
    }
  }
}
