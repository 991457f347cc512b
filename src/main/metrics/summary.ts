import {
  scoreInfos,
  type ClipMatrix,
  type Interval,
  type MetricKey,
  type PairedDifference,
} from '../../shared/domain/score.ts';
import { columnReader } from './clip-matrix.ts';
import { bootstrapMeans } from './statistics/bootstrap.ts';
import { bonferroni, pairedT } from './statistics/paired-t.ts';

/**
 * Mean of every metric over the clips that have it, with its bootstrap interval over clips; null where no clip has it.
 * 10,000 clips take half a second: to be called in a thread.
 */
export function summarise(run: ClipMatrix, seed: number): Record<MetricKey, Interval | null> {
  const rows = Array.from(run.clipIds.keys());
  const intervals = intervalsOf(
    scoreInfos.map(({ key }) => rows.map(columnReader(run, key))),
    seed,
  );
  return Object.fromEntries(scoreInfos.map(({ key }, i) => [key, intervals[i]]));
}

/**
 * Run A against run B on the clips where both have the metric: means, the interval of A − B over clips, a paired t test
 * (corrected over the metrics of this comparison) and how many clips each is better on. Metrics without a common clip are left out.
 */
export function compareRuns(a: ClipMatrix, b: ClipMatrix, seed: number): PairedDifference[] {
  const rowOfB = new Map(b.clipIds.map((clipId, row) => [clipId, row]));
  const pairs = a.clipIds.flatMap((clipId, row) => {
    const other = rowOfB.get(clipId);
    return other === undefined ? [] : [{ row, other }];
  });
  const readers = scoreInfos.map(({ key }) => ({ ofA: columnReader(a, key), ofB: columnReader(b, key) }));
  const deltas = readers.map(({ ofA, ofB }) => pairs.map(({ row, other }) => ofA(row) - ofB(other)));
  const intervals = intervalsOf(deltas, seed);
  const ps = deltas.map((column) => pairedT(present(column)));
  const tests = ps.filter((p) => p !== null).length;
  return scoreInfos.flatMap(({ key, better }, column) => {
    const delta = intervals[column];
    if (!delta) return [];
    const paired = pairs.filter((_, i) => !Number.isNaN(deltas[column][i]));
    const below = deltas[column].filter((d) => d < 0).length;
    const above = deltas[column].filter((d) => d > 0).length;
    const p = ps[column];
    return [
      {
        metric: key,
        clips: delta.clips,
        meanA: mean(paired.map(({ row }) => readers[column].ofA(row))),
        meanB: mean(paired.map(({ other }) => readers[column].ofB(other))),
        delta,
        p,
        pCorrected: p === null ? null : bonferroni(p, tests),
        betterA: better === 'lower' ? below : above,
        betterB: better === 'lower' ? above : below,
        equal: delta.clips - below - above,
      },
    ];
  });
}

const mean = (values: readonly number[]): number => values.reduce((x, y) => x + y, 0) / values.length;
const present = (column: readonly number[]): Float64Array => Float64Array.from(column.filter((v) => !Number.isNaN(v)));

/** Intervals of columns with NaN for absent; columns over the same clips share their draws. Null for an empty column. */
function intervalsOf(columns: readonly number[][], seed: number): (Interval | null)[] {
  const intervals: (Interval | null)[] = columns.map(() => null);
  const groups = Map.groupBy(columns.keys(), (c) => columns[c].map((v) => (Number.isNaN(v) ? '0' : '1')).join(''));
  for (const group of groups.values()) {
    const filled = group.map((c) => present(columns[c]));
    if (filled[0].length === 0) continue;
    bootstrapMeans(filled, seed).forEach((interval, i) => (intervals[group[i]] = interval));
  }
  return intervals;
}
