import { tokenKinds } from './row-registers.ts';
import type { RowScanner } from './row-scanner.ts';

/** A token index as it goes to another thread: its memory is shared, not copied. */
export interface SharedTokenIndex {
  prints: Uint32Array;
  slots: Int32Array;
  count: number;
  /** Rows from here on are not in the table of slots yet. */
  settled: number;
  others: Map<string, number>;
}

/** Tokens put into the table at a time: their slots fit the first-level cache. */
const BATCH = 128;

type Memory = (bytes: number) => ArrayBuffer | SharedArrayBuffer;

/** Half of a token's 64-bit print, mixed from its four words so that counted-up tokens spread like random ones. */
function printOf(w0: number, w1: number, w2: number, w3: number, k0: number, k1: number): number {
  let h = Math.imul(w0 ^ k0, 0x85ebca6b) ^ w1;
  h = Math.imul(h ^ (h >>> 15), 0xc2b2ae35) ^ w2;
  h = Math.imul(h ^ (h >>> 13), 0x27d4eb2f) ^ w3;
  h = Math.imul(h ^ (h >>> 16), k1);
  return h ^ (h >>> 14);
}
export const printLow = (w0: number, w1: number, w2: number, w3: number): number =>
  printOf(w0, w1, w2, w3, 0, 0x165667b1);
export const printHigh = (w0: number, w1: number, w2: number, w3: number): number =>
  printOf(w3, w2, w1, w0, 0x9e3779b9, 0x2c1b3c6d);

/** The part of a print that a slot holds, in the bits above those of a row number. Rows stay below the number of slots. */
const tagOf = (high: number, slots: number): number => high & ~(slots - 1);

/**
 * Row numbers by token, for millions of tokens in a dozen bytes each. A token of 32 hexadecimal digits is known by a
 * 64-bit print (two different ones of 2.6 million meet once in some five million data sets), found through an
 * open-addressing table of row numbers; any other token lies in a map. The bits of a slot that the row number leaves free
 * hold a part of the print, so that a look rarely has to leave the table: memory it would have to wait for.
 */
export class TokenIndex {
  #prints: Uint32Array;
  #slots: Int32Array;
  #others: Map<string, number>;
  readonly #memory: Memory;
  count: number;
  /** Rows that `append` gave to tokens which had one already; known after `settle`. */
  readonly duplicates: number[] = [];
  /** Rows from here on are not in the table yet. */
  #settled = 0;
  /** Keeps the touching of slots from being optimised away. */
  #touched = 0;

  private constructor(from: SharedTokenIndex, memory: Memory) {
    this.#prints = from.prints;
    this.#slots = from.slots;
    this.#others = from.others;
    this.count = from.count;
    this.#settled = from.settled;
    this.#memory = memory;
  }

  /** An empty index with room for `expected` tokens; it grows beyond. `shared` ones can go to another thread. */
  static forRows(expected: number, kind: 'shared' | 'own'): TokenIndex {
    const memory: Memory = (bytes) => (kind === 'shared' ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
    const room = Math.max(16, expected);
    const slots = 2 ** Math.ceil(Math.log2((room * 5) / 4));
    const parts = {
      prints: new Uint32Array(memory(room * 8)),
      slots: new Int32Array(memory(slots * 4)),
      count: 0,
      settled: 0,
      others: new Map<string, number>(),
    };
    return new TokenIndex(parts, memory);
  }

  /** The index that another thread made; to be read only. */
  static of(shared: SharedTokenIndex): TokenIndex {
    return new TokenIndex(shared, (bytes) => new SharedArrayBuffer(bytes));
  }

  share(): SharedTokenIndex {
    this.settle();
    return this.shareUnsettled();
  }

  /** `share`, with `settle` left to who gets it. */
  shareUnsettled(): SharedTokenIndex {
    const { count } = this;
    return { prints: this.#prints, slots: this.#slots, count, settled: this.#settled, others: this.#others };
  }

  /** Gives back the memory, where it is not shared, now rather than at some collection. The index is empty afterwards. */
  release(): void {
    for (const { buffer } of [this.#prints, this.#slots]) if (buffer instanceof ArrayBuffer) buffer.transfer(0);
    this.#prints = new Uint32Array(32);
    this.#slots = new Int32Array(16);
    this.#others = new Map();
    this.count = this.#settled = 0;
  }

  /** Gives the token in a scanner's field the next row number; −1 when it has one already or is empty. */
  add(scanner: RowScanner, field: number): number {
    const kind = scanner.tokenKind[field];
    if (kind === tokenKinds.none) return -1;
    if (kind === tokenKinds.other) return this.#addOther(scanner.token(field));
    const o = field * 4;
    const w = scanner.words;
    const low = printLow(w[o], w[o + 1], w[o + 2], w[o + 3]);
    const high = printHigh(w[o], w[o + 1], w[o + 2], w[o + 3]);
    this.#reserve();
    const slot = this.#slotOf(low, high);
    if (this.#slots[slot] !== 0) return -1;
    const row = this.count++;
    this.#settled = this.count;
    this.#slots[slot] = tagOf(high, this.#slots.length) | (row + 1);
    this.#prints[row * 2] = low;
    this.#prints[row * 2 + 1] = high;
    return row;
  }

  /**
   * Like `add`, but puts tokens into the table by batches, and tells those that have a row already afterwards in
   * `duplicates`. For millions of tokens this is several times quicker: the slots of a batch are touched one after the
   * other first, so that the memory fetches them side by side instead of one at a time.
   */
  append(scanner: RowScanner, field: number): number {
    const row = this.appendUnsettled(scanner, field);
    if (this.count - this.#settled >= BATCH) this.settle();
    return row;
  }

  /** Like `append`, but leaves it to the caller to `settle`: a table that is never looked into costs no memory. */
  appendUnsettled(scanner: RowScanner, field: number): number {
    const kind = scanner.tokenKind[field];
    if (kind === tokenKinds.none) return -1;
    if (kind === tokenKinds.other) {
      this.settle();
      const row = this.#addOther(scanner.token(field));
      this.#settled = this.count;
      return row;
    }
    const o = field * 4;
    const w = scanner.words;
    this.#reserve();
    const row = this.count++;
    this.#prints[row * 2] = printLow(w[o], w[o + 1], w[o + 2], w[o + 3]);
    this.#prints[row * 2 + 1] = printHigh(w[o], w[o + 1], w[o + 2], w[o + 3]);
    return row;
  }

  /** Puts what was appended into the table. A duplicate loses its print, so that its row is never found. */
  settle(): void {
    for (let from = this.#settled; from < this.count; from += BATCH) {
      this.#settleRows(from, Math.min(from + BATCH, this.count));
    }
    this.#settled = this.count;
  }

  #settleRows(from: number, to: number): void {
    const prints = this.#prints;
    const slots = this.#slots;
    const mask = slots.length - 1;
    let touched = 0;
    for (let row = from; row < to; row++) touched ^= slots[prints[row * 2] & mask];
    this.#touched ^= touched;
    for (let row = from; row < to; row++) {
      const high = prints[row * 2 + 1];
      const slot = this.#slotOf(prints[row * 2], high);
      if (slots[slot] === 0) slots[slot] = tagOf(high, slots.length) | (row + 1);
      else {
        this.duplicates.push(row);
        prints[row * 2] = prints[row * 2 + 1] = 0;
      }
    }
  }

  /** Row of the token in a scanner's field; −1 when there is none. */
  find(scanner: RowScanner, field: number): number {
    const kind = scanner.tokenKind[field];
    if (kind === tokenKinds.other) return this.findOther(scanner.token(field));
    if (kind === tokenKinds.none) return -1;
    const o = field * 4;
    const w = scanner.words;
    return this.findPrint(printLow(w[o], w[o + 1], w[o + 2], w[o + 3]), printHigh(w[o], w[o + 1], w[o + 2], w[o + 3]));
  }

  /** Row of a token of 32 hexadecimal digits given by its print. */
  findPrint(low: number, high: number): number {
    return (this.#slots[this.#slotOf(low, high)] & (this.#slots.length - 1)) - 1;
  }

  /** Row of a token that is not of 32 hexadecimal digits. */
  findOther(token: string): number {
    return this.#others.get(token) ?? -1;
  }

  /** True where row `row` has the token with this print. */
  isAt(row: number, low: number, high: number): boolean {
    return row < this.count && this.#prints[row * 2] === low && this.#prints[row * 2 + 1] === high;
  }

  /** The lower word of the print of row `row`. */
  lowAt(row: number): number {
    return this.#prints[row * 2];
  }

  /** The upper word of the print of row `row`. */
  highAt(row: number): number {
    return this.#prints[row * 2 + 1];
  }

  #addOther(token: string): number {
    if (this.#others.has(token)) return -1;
    this.#reserve();
    this.#others.set(token, this.count);
    return this.count++;
  }

  #slotOf(low: number, high: number): number {
    const slots = this.#slots;
    const prints = this.#prints;
    const mask = slots.length - 1;
    const tag = tagOf(high, slots.length);
    const l = low >>> 0;
    const h = high >>> 0;
    for (let slot = low & mask; ; slot = (slot + 1) & mask) {
      const entry = slots[slot];
      if (entry === 0) return slot;
      if (((entry ^ tag) & ~mask) !== 0) continue;
      const row = (entry & mask) - 1;
      if (prints[row * 2] === l && prints[row * 2 + 1] === h) return slot;
    }
  }

  #reserve(): void {
    if ((this.count + 1) * 2 > this.#prints.length) {
      const prints = new Uint32Array(this.#memory(this.#prints.length * 8));
      prints.set(this.#prints);
      this.#prints = prints;
    }
    // At most 5 in 6 slots are taken.
    if ((this.count + 1) * 6 > this.#slots.length * 5) this.#rehash();
  }

  #rehash(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(this.#memory(old.length * 8));
    for (const entry of old) {
      if (entry === 0) continue;
      const row = (entry & (old.length - 1)) - 1;
      const high = this.#prints[row * 2 + 1];
      this.#slots[this.#slotOf(this.#prints[row * 2], high)] = tagOf(high, this.#slots.length) | (row + 1);
    }
  }
}
