import type { ClipId } from '../../shared/domain/clip.ts';
import { scoreInfos, type MetricKey } from '../../shared/domain/score.ts';
import type { ClipValues } from '../workspace/workspace.ts';

/** Clip means of one run as numbers alone, cheap to hand to a thread. */
export interface ClipMatrix {
  clipIds: ClipId[];
  /** [clips, metrics in the order of `scoreInfos`], NaN where a clip has no value. */
  values: Float64Array;
}

/** Metrics of a matrix row. */
export const matrixKeys: readonly MetricKey[] = scoreInfos.map((info) => info.key);

/** Rows packed before others get the thread: about a millisecond of work. */
const ROWS_AT_ONCE = 500;

/** Packs clip means, giving way to other work between portions. */
export async function clipMatrix(clips: readonly ClipValues[]): Promise<ClipMatrix> {
  const width = matrixKeys.length;
  const values = new Float64Array(clips.length * width);
  for (let row = 0; row < clips.length; row++) {
    if (row % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await new Promise((resolve) => setImmediate(resolve));
    for (let column = 0; column < width; column++)
      values[row * width + column] = clips[row].values[matrixKeys[column]] ?? NaN;
  }
  return { clipIds: clips.map((clip) => clip.clipId), values };
}
