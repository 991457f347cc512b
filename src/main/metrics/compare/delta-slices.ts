import type { ClipId } from '../../../shared/domain/clip.ts';
import { LEAST_SLICE_CLIPS, type DeltaSlice, type SliceFacet } from '../../../shared/domain/comparison.ts';
import { scoreInfoOf, type ClipMatrix, type MetricKey } from '../../../shared/domain/score.ts';
import { bootstrapMeans } from '../statistics/bootstrap.ts';
import { sortedDeltas } from './sorted-deltas.ts';

/** Clips that share a facet value; it may hold clips that are not compared. */
export interface SliceGroup {
  facet: SliceFacet;
  value: string;
  label: string;
  clipIds: ClipId[];
}

/**
 * Mean of A − B with its interval on each group, the worst for A first. Groups of fewer than `LEAST_SLICE_CLIPS` clips that both
 * runs have, and groups that hold all of them, are left out.
 */
export function deltaSlices(
  a: ClipMatrix,
  b: ClipMatrix,
  metric: MetricKey,
  groups: readonly SliceGroup[],
  seed: number,
): DeltaSlice[] {
  const deltas = sortedDeltas(a, b, metric);
  const rowOf = new Map(deltas.clipIds.map((clipId, row) => [clipId, row]));
  const slices = groups.flatMap(({ facet, value, label, clipIds }): DeltaSlice[] => {
    const rows = clipIds.flatMap((clipId) => rowOf.get(clipId) ?? []);
    if (rows.length < LEAST_SLICE_CLIPS || rows.length === rowOf.size) return [];
    const [delta] = bootstrapMeans([Float64Array.from(rows, (row) => deltas.a[row] - deltas.b[row])], seed);
    return [{ facet, value, label, delta }];
  });
  const sign = scoreInfoOf(metric)?.better === 'lower' ? -1 : 1;
  return slices.sort((x, y) => sign * (x.delta.mean - y.delta.mean));
}
