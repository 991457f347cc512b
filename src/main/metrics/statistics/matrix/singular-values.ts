import { portions, type LongWork } from '../long-work.ts';
import { transpose, type Matrix } from './matrix.ts';

/**
 * Singular values of a matrix, rising, min(rows, columns) of them, each to about the machine's precision times the largest:
 * Householder bidiagonalisation (Golub and Kahan), then bisection by Sturm counts on the symmetric tridiagonal matrix of
 * zero diagonal whose eigenvalues are ± the singular values. Nothing is squared, and bisection cannot fail to converge.
 */
export async function singularValues(matrix: Matrix, work: LongWork = {}): Promise<Float64Array> {
  if (matrix.rows < matrix.columns) return singularValues(transpose(matrix), work);
  const offDiagonal = await bidiagonalise(matrix, work);
  return bisect(offDiagonal, matrix.columns, work);
}

/** Off-diagonal of the tridiagonal matrix: d0, e0, d1, e1, … d(n−1) of the bidiagonal one. */
async function bidiagonalise({ values, rows, columns }: Matrix, work: LongWork): Promise<Float64Array> {
  const a = values.slice();
  const pause = portions(work);
  const offDiagonal = new Float64Array(Math.max(0, 2 * columns - 1));
  const left = new Float64Array(rows);
  const sums = new Float64Array(columns);
  for (let k = 0; k < columns; k++) {
    let square = 0;
    for (let i = k; i < rows; i++) square += (left[i] = a[i * columns + k]) ** 2;
    const pivot = left[k] > 0 ? -Math.sqrt(square) : Math.sqrt(square);
    const half = square - left[k] * pivot;
    left[k] -= pivot;
    offDiagonal[2 * k] = pivot;
    if (k + 1 === columns) break;
    sums.fill(0, k + 1);
    if (half > 0) {
      for (let i = k; i < rows; i++) {
        const [share, at] = [left[i] / half, i * columns];
        for (let j = k + 1; j < columns; j++) sums[j] += share * a[at + j];
      }
    }
    offDiagonal[2 * k + 1] = reflectRows(a, rows, columns, k, left, sums);
    await pause(k + 1, columns);
  }
  return offDiagonal;
}

/** Takes left · sums from rows k on, and reflects the rows below k so that row k keeps one number after its pivot; gives that. */
function reflectRows(
  a: Float64Array,
  rows: number,
  columns: number,
  k: number,
  left: Float64Array,
  sums: Float64Array,
): number {
  const right = k * columns;
  let square = 0;
  for (let j = k + 1; j < columns; j++) square += (a[right + j] -= left[k] * sums[j]) ** 2;
  const first = a[right + k + 1];
  const pivot = first > 0 ? -Math.sqrt(square) : Math.sqrt(square);
  const half = square - first * pivot;
  a[right + k + 1] -= pivot;
  for (let i = k + 1; i < rows; i++) {
    const at = i * columns;
    const lift = left[i];
    let sum = 0;
    for (let j = k + 1; j < columns; j++) {
      const value = a[at + j] - lift * sums[j];
      a[at + j] = value;
      sum += value * a[right + j];
    }
    if (!(half > 0)) continue;
    const share = sum / half;
    for (let j = k + 1; j < columns; j++) a[at + j] -= share * a[right + j];
  }
  return pivot;
}

async function bisect(offDiagonal: Float64Array, count: number, work: LongWork): Promise<Float64Array> {
  const pause = portions({ signal: work.signal });
  const squares = offDiagonal.map((value) => value * value);
  const bound = offDiagonal.reduce(
    (most, value, i) => Math.max(most, Math.abs(value) + Math.abs(offDiagonal[i + 1] ?? 0)),
    0,
  );
  const found = new Float64Array(count);
  if (bound === 0) return found;
  const close = bound * 2 ** -53;
  for (let k = 0; k < count; k++) {
    let low = k > 0 ? found[k - 1] : 0;
    let high = bound * (1 + 2 ** -50);
    while (high - low > close) {
      const middle = (low + high) / 2;
      if (middle <= low || middle >= high) break;
      if (below(squares, middle) - count > k) high = middle;
      else low = middle;
    }
    found[k] = (low + high) / 2;
    await pause(k + 1, count);
  }
  return found;
}

/** How many eigenvalues of the tridiagonal matrix lie below x, by the signs of its LDLᵀ pivots. */
function below(squares: Float64Array, x: number): number {
  let pivot = -x;
  let count = pivot < 0 ? 1 : 0;
  for (let i = 0; i < squares.length; i++) {
    // A pivot of exactly 0 is moved by less than rounding does.
    pivot = -x - squares[i] / (pivot === 0 ? Number.MIN_VALUE * 2 ** 52 : pivot);
    if (pivot < 0) count++;
  }
  return count;
}
