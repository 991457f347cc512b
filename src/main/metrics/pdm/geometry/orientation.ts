/** Bound of the rounding error of the plain determinant, relative to the sum of its terms (Shewchuk 1997, ccwerrboundA). */
const ERROR_BOUND = (3 + 16 * 1.1102230246251565e-16) * 1.1102230246251565e-16;

/**
 * Sign of the turn a → b → c: positive counter-clockwise, 0 on the line, exact for all finite doubles.
 * The magnitude means nothing.
 */
export function orientation(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number {
  const left = (ax - cx) * (by - cy);
  const right = (ay - cy) * (bx - cx);
  const det = left - right;
  const bound = ERROR_BOUND * (Math.abs(left) + Math.abs(right));
  if (det > bound || -det > bound) return det;
  if (left === 0 && right === 0 && isSafeDifference(ax, cx, by, cy, ay, bx)) return 0;
  return exactOrientation(ax, ay, bx, by, cx, cy);
}

/** Products that are zero because a difference is zero are exact: equal coordinates differ by exactly 0. */
const isSafeDifference = (ax: number, cx: number, by: number, cy: number, ay: number, bx: number): boolean =>
  (ax === cx || by === cy) && (ay === cy || bx === cx);

/** The same with whole numbers: every double is an integer times a power of two. Rare, so plain rather than fast. */
function exactOrientation(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number {
  const parts = [ax, ay, bx, by, cx, cy].map(wholeParts);
  const lowest = Math.min(...parts.map((p) => p.exponent));
  const [AX, AY, BX, BY, CX, CY] = parts.map((p) => p.whole << BigInt(p.exponent - lowest));
  const det = (AX - CX) * (BY - CY) - (AY - CY) * (BX - CX);
  return det > 0n ? 1 : det < 0n ? -1 : 0;
}

const bits = new DataView(new ArrayBuffer(8));
function wholeParts(value: number): { whole: bigint; exponent: number } {
  bits.setFloat64(0, value);
  const raw = bits.getBigUint64(0);
  const biased = Number((raw >> 52n) & 0x7ffn);
  const fraction = raw & 0xfffffffffffffn;
  const whole = biased === 0 ? fraction : fraction | 0x10000000000000n;
  return { whole: raw >> 63n === 0n ? whole : -whole, exponent: Math.max(biased, 1) - 1075 };
}
