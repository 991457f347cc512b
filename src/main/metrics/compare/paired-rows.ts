import { matrixKeys, type ClipMatrix } from '../clip-matrix.ts';
import type { ClipId } from '../../../shared/domain/clip.ts';
import type { MetricKey } from '../../../shared/domain/score.ts';

/** A clip that both runs have, with its row in each matrix. */
export interface PairedRow {
  clipId: ClipId;
  a: number;
  b: number;
}

/** The clips of both runs in A's order. */
export function pairedRows(a: ClipMatrix, b: ClipMatrix): PairedRow[] {
  const rowOfB = new Map(b.clipIds.map((clipId, row) => [clipId, row]));
  return a.clipIds.flatMap((clipId, row) => {
    const other = rowOfB.get(clipId);
    return other === undefined ? [] : [{ clipId, a: row, b: other }];
  });
}

const columnOf = new Map(matrixKeys.map((key, column) => [key, column]));

/** Reads a metric of a matrix by row; NaN where the clip has none, and for a metric that does not exist. */
export function columnReader(matrix: ClipMatrix, key: MetricKey): (row: number) => number {
  const column = columnOf.get(key);
  return column === undefined ? () => NaN : (row) => matrix.values[row * matrixKeys.length + column];
}
