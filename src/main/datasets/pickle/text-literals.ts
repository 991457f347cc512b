import { PickleFault } from './pickle-value.ts';

/** A whole number, as a bigint where a double cannot hold it. */
export const wholeNumber = (value: bigint): number | bigint =>
  value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;

/** Digits of a whole number above which a file is refused: the field's numbers have at most 20. */
const MAX_DIGITS = 80;

/** The argument of INT (`01` and `00` are truth values) and LONG (`5L`). */
export function parseWhole(text: string): number | bigint {
  const digits = text.endsWith('L') ? text.slice(0, -1) : text;
  if (!/^-?\d+$/.test(digits)) throw new PickleFault(`has ${JSON.stringify(text.slice(0, 20))} where a number belongs`);
  if (digits.length > MAX_DIGITS) throw new PickleFault(`has a number of ${digits.length} digits`);
  return wholeNumber(BigInt(digits));
}

/** The argument of FLOAT. */
export function parseFloatText(text: string): number {
  if (/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text)) return Number(text);
  const special: Record<string, number> = { inf: Infinity, '-inf': -Infinity, nan: NaN, '-nan': NaN };
  const value = special[text.toLowerCase()];
  if (value === undefined) throw new PickleFault(`has ${JSON.stringify(text.slice(0, 20))} where a number belongs`);
  return value;
}

/** The argument of UNICODE: Latin-1 with \uXXXX and \UXXXXXXXX escapes. */
export const parseUnicode = (text: string): string =>
  text.replace(
    /\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})/g,
    (whole, short: string | undefined, long: string | undefined) => {
      const code = Number.parseInt(short ?? long ?? '', 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', '\\': '\\', "'": "'", '"': '"' };

/** The argument of STRING: a quoted literal of Python 2. */
export function parseQuoted(text: string): string {
  const quote = text[0];
  if (text.length < 2 || (quote !== "'" && quote !== '"') || !text.endsWith(quote))
    throw new PickleFault('has a text without its quotes');
  return text
    .slice(1, -1)
    .replace(/\\(?:x([0-9a-f]{2})|(.))/gi, (whole, hex: string | undefined, letter: string | undefined) =>
      hex === undefined ? (escapes[letter ?? ''] ?? whole) : String.fromCharCode(Number.parseInt(hex, 16)),
    );
}
