import { portions, type LongWork } from '../statistics/long-work.ts';
import { emptyMatrix, matrixOf, type Matrix } from '../statistics/matrix/matrix.ts';
import { rowProducts } from '../statistics/matrix/row-products.ts';
import { randomIndices } from '../statistics/random.ts';
import { shuffle } from '../statistics/random-numbers.ts';

const SUBSETS = 100;
const SUBSET_SIZE = 50;

/**
 * Kernel distance of two sets of features (KID): the unbiased squared maximum mean discrepancy with k(x, y) = (x·y / width
 * + 1)³, as mean and standard deviation over 100 random subsets of min(50, n) from each side, n the smaller count. The
 * deviation is over subsets, not over seeds, and 0 where a subset is the whole set; the mean can be slightly negative.
 * Null below two features on a side. Subsets are drawn by `randomIndices(seed)`: the real ones first, then the made ones.
 */
export async function kernelDistance(
  real: readonly ArrayLike<number>[],
  made: readonly ArrayLike<number>[],
  seed: number,
  work: LongWork = {},
): Promise<{ mean: number; sd: number } | null> {
  if (real.length < 2 || made.length < 2) return null;
  const [a, b] = [matrixOf(real), matrixOf(made)];
  if (a.columns !== b.columns) throw new RangeError(`features of ${a.columns} and ${b.columns} numbers`);
  const size = Math.min(SUBSET_SIZE, a.rows, b.rows);
  const pause = portions(work);
  const draw = randomIndices(seed);
  const distances = new Float64Array(SUBSETS);
  for (let s = 0; s < SUBSETS; s++) {
    distances[s] = discrepancy(subset(a, size, draw), subset(b, size, draw));
    await pause(s + 1, SUBSETS);
  }
  const mean = distances.reduce((sum, value) => sum + value, 0) / SUBSETS;
  const variance = distances.reduce((sum, value) => sum + (value - mean) ** 2, 0) / SUBSETS;
  return { mean, sd: Math.sqrt(variance) };
}

function subset({ values, rows, columns }: Matrix, size: number, draw: (n: number) => number): Matrix {
  const order = Uint32Array.from({ length: rows }, (_, i) => i);
  if (size < rows) shuffle(order, draw, size);
  const chosen = emptyMatrix(size, columns);
  for (let i = 0; i < size; i++)
    chosen.values.set(values.subarray(order[i] * columns, (order[i] + 1) * columns), i * columns);
  return chosen;
}

/** Unbiased squared MMD of two sets of equal size. */
function discrepancy(x: Matrix, y: Matrix): number {
  const count = x.rows;
  const pairs = count * (count - 1);
  return kernelSum(x, x, true) / pairs + kernelSum(y, y, true) / pairs - (2 * kernelSum(x, y, false)) / count ** 2;
}

function kernelSum(x: Matrix, y: Matrix, withoutSelf: boolean): number {
  const products = new Float64Array(x.rows * y.rows);
  rowProducts(x.values, y.values, y.rows, x.columns, products, 0, x.rows);
  let sum = 0;
  for (let i = 0; i < x.rows; i++)
    for (let j = 0; j < y.rows; j++)
      if (!withoutSelf || i !== j) sum += (products[i * y.rows + j] / x.columns + 1) ** 3;
  return sum;
}
