import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { partOf, portions } from '../../../../src/main/metrics/statistics/long-work.ts';
import { solvePositive } from '../../../../src/main/metrics/statistics/matrix/cholesky.ts';
import {
  emptyMatrix,
  matrixOf,
  transpose,
  type Matrix,
} from '../../../../src/main/metrics/statistics/matrix/matrix.ts';
import { rowProducts } from '../../../../src/main/metrics/statistics/matrix/row-products.ts';
import { singularValues } from '../../../../src/main/metrics/statistics/matrix/singular-values.ts';
import { triangularFactor } from '../../../../src/main/metrics/statistics/matrix/triangular-factor.ts';
import { randomIndices } from '../../../../src/main/metrics/statistics/random.ts';
import { randomNormals, shuffle } from '../../../../src/main/metrics/statistics/random-numbers.ts';
import { readReference } from '../fidelity/reference.ts';

const numbers = z.array(z.number());
// From numpy, by tests/reference/statistics_lab.py.
const { singular } = readReference(
  'statistics.json',
  z.object({ singular: z.array(z.object({ rows: z.array(numbers), values: numbers })) }),
);

const randomMatrix = (rows: number, columns: number, seed: number): Matrix => {
  const normal = randomNormals(seed);
  return { ...emptyMatrix(rows, columns), values: Float64Array.from({ length: rows * columns }, normal) };
};

/** A · Bᵀ, one sum at a time. */
function products(a: Matrix, b: Matrix): Matrix {
  const out = emptyMatrix(a.rows, b.rows);
  for (let i = 0; i < a.rows; i++)
    for (let j = 0; j < b.rows; j++)
      for (let k = 0; k < a.columns; k++)
        out.values[i * b.rows + j] += a.values[i * a.columns + k] * b.values[j * b.columns + k];
  return out;
}

const furthest = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);

describe('row products', () => {
  it.each([
    [1, 1, 1],
    [4, 4, 7],
    [6, 5, 3],
    [9, 11, 16],
  ])('of %i rows with %i rows of %i', (rowsA, rowsB, inner) => {
    const [a, b] = [randomMatrix(rowsA, inner, 1), randomMatrix(rowsB, inner, 2)];
    const out = emptyMatrix(rowsA, rowsB);
    rowProducts(a.values, b.values, rowsB, inner, out.values, 0, rowsA);
    expect(furthest(out.values, products(a, b).values)).toBeLessThan(1e-12);
  });

  it('of some rows leave the others alone', () => {
    const a = randomMatrix(7, 3, 1);
    const out = emptyMatrix(7, 7);
    rowProducts(a.values, a.values, 7, 3, out.values, 2, 7);
    expect([...out.values.subarray(0, 14)]).toEqual(Array<number>(14).fill(0));
    expect(furthest(out.values.subarray(14), products(a, a).values.subarray(14))).toBeLessThan(1e-12);
  });
});

describe('singular values', () => {
  it.each(singular.map(({ rows, values }) => ({ shape: `${rows.length} x ${rows[0].length}`, rows, values })))(
    'of $shape equal numpy’s',
    async ({ rows, values }) => {
      const found = await singularValues(matrixOf(rows));
      expect(found.length).toBe(values.length);
      const tolerance = 1e-13 * Math.max(...values);
      values.forEach((value, i) => expect(Math.abs(found[i] - value)).toBeLessThanOrEqual(tolerance));
    },
  );

  it('of a larger matrix keep its square sum and do not care for turning', async () => {
    const matrix = randomMatrix(90, 60, 4);
    const found = await singularValues(matrix);
    const total = matrix.values.reduce((sum, value) => sum + value ** 2, 0);
    expect(found.reduce((sum, value) => sum + value ** 2, 0) / total).toBeCloseTo(1, 12);
    expect(furthest(found, await singularValues(transpose(matrix)))).toBeLessThan(1e-11);
  });
});

describe('triangular factor', () => {
  it('squares to what the matrix squares to', async () => {
    const matrix = randomMatrix(40, 13, 5);
    const factor = await triangularFactor(matrix);
    const square = (m: Matrix) => products(transpose(m), transpose(m));
    expect(furthest(square(factor).values, square(matrix).values)).toBeLessThan(1e-11);
    for (let i = 0; i < 13; i++) for (let j = 0; j < i; j++) expect(factor.values[i * 13 + j]).toBe(0);
  });

  it('stands columns of zeros', async () => {
    const factor = await triangularFactor(
      matrixOf([
        [0, 1],
        [0, 2],
        [0, 2],
      ]),
    );
    const [, first, , second] = factor.values;
    expect([...factor.values].filter((_, i) => i % 2 === 0)).toEqual([0, 0]);
    expect(first ** 2 + second ** 2).toBeCloseTo(9, 12);
  });

  it('needs as many rows as columns', async () => {
    await expect(triangularFactor(emptyMatrix(2, 3))).rejects.toThrow(RangeError);
  });
});

describe('positive definite systems', () => {
  it('are solved', () => {
    const root = randomMatrix(8, 8, 6);
    const matrix = products(root, root);
    const x = Float64Array.from({ length: 8 }, (_, i) => i - 3);
    const right = emptyMatrix(8, 1);
    rowProducts(matrix.values, x, 1, 8, right.values, 0, 8);
    expect(furthest(solvePositive(matrix, right.values), x)).toBeLessThan(1e-9);
  });

  it('are refused where they are not', () => {
    expect(() =>
      solvePositive(
        matrixOf([
          [1, 2],
          [2, 1],
        ]),
        Float64Array.of(1, 1),
      ),
    ).toThrow(RangeError);
  });
});

describe('random numbers', () => {
  it('are standard normal', () => {
    const normal = randomNormals(9);
    const drawn = Float64Array.from({ length: 20_000 }, normal);
    const mean = drawn.reduce((a, b) => a + b, 0) / drawn.length;
    const variance = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / drawn.length;
    const beyond = drawn.filter((value) => Math.abs(value) > 1.96).length / drawn.length;
    // Three standard errors each.
    expect(Math.abs(mean)).toBeLessThan(0.021);
    expect(Math.abs(variance - 1)).toBeLessThan(0.03);
    expect(Math.abs(beyond - 0.05)).toBeLessThan(0.005);
  });

  it('put every order about as often', () => {
    const counts = new Map<string, number>();
    const draw = randomIndices(2);
    for (let i = 0; i < 6000; i++) {
      const list = Uint32Array.of(0, 1, 2);
      shuffle(list, draw);
      counts.set(list.join(''), (counts.get(list.join('')) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(100);
  });
});

describe('long work', () => {
  it('tells a part’s progress as a share of the whole', () => {
    const told: [number, number][] = [];
    partOf({ onProgress: (done, total) => told.push([done, total]) }, 2, 4).onProgress?.(5, 10);
    expect(told).toEqual([[2.5, 4]]);
  });

  it('lets messages in and ends on a cancellation', async () => {
    const cancel = new AbortController();
    const pause = portions({ signal: cancel.signal });
    setImmediate(() => cancel.abort());
    const held = performance.now() + 70;
    while (performance.now() < held);
    await expect(pause(1, 2)).rejects.toMatchObject({ name: 'AbortError' });
  });
});
