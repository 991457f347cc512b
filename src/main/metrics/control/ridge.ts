import { solvePositive } from '../statistics/matrix/cholesky.ts';
import {
  columnMeans,
  emptyMatrix,
  matrixOf,
  minusColumns,
  transpose,
  type Matrix,
} from '../statistics/matrix/matrix.ts';
import { rowProducts } from '../statistics/matrix/row-products.ts';

/** A linear answer to a list of features. */
export interface LinearFit {
  weights: Float64Array;
  intercept: number;
}

/**
 * Ridge regression on features standardised by their own mean and spread (population; a feature that does not vary is not
 * used): minimises |y − Xw − b|² + penalty · |w|². Solved by Cholesky in features or in examples, whichever are fewer.
 * The fit it gives takes features as they are. Throws RangeError for no examples or a penalty that is not positive.
 */
export function fitRidge(features: readonly ArrayLike<number>[], y: ArrayLike<number>, penalty: number): LinearFit {
  if (features.length === 0 || features.length !== y.length)
    throw new RangeError(`${features.length} examples for ${y.length} values`);
  if (!(penalty > 0)) throw new RangeError(`a ridge penalty of ${penalty}`);
  const raw = matrixOf(features);
  const means = columnMeans(raw);
  const x = minusColumns(raw, means);
  const scales = inverseSpreads(x);
  x.values.forEach((value, at) => (x.values[at] = value * scales[at % x.columns]));
  let meanY = 0;
  for (let i = 0; i < y.length; i++) meanY += y[i] / y.length;
  const centred = Float64Array.from(y, (value) => value - meanY);
  const standard = x.columns <= x.rows ? byFeatures(x, centred, penalty) : byExamples(x, centred, penalty);
  const weights = standard.map((weight, j) => weight * scales[j]);
  return { weights, intercept: meanY - weights.reduce((sum, weight, j) => sum + weight * means[j], 0) };
}

export function applyFit({ weights, intercept }: LinearFit, features: ArrayLike<number>): number {
  let sum = intercept;
  for (let i = 0; i < weights.length; i++) sum += weights[i] * features[i];
  return sum;
}

function inverseSpreads({ values, rows, columns }: Matrix): Float64Array {
  const squares = new Float64Array(columns);
  values.forEach((value, at) => (squares[at % columns] += value * value));
  return squares.map((sum) => (sum > 0 ? 1 / Math.sqrt(sum / rows) : 0));
}

/** (XᵀX + penalty) w = Xᵀy */
function byFeatures(x: Matrix, y: Float64Array, penalty: number): Float64Array {
  const turned = transpose(x);
  const right = emptyMatrix(x.columns, 1);
  rowProducts(turned.values, y, 1, x.rows, right.values, 0, x.columns);
  return solvePositive(penalised(turned, penalty), right.values);
}

/** w = Xᵀ (XXᵀ + penalty)⁻¹ y */
function byExamples(x: Matrix, y: Float64Array, penalty: number): Float64Array {
  const shares = solvePositive(penalised(x, penalty), y);
  const weights = emptyMatrix(1, x.columns);
  rowProducts(shares, transpose(x).values, x.columns, x.rows, weights.values, 0, 1);
  return weights.values;
}

/** Products of a matrix's rows with each other, with the penalty on the diagonal. */
function penalised(rows: Matrix, penalty: number): Matrix {
  const products = emptyMatrix(rows.rows, rows.rows);
  rowProducts(rows.values, rows.values, rows.rows, rows.columns, products.values, 0, rows.rows);
  for (let i = 0; i < rows.rows; i++) products.values[i * rows.rows + i] += penalty;
  return products;
}
