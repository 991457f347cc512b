import { newClipMatrix, type ClipMatrix, type MetricKey } from '../../shared/domain/score.ts';
import type { ClipValues } from '../workspace/workspace.ts';

/** Rows packed before others get the thread: about a millisecond of work. */
const ROWS_AT_ONCE = 500;

/** Packs clip means of one run, giving way to other work between portions. */
export async function clipMatrix(clips: readonly ClipValues[], runId = clips[0]?.runId ?? ''): Promise<ClipMatrix> {
  const keys = [...new Set(clips.flatMap((clip) => Object.keys(clip.values)))];
  const matrix = newClipMatrix(
    runId,
    clips.map((clip) => clip.clipId),
    keys,
  );
  for (let row = 0; row < clips.length; row++) {
    if (row % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await new Promise((resolve) => setImmediate(resolve));
    for (let column = 0; column < keys.length; column++)
      matrix.values[row * keys.length + column] = clips[row].values[keys[column]] ?? NaN;
  }
  return matrix;
}

/** Reads a metric of a matrix by row; NaN where the clip has none, and for a metric that no clip has. */
export function columnReader({ keys, values }: ClipMatrix, key: MetricKey): (row: number) => number {
  const column = keys.indexOf(key);
  const width = keys.length;
  return column < 0 ? () => NaN : (row) => values[row * width + column];
}
