import { TIME_MARK } from '../../workspace/index/indexed-clip.ts';

const ascii = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

/** Paths that differ by their time only, or one path (without `time`). */
export interface FilePattern {
  /** Relative to the data set root, with TIME_MARK where the time stands. */
  text: string;
  hasTime: boolean;
  prefix: Uint8Array;
  suffix: Uint8Array;
  /** Why files of this pattern must not be opened, in words. */
  refusal: string | null;
}

/** A name of the kind `<log>__<CHANNEL>__<time in µs>.<extension>`, split around its time. */
export function splitAtTime(path: string): { before: string; timeUs: number; after: string } | null {
  return splitPlainly(path) ?? splitFully(path);
}

/** The split of nearly all names: digits and a dot follow the last `__`. By hand, since it is done for millions of names. */
function splitPlainly(path: string): { before: string; timeUs: number; after: string } | null {
  const from = path.lastIndexOf('__') + 2;
  let timeUs = 0;
  let p = from;
  for (; p < path.length; p++) {
    const digit = path.charCodeAt(p) - 48;
    if (digit < 0 || digit > 9) break;
    timeUs = timeUs * 10 + digit;
  }
  const isTime =
    from > 1 && p > from && timeUs <= Number.MAX_SAFE_INTEGER && (path.charCodeAt(from) !== 48 || p === from + 1);
  const isName = isTime && path.charCodeAt(p) === 46 && !path.includes('/', p) && !path.includes('\\', p);
  return isName ? { before: path.slice(0, from), timeUs, after: path.slice(p) } : null;
}

function splitFully(path: string): { before: string; timeUs: number; after: string } | null {
  const match = /^(.*__)(\d{1,16})(\.[^/\\]*)$/s.exec(path);
  if (!match || (match[2].length > 1 && match[2].startsWith('0'))) return null;
  return { before: match[1], timeUs: Number(match[2]), after: match[3] };
}

/** Why a path of a table must not be followed, in words; null for a plain relative path. */
export function pathRefusal(path: string): string | null {
  if (path === '') return 'the file name is empty';
  if (/^([/\\]|[A-Za-z]:)/.test(path)) return 'the file name is an absolute path';
  if (path.split(/[/\\]/).includes('..')) return 'the file name leads out of the data set by ".."';
  return path.includes('\0') || path.includes(TIME_MARK) ? 'the file name has forbidden characters' : null;
}

/** The file name patterns of a data set: a few dozen a log stand for millions of names. */
export class FilePatterns {
  readonly patterns: FilePattern[] = [];
  readonly #rows = new Map<string, number>();

  /** Row of the pattern that the path of a file of time `timeUs` follows. */
  rowOf(path: string, timeUs: number): number {
    const split = splitAtTime(path);
    const fits = split !== null && split.timeUs === timeUs;
    const text = fits ? `${split.before}${TIME_MARK}${split.after}` : path;
    // A literal path that happens to hold the mark must not be taken for a pattern.
    const key = fits ? text : `=${text}`;
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    const row = this.patterns.length;
    this.#rows.set(key, row);
    this.patterns.push({
      text,
      hasTime: fits,
      prefix: ascii(fits ? split.before : text),
      suffix: ascii(fits ? split.after : ''),
      refusal: pathRefusal(path),
    });
    return row;
  }

  /** True where the bytes from `start` to `end` are the path of pattern `row` at `timeUs`. */
  fits(row: number, bytes: Uint8Array, start: number, end: number, timeUs: number): boolean {
    const { prefix, suffix, hasTime } = this.patterns[row];
    if (!hasTime) return false;
    const digitsFrom = start + prefix.length;
    const digitsTo = end - suffix.length;
    if (digitsTo <= digitsFrom || digitsTo - digitsFrom > 16 || bytes[digitsFrom] === 48) return false;
    let time = 0;
    for (let p = digitsFrom; p < digitsTo; p++) {
      const digit = bytes[p] - 48;
      if (digit < 0 || digit > 9) return false;
      time = time * 10 + digit;
    }
    if (time !== timeUs) return false;
    // From the end: the log names of a data set begin alike.
    for (let i = prefix.length - 1, p = digitsFrom - 1; i >= 0; i--, p--) if (bytes[p] !== prefix[i]) return false;
    for (let i = 0; i < suffix.length; i++) if (bytes[digitsTo + i] !== suffix[i]) return false;
    return true;
  }
}
