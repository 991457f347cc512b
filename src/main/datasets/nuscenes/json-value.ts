const QUOTE = 34;
const BACKSLASH = 92;

const isSpace = (byte: number): boolean => byte === 32 || byte === 10 || byte === 13 || byte === 9;

/** Position after white space. */
export function skipSpace(bytes: Uint8Array, from: number, end: number): number {
  let p = from;
  while (p < end && isSpace(bytes[p])) p++;
  return p;
}

/** Position after the string whose opening quote is at `from`; −1 when it does not end before `end`. */
export function stringEnd(bytes: Uint8Array, from: number, end: number): number {
  for (let p = from + 1; p < end; p++) {
    if (bytes[p] === BACKSLASH) p++;
    else if (bytes[p] === QUOTE) return p + 1;
  }
  return -1;
}

/**
 * Position after the JSON value that begins at `from`; −1 when it may go on beyond `end`. Only brackets and strings are
 * told apart here: whether the bytes between are JSON is for the parser to say.
 */
export function valueEnd(bytes: Uint8Array, from: number, end: number): number {
  let depth = 0;
  for (let p = from; p < end;) {
    const byte = bytes[p];
    if (byte === QUOTE) {
      p = stringEnd(bytes, p, end);
      if (p < 0) return -1;
      if (depth === 0) return p;
      continue;
    }
    if (byte === 123 || byte === 91) depth++;
    else if (byte === 125 || byte === 93) {
      if (depth === 0) return p;
      if (--depth === 0) return p + 1;
    } else if (depth === 0 && (byte === 44 || isSpace(byte))) return p;
    p++;
  }
  return -1;
}

const notFinite = /"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g;

/**
 * JSON.parse that takes the NaN and Infinity which Python's json module writes; they become null.
 * Throws SyntaxError like JSON.parse.
 */
export function parseWithNaN(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (!/NaN|Infinity/.test(text)) throw error;
    return JSON.parse(text.replace(notFinite, (match) => (match.startsWith('"') ? match : 'null'))) as unknown;
  }
}
