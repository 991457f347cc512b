import type { Matrix } from './matrix.ts';

/**
 * Solves A · x = b for a symmetric positive definite A by Cholesky's factorisation; A is overwritten with its factor.
 * Throws RangeError where A is not positive definite.
 */
export function solvePositive(matrix: Matrix, b: Float64Array): Float64Array {
  const { values: a, rows: n } = matrix;
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = a[i * n + j];
      for (let k = 0; k < j; k++) sum -= a[i * n + k] * a[j * n + k];
      if (i > j) a[i * n + j] = sum / a[j * n + j];
      else if (sum > 0) a[j * n + j] = Math.sqrt(sum);
      else throw new RangeError('a matrix that is not positive definite');
    }
  }
  const x = b.slice();
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] -= a[i * n + k] * x[k];
    x[i] /= a[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= a[k * n + i] * x[k];
    x[i] /= a[i * n + i];
  }
  return x;
}
