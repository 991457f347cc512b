import type { ClipId } from '../../../shared/domain/clip.ts';
import {
  crossedTerms,
  gateCells,
  type GateCell,
  type GateRow,
  type GateTable,
} from '../../../shared/domain/comparison.ts';
import { pdmMetricKey, type PdmSetting } from '../../../shared/domain/pdm-metric.ts';
import { pdmFormula, type PdmTerm } from '../../../shared/domain/pdm.ts';
import type { ClipMatrix } from '../../../shared/domain/score.ts';
import { columnReader } from '../clip-matrix.ts';
import { mcnemarExact } from './mcnemar.ts';
import { pairedRows, type PairedRow } from './paired-rows.ts';

/** Which cell two clip means of a pass-or-fail term fall into; below 1 is a fail. */
export const gateCellOf = (a: number, b: number): GateCell =>
  a < 1 ? (b < 1 ? 'both' : 'onlyA') : b < 1 ? 'onlyB' : 'neither';

/** Counts, for each pass-or-fail term of a PDM setting, the clips where it fails in A alone, in B alone, in both, in neither. */
export function gateTable(a: ClipMatrix, b: ClipMatrix, setting: PdmSetting): GateTable {
  const pairs = pairedRows(a, b);
  const rows = crossedTerms(setting.version).map((term) => gateRow(a, b, pairs, setting, term));
  return { setting, rows: rows.filter((row) => row.clips > 0) };
}

/** The clips of one cell of the table, in A's order. */
export const clipsOfCell = (
  a: ClipMatrix,
  b: ClipMatrix,
  setting: PdmSetting,
  term: PdmTerm,
  cell: GateCell,
): ClipId[] =>
  termPairs(a, b, pairedRows(a, b), setting, term)
    .filter((pair) => gateCellOf(pair.a, pair.b) === cell)
    .map(({ clipId }) => clipId);

function gateRow(
  a: ClipMatrix,
  b: ClipMatrix,
  pairs: readonly PairedRow[],
  setting: PdmSetting,
  term: PdmTerm,
): GateRow {
  const cells = Object.fromEntries(gateCells.map((cell) => [cell, { clips: 0, partial: 0 }])) as GateRow['cells'];
  const values = termPairs(a, b, pairs, setting, term);
  for (const pair of values) {
    const name = gateCellOf(pair.a, pair.b);
    cells[name].clips++;
    if (name !== 'neither' && pair.a > 0 && pair.b > 0) cells[name].partial++;
  }
  const role = pdmFormula[setting.version].gates.includes(term) ? 'gate' : 'weighted';
  return { term, role, clips: values.length, cells, p: mcnemarExact(cells.onlyA.clips, cells.onlyB.clips) };
}

/** A term's values on the clips where both runs have it. */
function termPairs(a: ClipMatrix, b: ClipMatrix, pairs: readonly PairedRow[], setting: PdmSetting, term: PdmTerm) {
  const key = pdmMetricKey(setting, term);
  const [ofA, ofB] = [columnReader(a, key), columnReader(b, key)];
  return pairs
    .map((pair) => ({ clipId: pair.clipId, a: ofA(pair.a), b: ofB(pair.b) }))
    .filter((pair) => !Number.isNaN(pair.a) && !Number.isNaN(pair.b));
}
