import { skipSpace, stringEnd, valueEnd } from './json-value.ts';

/** What a field of a table holds. `numbers` has a fixed length; `list` is a flat array given as its raw text. */
export type Field =
  | { name: string; kind: 'token' | 'number' | 'boolean' | 'text' | 'list' }
  | { name: string; kind: 'numbers'; length: number };

export const valueCodes = {
  token: 0,
  number: 1,
  numbers: 2,
  boolean: 3,
  text: 4,
  list: 5,
  skipText: 6,
  skipNumber: 7,
  skipBoolean: 8,
  skipList: 9,
} as const;

/**
 * How the records of a table are written: every byte between the values, and what each value is. Tables are written by
 * programs, so one record tells the layout of nearly all; one that differs is read the slow way and gives a new layout.
 */
export interface RowLayout {
  /** Bytes before each value, after the value before. At least 4: a key has quotes, a colon and a comma or bracket. */
  lengths: Int32Array;
  /** Those bytes as little-endian words, the last of each overlapping the one before where the length is no multiple of 4. */
  words: Int32Array;
  /** The bytes after the last value. */
  tail: Uint8Array;
  codes: Uint8Array;
  /** Index of the wanted field that value i belongs to; −1 for one that is passed over. */
  fields: Int32Array;
}

/** The words that stand for the bytes between `from` and `to`, as `RowLayout.words` has them. */
function wordsBetween(view: DataView, from: number, to: number): number[] {
  const words: number[] = [];
  for (let p = from; p + 4 <= to; p += 4) words.push(view.getInt32(p, true));
  if ((to - from) % 4 !== 0) words.push(view.getInt32(to - 4, true));
  return words;
}

/**
 * Learns the layout from the record between `start` and `end`, which must be a valid JSON object; null where it has
 * something that the quick way does not read (a null, a nested object, a key twice or with escapes).
 */
export function learnLayout(bytes: Uint8Array, start: number, end: number, wanted: readonly Field[]): RowLayout | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const lengths: number[] = [];
  const words: number[] = [];
  const codes: number[] = [];
  const fields: number[] = [];
  const seen = new Set<string>();
  let p = skipSpace(bytes, start + 1, end);
  let from = start;
  while (bytes[p] !== 125) {
    const keyEnd = stringEnd(bytes, p, end);
    const key = Buffer.from(bytes.subarray(p + 1, keyEnd - 1)).toString('utf8');
    if (key.includes('\\') || seen.has(key)) return null;
    seen.add(key);
    const valueStart = skipSpace(bytes, skipSpace(bytes, keyEnd, end) + 1, end);
    const field = wanted.findIndex((candidate) => candidate.name === key);
    const code = codeOf(bytes[valueStart], field < 0 ? null : wanted[field].kind);
    if (code === null) return null;
    lengths.push(valueStart - from);
    words.push(...wordsBetween(view, from, valueStart));
    codes.push(code);
    fields.push(field);
    from = valueEnd(bytes, valueStart, end);
    p = skipSpace(bytes, from, end);
    if (bytes[p] === 44) p = skipSpace(bytes, p + 1, end);
  }
  if (wanted.some((field) => !seen.has(field.name))) return null;
  return {
    lengths: Int32Array.from(lengths),
    words: Int32Array.from(words),
    tail: Uint8Array.from(bytes.subarray(from, end)),
    codes: Uint8Array.from(codes),
    fields: Int32Array.from(fields),
  };
}

function codeOf(first: number, kind: Field['kind'] | null): number | null {
  if (kind !== null) return valueCodes[kind];
  if (first === 34) return valueCodes.skipText;
  if (first === 45 || (first >= 48 && first <= 57)) return valueCodes.skipNumber;
  if (first === 116 || first === 102) return valueCodes.skipBoolean;
  return first === 91 ? valueCodes.skipList : null;
}
