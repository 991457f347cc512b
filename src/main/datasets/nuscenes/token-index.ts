import type { RowScanner } from './row-scanner.ts';
import { tokenKinds } from './row-scanner.ts';

/** A token index as it goes to another thread: its memory is shared, not copied. */
export interface SharedTokenIndex {
  words: Uint32Array;
  slots: Int32Array;
  count: number;
  others: Map<string, number>;
}

const sharedWords = (length: number) => new Uint32Array(new SharedArrayBuffer(length * 4));

/**
 * Row numbers by token, for millions of tokens in a few bytes each: tokens of 32 hexadecimal digits lie as 4 words in one
 * array, found through an open-addressing table of row numbers; any other token lies in a map.
 */
export class TokenIndex {
  #words: Uint32Array;
  #slots: Int32Array;
  #others: Map<string, number>;
  count: number;

  constructor(from: number | SharedTokenIndex) {
    if (typeof from === 'number') {
      const expected = Math.max(16, from);
      this.#words = sharedWords(expected * 4);
      this.#slots = slotsFor(expected);
      this.#others = new Map();
      this.count = 0;
    } else {
      this.#words = from.words;
      this.#slots = from.slots;
      this.#others = from.others;
      this.count = from.count;
    }
  }

  /** Gives the token in a scanner's field the next row number; −1 when it has one already or is empty. */
  add(scanner: RowScanner, field: number): number {
    const kind = scanner.tokenKind[field];
    if (kind === tokenKinds.none) return -1;
    if (kind === tokenKinds.other) {
      const token = scanner.token(field);
      if (this.#others.has(token)) return -1;
      this.#reserve();
      this.#others.set(token, this.count);
      return this.count++;
    }
    this.#reserve();
    const o = field * 4;
    const w = scanner.words;
    const slot = this.#slotOf(w[o], w[o + 1], w[o + 2], w[o + 3]);
    if (this.#slots[slot] !== 0) return -1;
    const row = this.count++;
    this.#slots[slot] = row + 1;
    this.#words.set(w.subarray(o, o + 4), row * 4);
    return row;
  }

  /** Row of the token in a scanner's field; −1 when there is none. */
  find(scanner: RowScanner, field: number): number {
    const kind = scanner.tokenKind[field];
    if (kind === tokenKinds.hex) {
      const o = field * 4;
      const w = scanner.words;
      return this.findWords(w[o], w[o + 1], w[o + 2], w[o + 3]);
    }
    return kind === tokenKinds.other ? (this.#others.get(scanner.token(field)) ?? -1) : -1;
  }

  /** Row of a token of 32 hexadecimal digits given as words. */
  findWords(w0: number, w1: number, w2: number, w3: number): number {
    return this.#slots[this.#slotOf(w0, w1, w2, w3)] - 1;
  }

  /** Row of a token that is not of 32 hexadecimal digits. */
  findOther(token: string): number {
    return this.#others.get(token) ?? -1;
  }

  /** True where row `row` has this token. */
  isAt(row: number, w0: number, w1: number, w2: number, w3: number): boolean {
    const o = row * 4;
    const w = this.#words;
    return row < this.count && w[o] === w0 && w[o + 1] === w1 && w[o + 2] === w2 && w[o + 3] === w3;
  }

  share(): SharedTokenIndex {
    return { words: this.#words, slots: this.#slots, count: this.count, others: this.#others };
  }

  #slotOf(w0: number, w1: number, w2: number, w3: number): number {
    const slots = this.#slots;
    const words = this.#words;
    const mask = slots.length - 1;
    let h = w0 ^ Math.imul(w1, 0x85ebca6b) ^ Math.imul(w2, 0xc2b2ae35) ^ Math.imul(w3, 0x27d4eb2f);
    h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
    for (let slot = (h ^ (h >>> 13)) & mask; ; slot = (slot + 1) & mask) {
      const row = slots[slot] - 1;
      if (row < 0) return slot;
      const o = row * 4;
      if (words[o] === w0 && words[o + 1] === w1 && words[o + 2] === w2 && words[o + 3] === w3) return slot;
    }
  }

  #reserve(): void {
    if ((this.count + 1) * 4 > this.#words.length) {
      const words = sharedWords(this.#words.length * 2);
      words.set(this.#words);
      this.#words = words;
    }
    if ((this.count + 1) * 4 > this.#slots.length * 3) this.#rehash();
  }

  #rehash(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(new SharedArrayBuffer(old.length * 8));
    const w = this.#words;
    for (const entry of old) {
      if (entry === 0) continue;
      const o = (entry - 1) * 4;
      this.#slots[this.#slotOf(w[o], w[o + 1], w[o + 2], w[o + 3])] = entry;
    }
  }
}

/** A power of two that stays at most three quarters full. */
function slotsFor(expected: number): Int32Array {
  const length = 2 ** Math.ceil(Math.log2((expected * 4) / 3));
  return new Int32Array(new SharedArrayBuffer(length * 4));
}
