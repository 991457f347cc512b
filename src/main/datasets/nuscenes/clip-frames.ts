import type { Samples } from './samples.ts';
import { skip, type SkippedRows } from '../clip/skipped-rows.ts';

/** Key frames of one clip in time order; `rows` are their sample rows. */
interface ClipFrames {
  rows: Int32Array;
  timesUs: Float64Array;
}

/**
 * Orders a scene's samples by time. One that is not later than the sample that its own `prev` names, or has the time of
 * another, is out of order: it is left out and counted.
 */
export function framesOfClip(samples: Samples, rows: Int32Array, skipped: SkippedRows): ClipFrames {
  const { timesUs, tokens, previous } = samples;
  const timeByToken = new Map(Array.from(rows, (row) => [tokens[row], timesUs[row]]));
  const sorted = Array.from(rows).sort((a, b) => timesUs[a] - timesUs[b]);
  const kept: number[] = [];
  for (const row of sorted) {
    const before = timeByToken.get(previous[row]);
    const isTwin = kept.length > 0 && timesUs[kept[kept.length - 1]] === timesUs[row];
    if (isTwin || (before !== undefined && before >= timesUs[row]))
      skip(skipped, 'sample.json: timestamps out of order', `sample ${tokens[row]}`);
    else kept.push(row);
  }
  return { rows: Int32Array.from(kept), timesUs: Float64Array.from(kept, (row) => timesUs[row]) };
}
