import { portions, type LongWork } from '../long-work.ts';
import { emptyMatrix, transpose, type Matrix } from './matrix.ts';

/**
 * R of A = Q · R by Householder reflections, for at least as many rows as columns: upper triangular, shape [columns, columns],
 * RᵀR = AᵀA, found without squaring A. Costs 2 · rows · columns².
 */
export async function triangularFactor(matrix: Matrix, work: LongWork = {}): Promise<Matrix> {
  const { rows, columns } = matrix;
  if (rows < columns) throw new RangeError(`${rows} rows for ${columns} columns`);
  const pause = portions(work);
  // Columns lie in a row each here, so that every loop runs along memory.
  const { values } = transpose(matrix);
  const factor = emptyMatrix(columns, columns);
  for (let k = 0; k < columns; k++) {
    const at = k * rows;
    let square = 0;
    for (let i = k; i < rows; i++) square += values[at + i] ** 2;
    const pivot = values[at + k] > 0 ? -Math.sqrt(square) : Math.sqrt(square);
    factor.values[k * columns + k] = pivot;
    // |u|² / 2 of u = column − pivot · first axis.
    const half = square - values[at + k] * pivot;
    values[at + k] -= pivot;
    for (let j = k + 1; j < columns; j++) {
      const other = j * rows;
      if (half > 0) {
        let sum = 0;
        for (let i = k; i < rows; i++) sum += values[at + i] * values[other + i];
        const share = sum / half;
        for (let i = k; i < rows; i++) values[other + i] -= share * values[at + i];
      }
      factor.values[k * columns + j] = values[other + k];
    }
    await pause(k + 1, columns);
  }
  return factor;
}
