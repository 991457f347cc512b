import type { ClipId } from '../../../shared/domain/clip.ts';
import type { ClipMatrix } from '../../../shared/domain/score.ts';

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
