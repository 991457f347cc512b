import { decimalValue, MAX_DIGITS, MAX_FRACTION } from './decimal.ts';
import { learnLayout, valueCodes, type RowLayout } from './row-layout.ts';
import { parseWithNaN } from './json-value.ts';
import { readRecord } from './record.ts';
import { RowRegisters, tokenKinds } from './row-registers.ts';

/** Value of two lower-case hexadecimal digits, by their two bytes as a little-endian number; 0x100 for anything else. */
const HEX_PAIR = new Uint16Array(65536).fill(0x100);
for (let i = 0; i < 256; i++) {
  const text = i.toString(16).padStart(2, '0');
  HEX_PAIR[text.charCodeAt(0) | (text.charCodeAt(1) << 8)] = i;
}

/** Value of the four decimal digits that a little-endian word holds; −1 where it holds anything else. */
function fourDigits(word: number): number {
  if (((word & 0xf0f0f0f0) | (((word + 0x06060606) & 0xf0f0f0f0) >>> 4)) !== 0x33333333) return -1;
  const digits = word & 0x0f0f0f0f;
  const pairs = (Math.imul(digits, 10) + (digits >>> 8)) & 0x00ff00ff;
  return (pairs & 0xff) * 100 + (pairs >>> 16);
}

/** Bytes that may be read, though not used, past the end of what was filled. */
export const SLACK_BYTES = 64;

/** Reads records of a table out of bytes: only what is wanted is made, and no string or object for it. */
export class RowScanner extends RowRegisters {
  /** The filled buffer; a zero byte follows its last one. */
  buffer: Buffer = Buffer.alloc(SLACK_BYTES);
  #view = new DataView(this.buffer.buffer, this.buffer.byteOffset);
  #layout: RowLayout | null = null;

  /** Makes `buffer` the one that is read from. */
  hold(buffer: Buffer): void {
    this.buffer = buffer;
    this.#view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
  }

  /** Reads the record at `from` if it is laid out like the one before: position after it, or −1 when the slow way must say. */
  quick(from: number): number {
    const layout = this.#layout;
    if (layout === null) return -1;
    const { lengths, words, tail, codes, fields } = layout;
    const bytes = this.buffer;
    const view = this.#view;
    const spare = this.numbers.length - 1;
    this.source = bytes;
    let p = from;
    let w = 0;
    for (let i = 0; i < codes.length; i++) {
      const length = lengths[i];
      for (const stop = p + length - 3; p < stop; p += 4) if (view.getInt32(p, true) !== words[w++]) return -1;
      p += length & 3;
      if ((length & 3) !== 0 && view.getInt32(p - 4, true) !== words[w++]) return -1;
      const field = fields[i];
      switch (codes[i]) {
        case valueCodes.token:
          p = this.#token(p, field);
          break;
        case valueCodes.number:
          p = this.#number(p, this.numberAt[field]);
          break;
        case valueCodes.numbers:
          p = this.#numbers(p, this.numberAt[field], (this.fields[field] as { length: number }).length);
          break;
        case valueCodes.boolean:
          p = this.#boolean(p, this.numberAt[field]);
          break;
        case valueCodes.text:
          this.starts[field] = p + 1;
          p = this.#text(p);
          this.ends[field] = p - 1;
          break;
        case valueCodes.list:
          this.starts[field] = p;
          p = this.#list(p);
          this.ends[field] = p;
          break;
        case valueCodes.skipText:
          p = this.#skipText(p);
          break;
        case valueCodes.skipNumber:
          p = this.#number(p, spare);
          break;
        case valueCodes.skipBoolean:
          p = this.#boolean(p, spare);
          break;
        default:
          p = this.#list(p);
      }
      if (p < 0) return -1;
    }
    for (let k = 0; k < tail.length; k++, p++) if (bytes[p] !== tail[k]) return -1;
    return p;
  }

  /**
   * Reads the record that lies between `from` and `end` with JSON's full freedom and learns its layout for the next.
   * Throws SyntaxError where it is not JSON, RowError where it is but a field is missing or has a wrong type.
   */
  slow(from: number, end: number): void {
    const value = parseWithNaN(this.buffer.toString('utf8', from, end));
    readRecord(this, value);
    this.#layout = learnLayout(this.buffer, from, end, this.fields);
  }

  #token(from: number, field: number): number {
    const b = this.buffer;
    if (b[from] !== 34) return -1;
    if (b[from + 1] === 34) {
      this.tokenKind[field] = tokenKinds.none;
      return from + 2;
    }
    const words = this.words;
    const view = this.#view;
    let invalid = 0;
    let p = from + 1;
    const last = field * 4 + 4;
    for (let w = field * 4; w < last; w++, p += 8) {
      const h0 = HEX_PAIR[view.getUint16(p, true)];
      const h1 = HEX_PAIR[view.getUint16(p + 2, true)];
      const h2 = HEX_PAIR[view.getUint16(p + 4, true)];
      const h3 = HEX_PAIR[view.getUint16(p + 6, true)];
      invalid |= h0 | h1 | h2 | h3;
      words[w] = (h0 << 24) | (h1 << 16) | (h2 << 8) | h3;
    }
    this.starts[field] = from + 1;
    if (invalid < 0x100 && b[p] === 34) {
      this.tokenKind[field] = tokenKinds.hex;
      this.ends[field] = p;
      return p + 1;
    }
    this.tokenKind[field] = tokenKinds.other;
    p = this.#text(from);
    this.ends[field] = p - 1;
    return p;
  }

  /** A text that is passed over: nearly always a token. */
  #skipText(from: number): number {
    const b = this.buffer;
    const view = this.#view;
    if (b[from] === 34 && b[from + 33] === 34) {
      let invalid = 0;
      for (let p = from + 1; p < from + 33; p += 2) invalid |= HEX_PAIR[view.getUint16(p, true)];
      if (invalid < 0x100) return from + 34;
    }
    return this.#text(from);
  }

  #text(from: number): number {
    const b = this.buffer;
    if (b[from] !== 34) return -1;
    for (let p = from + 1; ; p++) {
      const c = b[p];
      if (c === 34) return p + 1;
      if (c < 32 || c === 92) return -1;
    }
  }

  #number(from: number, slot: number): number {
    const b = this.buffer;
    let p = from;
    let c = b[p];
    const negative = c === 45;
    if (negative) c = b[++p];
    if (c < 48 || c > 57) return -1;
    let high = 0;
    let low = 0;
    let count = 0;
    if (c === 48) {
      c = b[++p];
      if (c >= 48 && c <= 57) return -1;
    } else {
      do {
        if (count < 9) high = (Math.imul(high, 10) + c - 48) | 0;
        else low = (Math.imul(low, 10) + c - 48) | 0;
        count++;
        c = b[++p];
      } while (c >= 48 && c <= 57);
    }
    let fraction = 0;
    if (c === 46) {
      const point = p;
      const view = this.#view;
      c = b[++p];
      while (c === 48 && count === 0) c = b[++p];
      for (;;) {
        // Four digits at once while the part they go to has room for four.
        const four = count <= 5 || (count >= 9 && count <= 14) ? fourDigits(view.getInt32(p, true)) : -1;
        if (four >= 0) {
          if (count < 9) high = (Math.imul(high, 10_000) + four) | 0;
          else low = (Math.imul(low, 10_000) + four) | 0;
          count += 4;
          p += 4;
          continue;
        }
        c = b[p];
        if (c < 48 || c > 57) break;
        if (count < 9) high = (Math.imul(high, 10) + c - 48) | 0;
        else low = (Math.imul(low, 10) + c - 48) | 0;
        count++;
        p++;
      }
      fraction = p - point - 1;
      if (fraction === 0) return -1;
    }
    if (count > MAX_DIGITS || fraction > MAX_FRACTION || c === 101 || c === 69) return this.#anyNumber(from, slot);
    const value = decimalValue(high, low, count, fraction);
    if (value !== value) return this.#anyNumber(from, slot);
    this.numbers[slot] = negative ? -value : value;
    return p;
  }

  /** Numbers with an exponent, or with more digits than the quick way rounds. */
  #anyNumber(from: number, slot: number): number {
    const b = this.buffer;
    let p = from;
    while ((b[p] >= 48 && b[p] <= 57) || b[p] === 45 || b[p] === 43 || b[p] === 46 || b[p] === 101 || b[p] === 69) p++;
    const text = b.toString('latin1', from, p);
    if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)) return -1;
    const value = Number(text);
    if (!Number.isFinite(value)) return -1;
    this.numbers[slot] = value;
    return p;
  }

  #numbers(from: number, slot: number, length: number): number {
    const b = this.buffer;
    if (b[from] !== 91) return -1;
    let p = from;
    for (let i = 0; i < length; i++) {
      p++;
      while (b[p] === 10 || b[p] === 32 || b[p] === 13 || b[p] === 9) p++;
      p = this.#number(p, slot + i);
      if (p < 0) return -1;
      while (b[p] === 10 || b[p] === 32 || b[p] === 13 || b[p] === 9) p++;
      if (b[p] !== (i + 1 < length ? 44 : 93)) return -1;
    }
    return p + 1;
  }

  #boolean(p: number, slot: number): number {
    const b = this.buffer;
    if (b[p] === 116 && b[p + 1] === 114 && b[p + 2] === 117 && b[p + 3] === 101) {
      this.numbers[slot] = 1;
      return p + 4;
    }
    if (b[p] === 102 && b[p + 1] === 97 && b[p + 2] === 108 && b[p + 3] === 115 && b[p + 4] === 101) {
      this.numbers[slot] = 0;
      return p + 5;
    }
    return -1;
  }

  /** An array of texts, numbers and a few levels of such arrays (a camera matrix is a list of lists). */
  #list(from: number, depth = 0): number {
    const b = this.buffer;
    const spare = this.numbers.length - 1;
    if (b[from] !== 91 || depth > 2) return -1;
    let p = from + 1;
    while (b[p] === 10 || b[p] === 32 || b[p] === 13 || b[p] === 9) p++;
    if (b[p] === 93) return p + 1;
    for (;;) {
      if (b[p] === 91) p = this.#list(p, depth + 1);
      else p = b[p] === 34 ? this.#skipText(p) : this.#number(p, spare);
      if (p < 0) return -1;
      while (b[p] === 10 || b[p] === 32 || b[p] === 13 || b[p] === 9) p++;
      if (b[p] === 93) return p + 1;
      if (b[p] !== 44) return -1;
      p++;
      while (b[p] === 10 || b[p] === 32 || b[p] === 13 || b[p] === 9) p++;
    }
  }
}
