import { csvTable } from '../files/csv-table.ts';
import { navsimProblem } from './navsim-problem.ts';

/** Scores of a devkit run, as its CSV has them. */
export interface ResultTable {
  /** Names of the score columns, in the file's order: sub-scores of v1 or v2, weights, `score`. */
  columns: string[];
  /** One row a scored sample. */
  rows: ResultRow[];
  /** Rows over all samples: `average`, `extended_pdm_score_combined`, … */
  summaries: ResultRow[];
}

export interface ResultRow {
  token: string;
  /** False where the devkit could not score the sample. */
  valid: boolean;
  /** null where the file does not tell. */
  logName: string | null;
  frameType: 'original' | 'synthetic' | null;
  /** Unix seconds; null where the file does not tell. */
  startTimeS: number | null;
  /** By column; null where the cell is empty or NaN. */
  values: Record<string, number | null>;
}

/** Columns that are no scores; the unnamed one is pandas' row number. */
const aboutColumns = new Set(['', 'token', 'valid', 'log_name', 'frame_type', 'start_time']);
const summaryName = /^(average|aggregate|extended_pdm_score|mean|pdm_score)/;

/**
 * Reads a CSV of `run_pdm_score` (v1, v2, one stage or two). Columns with anything but numbers are left out. Throws
 * ProblemError `navsim.result-csv` naming the line.
 */
export function readResultCsv(text: string, file: string): ResultTable {
  const { header, rows } = csvTable(text);
  const fail = (finding: string) => navsimProblem('result-csv', 'The file is no table of scores', file, finding);
  const tokenAt = header.indexOf('token');
  if (tokenAt < 0 || !header.includes('score'))
    throw fail(`its first line has no ${tokenAt < 0 ? 'token' : 'score'} column`);
  for (const { line, cells } of rows)
    if (cells.length !== header.length)
      throw fail(`line ${line} has ${cells.length} cells; ${header.length} belong there`);
  const columns = header.filter(
    (name, c) => !aboutColumns.has(name) && rows.every(({ cells }) => numberOf(cells[c]) !== undefined),
  );
  if (!columns.includes('score')) throw fail('its score column has something other than numbers');
  const placed = columns.map((name) => [name, header.indexOf(name)] as const);
  const cellOf = (cells: readonly string[], name: string): string => cells[header.indexOf(name)] ?? '';
  const all = rows.map(({ cells }): ResultRow => ({
    token: cells[tokenAt],
    valid: cellOf(cells, 'valid') !== 'False',
    logName: cellOf(cells, 'log_name') || null,
    frameType: frameTypeOf(cellOf(cells, 'frame_type')),
    startTimeS: numberOf(cellOf(cells, 'start_time')) ?? null,
    values: Object.fromEntries(placed.map(([name, c]) => [name, numberOf(cells[c]) ?? null])),
  }));
  return {
    columns,
    rows: all.filter(({ token }) => !summaryName.test(token)),
    summaries: all.filter(({ token }) => summaryName.test(token)),
  };
}

const frameTypeOf = (text: string): ResultRow['frameType'] =>
  text.endsWith('ORIGINAL') ? 'original' : text.endsWith('SYNTHETIC') ? 'synthetic' : null;

/** null for no number, undefined for a cell that is something else. */
function numberOf(cell: string): number | null | undefined {
  const text = cell.trim();
  if (text === '' || text.toLowerCase() === 'nan') return null;
  if (text === 'True' || text === 'False') return text === 'True' ? 1 : 0;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
