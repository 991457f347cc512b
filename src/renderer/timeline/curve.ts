import type { TimeUs } from '../../shared/domain/time.ts';
import { xOf, type TimeScale } from './time-scale.ts';

/** Values over a row of the timeline: `low` at its bottom, `high` at its top. */
export interface ValueScale {
  low: number;
  high: number;
  heightPx: number;
}

/** A longer pause between samples is a gap: nothing is drawn over it. */
const GAP_US = 1_500_000;
const PAD_PX = 3;

/** Pixel of a value, held inside the row. */
export function yOf(scale: ValueScale, value: number): number {
  const share = (value - scale.low) / (scale.high - scale.low || 1);
  const y = scale.heightPx - PAD_PX - share * (scale.heightPx - 2 * PAD_PX);
  return Math.min(scale.heightPx - 1, Math.max(1, y));
}

/**
 * SVG path of a sampled curve. Where several samples share a pixel column only its first, lowest, highest and last are kept,
 * so that a 100 Hz signal costs as much as the plot is wide and no spike is lost.
 */
export function curvePath(
  timesUs: readonly TimeUs[],
  values: readonly number[],
  time: TimeScale,
  value: ValueScale,
): string {
  let path = '';
  let previousUs = -Infinity;
  for (let i = 0; i < timesUs.length;) {
    const column = Math.floor(xOf(time, timesUs[i]));
    let end = i + 1;
    while (
      end < timesUs.length &&
      Math.floor(xOf(time, timesUs[end])) === column &&
      timesUs[end] - timesUs[end - 1] <= GAP_US
    )
      end++;
    for (const k of extremes(values, i, end)) {
      const x = xOf(time, timesUs[k]);
      path += `${timesUs[k] - previousUs > GAP_US ? 'M' : 'L'}${x.toFixed(1)} ${yOf(value, values[k]).toFixed(1)}`;
      previousUs = timesUs[k];
    }
    i = end;
  }
  return path;
}

/** Indices of the first, lowest, highest and last of values[from, to), in order and without repeats. */
function extremes(values: readonly number[], from: number, to: number): number[] {
  let low = from;
  let high = from;
  for (let i = from + 1; i < to; i++) {
    if (values[i] < values[low]) low = i;
    if (values[i] > values[high]) high = i;
  }
  return [...new Set([from, Math.min(low, high), Math.max(low, high), to - 1])];
}
