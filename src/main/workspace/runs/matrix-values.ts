import type { ClipMatrix, MetricKey } from '../../../shared/domain/score.ts';
import type { ClipValues } from '../workspace.ts';

/** Clips unpacked before others get the thread: about two milliseconds of work. */
const CLIPS_AT_ONCE = 250;

/** The rows of matrices as records, giving way to other work between portions. */
export async function valuesOfMatrices(matrices: readonly ClipMatrix[]): Promise<ClipValues[]> {
  const found: ClipValues[] = [];
  for (const { runId, clipIds, keys, values } of matrices)
    for (const [row, clipId] of clipIds.entries()) {
      const record: Record<MetricKey, number> = {};
      for (let column = 0; column < keys.length; column++) {
        const value = values[row * keys.length + column];
        if (!Number.isNaN(value)) record[keys[column]] = value;
      }
      found.push({ runId, clipId, values: record });
      if (found.length % CLIPS_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  return found;
}
