/** Numbers in rows. */
export interface Matrix {
  /** Shape [rows, columns]. */
  values: Float64Array;
  rows: number;
  columns: number;
}

export const emptyMatrix = (rows: number, columns: number): Matrix => ({
  values: new Float64Array(rows * columns),
  rows,
  columns,
});

/** Lists of equal length as rows. Throws RangeError where they differ in length. */
export function matrixOf(rows: readonly ArrayLike<number>[]): Matrix {
  const columns = rows[0]?.length ?? 0;
  const matrix = emptyMatrix(rows.length, columns);
  rows.forEach((row, i) => {
    if (row.length !== columns) throw new RangeError(`a row of ${row.length} numbers among rows of ${columns}`);
    matrix.values.set(row, i * columns);
  });
  return matrix;
}

export function transpose({ values, rows, columns }: Matrix): Matrix {
  const turned = emptyMatrix(columns, rows);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) turned.values[j * rows + i] = values[i * columns + j];
  return turned;
}

/** Mean of each column. */
export function columnMeans({ values, rows, columns }: Matrix): Float64Array {
  const means = new Float64Array(columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) means[j] += values[i * columns + j];
  return means.map((sum) => sum / rows);
}

/** A matrix with a number a column taken from its rows. */
export function minusColumns({ values, rows, columns }: Matrix, take: Float64Array): Matrix {
  return { values: values.map((value, at) => value - take[at % columns]), rows, columns };
}
