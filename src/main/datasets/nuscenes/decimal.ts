/** Powers of ten that a double holds exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));
/** 2^27 + 1: splits a double into two halves of 26 bits (Dekker). */
const SPLITTER = 134_217_729;
/** Relative width of what the remainder of the division below may be off by, with room to spare. */
const DOUBT = 2 ** -96;

/** The most significant digits and fraction digits that decimalValue can take. */
export const MAX_DIGITS = 18;
export const MAX_FRACTION = 22;

/**
 * The double nearest to `digits / 10^fraction`, as JSON.parse would give it, from digits in two integers: `high` holds
 * the first 9 significant ones, `low` the other `count − 9`. NaN where the rounding cannot be told
 * this way: half way between two doubles, which about 1 in 1,000 numbers of 16 and more digits are.
 *
 * Up to 15 digits one division of exact doubles is correctly rounded (Clinger 1990). Beyond, the dividend is an exact
 * pair of doubles, the remainder of the quotient is computed by error-free transformations (Dekker 1971), and the
 * rounding is tested in the way of Ziv (1991).
 */
export function decimalValue(high: number, low: number, count: number, fraction: number): number {
  if (count <= 9) return high / POWERS[fraction];
  const shift = POWERS[count - 9];
  if (count <= 15) return (high * shift + low) / POWERS[fraction];
  // high·shift + low as an exact sum: both products stay below 2^53.
  const top = Math.floor(shift / 32768);
  const upper = high * top * 32768;
  const lower = high * (shift - top * 32768) + low;
  const dividend = upper + lower;
  const rest = lower - (dividend - upper);
  const divisor = POWERS[fraction];
  const quotient = dividend / divisor;
  const product = quotient * divisor;
  const q = SPLITTER * quotient;
  const qHigh = q - (q - quotient);
  const qLow = quotient - qHigh;
  const d = SPLITTER * divisor;
  const dHigh = d - (d - divisor);
  const dLow = divisor - dHigh;
  const productError = qHigh * dHigh - product + qHigh * dLow + qLow * dHigh + qLow * dLow;
  const correction = (dividend - product - productError + rest) / divisor;
  const doubt = quotient * DOUBT;
  const value = quotient + (correction + doubt);
  return value === quotient + (correction - doubt) ? value : NaN;
}
