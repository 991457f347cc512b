/** Rows worked on at once: 4 by 4 sums stay in registers, so each number read is used four times. */
const TILE = 4;

/**
 * out = A · Bᵀ: the products of rows `from` to `to` of A with every row of B, written to the same rows of `out`.
 * @param a shape [rows of A, inner] @param b shape [rowsB, inner] @param out shape [rows of A, rowsB]
 */
export function rowProducts(
  a: Float64Array,
  b: Float64Array,
  rowsB: number,
  inner: number,
  out: Float64Array,
  from: number,
  to: number,
): void {
  let i = from;
  for (; i + TILE <= to; i += TILE) {
    let j = 0;
    for (; j + TILE <= rowsB; j += TILE) tile(a, b, i, j, inner, out, rowsB);
    for (; j < rowsB; j++) for (let k = i; k < i + TILE; k++) out[k * rowsB + j] = product(a, b, k, j, inner);
  }
  for (; i < to; i++) for (let j = 0; j < rowsB; j++) out[i * rowsB + j] = product(a, b, i, j, inner);
}

function product(a: Float64Array, b: Float64Array, i: number, j: number, inner: number): number {
  const [atA, atB] = [i * inner, j * inner];
  let sum = 0;
  for (let k = 0; k < inner; k++) sum += a[atA + k] * b[atB + k];
  return sum;
}

function tile(
  a: Float64Array,
  b: Float64Array,
  i: number,
  j: number,
  inner: number,
  out: Float64Array,
  rowsB: number,
): void {
  let a0 = i * inner;
  let a1 = a0 + inner;
  let a2 = a1 + inner;
  let a3 = a2 + inner;
  let b0 = j * inner;
  let b1 = b0 + inner;
  let b2 = b1 + inner;
  let b3 = b2 + inner;
  let s00 = 0, s01 = 0, s02 = 0, s03 = 0; // prettier-ignore
  let s10 = 0, s11 = 0, s12 = 0, s13 = 0; // prettier-ignore
  let s20 = 0, s21 = 0, s22 = 0, s23 = 0; // prettier-ignore
  let s30 = 0, s31 = 0, s32 = 0, s33 = 0; // prettier-ignore
  for (let k = 0; k < inner; k++) {
    const x0 = a[a0++];
    const x1 = a[a1++];
    const x2 = a[a2++];
    const x3 = a[a3++];
    const y0 = b[b0++];
    const y1 = b[b1++];
    const y2 = b[b2++];
    const y3 = b[b3++];
    s00 += x0 * y0;
    s01 += x0 * y1;
    s02 += x0 * y2;
    s03 += x0 * y3;
    s10 += x1 * y0;
    s11 += x1 * y1;
    s12 += x1 * y2;
    s13 += x1 * y3;
    s20 += x2 * y0;
    s21 += x2 * y1;
    s22 += x2 * y2;
    s23 += x2 * y3;
    s30 += x3 * y0;
    s31 += x3 * y1;
    s32 += x3 * y2;
    s33 += x3 * y3;
  }
  // prettier-ignore
  const sums = [s00, s01, s02, s03, s10, s11, s12, s13, s20, s21, s22, s23, s30, s31, s32, s33];
  for (let at = 0; at < TILE * TILE; at++) out[(i + Math.floor(at / TILE)) * rowsB + j + (at % TILE)] = sums[at];
}
