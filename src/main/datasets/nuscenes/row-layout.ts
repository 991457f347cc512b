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
  /** The bytes before each value, one after the other, and after the last. */
  skeleton: Uint8Array;
  /** Where in `skeleton` the bytes before value i end. */
  ends: Int32Array;
  codes: Uint8Array;
  /** Index of the wanted field that value i belongs to; −1 for one that is passed over. */
  fields: Int32Array;
}

/**
 * Learns the layout from the record between `start` and `end`, which must be a valid JSON object; null where it has
 * something that the quick way does not read (a null, a nested object, a key twice or with escapes).
 */
export function learnLayout(bytes: Uint8Array, start: number, end: number, wanted: readonly Field[]): RowLayout | null {
  const skeleton: number[] = [];
  const ends: number[] = [];
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
    for (let i = from; i < valueStart; i++) skeleton.push(bytes[i]);
    ends.push(skeleton.length);
    codes.push(code);
    fields.push(field);
    from = valueEnd(bytes, valueStart, end);
    p = skipSpace(bytes, from, end);
    if (bytes[p] === 44) p = skipSpace(bytes, p + 1, end);
  }
  for (let i = from; i < end; i++) skeleton.push(bytes[i]);
  if (wanted.some((field) => !seen.has(field.name))) return null;
  return {
    skeleton: Uint8Array.from(skeleton),
    ends: Int32Array.from(ends),
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
