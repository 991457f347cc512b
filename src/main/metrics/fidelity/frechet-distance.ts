import { partOf, portions, type LongWork } from '../statistics/long-work.ts';
import { columnMeans, emptyMatrix, matrixOf, minusColumns, type Matrix } from '../statistics/matrix/matrix.ts';
import { rowProducts } from '../statistics/matrix/row-products.ts';
import { singularValues } from '../statistics/matrix/singular-values.ts';
import { triangularFactor } from '../statistics/matrix/triangular-factor.ts';

const PARTS = 4;
/** Rows multiplied between two pauses. */
const ROWS_AT_ONCE = 64;

/**
 * Fréchet distance of two sets of features as Gaussians (FID): |m_r − m_f|² + Tr(C_r + C_f − 2 (C_r C_f)^½), covariances
 * over n − 1. With factors LᵀL = C the eigenvalues of C_r C_f are the squared singular values of L_r L_fᵀ, so the trace of
 * the root is their sum: no product of covariances is rooted, and fewer features than their width make the problem small
 * instead of singular. Strongly biased upward for few features: compare at equal counts only. Null below two features on a side.
 * @param real feature vectors of recorded pictures, all of one width @param made of predicted ones
 */
export async function frechetDistance(
  real: readonly ArrayLike<number>[],
  made: readonly ArrayLike<number>[],
  work: LongWork = {},
): Promise<number | null> {
  if (real.length < 2 || made.length < 2) return null;
  const [a, b] = [matrixOf(real), matrixOf(made)];
  if (a.columns !== b.columns) throw new RangeError(`features of ${a.columns} and ${b.columns} numbers`);
  const [meanA, meanB] = [columnMeans(a), columnMeans(b)];
  const between = meanA.reduce((sum, value, i) => sum + (value - meanB[i]) ** 2, 0);
  const factorA = await covarianceFactor(a, meanA, partOf(work, 0, PARTS));
  const factorB = await covarianceFactor(b, meanB, partOf(work, 1, PARTS));
  const cross = await crossProducts(factorA, factorB, partOf(work, 2, PARTS));
  const root = (await singularValues(cross, partOf(work, 3, PARTS))).reduce((sum, value) => sum + value, 0);
  return Math.max(0, between + squareSum(factorA) + squareSum(factorB) - 2 * root);
}

/** L with LᵀL the covariance: the centred features by √(n − 1), or their triangular factor where that has fewer rows. */
async function covarianceFactor(features: Matrix, means: Float64Array, work: LongWork): Promise<Matrix> {
  const centred = minusColumns(features, means);
  const scale = 1 / Math.sqrt(features.rows - 1);
  const values = centred.values.map((value) => value * scale);
  const factor = { ...centred, values };
  return factor.rows > factor.columns ? triangularFactor(factor, work) : factor;
}

async function crossProducts(a: Matrix, b: Matrix, work: LongWork): Promise<Matrix> {
  const pause = portions(work);
  const cross = emptyMatrix(a.rows, b.rows);
  for (let row = 0; row < a.rows; row += ROWS_AT_ONCE) {
    const end = Math.min(a.rows, row + ROWS_AT_ONCE);
    rowProducts(a.values, b.values, b.rows, a.columns, cross.values, row, end);
    await pause(end, a.rows);
  }
  return cross;
}

const squareSum = ({ values }: Matrix): number => values.reduce((sum, value) => sum + value * value, 0);
