import type { ClipScores, MetricKey } from '../../../shared/domain/score.ts';
import { decodeColumns, encodeColumns, numbersOf, textsOf } from '../index/columns.ts';

/** Clip means as one small blob. */
export function encodeSummary({ values, frameCounts }: Pick<ClipScores, 'values' | 'frameCounts'>): Buffer {
  const metrics = [...new Set([...Object.keys(values), ...Object.keys(frameCounts)])];
  return encodeColumns({
    metrics,
    values: Float64Array.from(metrics, (m) => values[m] ?? NaN),
    counts: Int32Array.from(metrics, (m) => frameCounts[m] ?? -1),
  });
}

export function decodeSummary(body: Uint8Array): Pick<ClipScores, 'values' | 'frameCounts'> {
  const columns = decodeColumns(body);
  const metrics = textsOf(columns, 'metrics');
  const counts = numbersOf(columns, 'counts');
  return {
    values: recordOf(metrics, numbersOf(columns, 'values')),
    frameCounts: Object.fromEntries(metrics.map((m, i) => [m, counts[i]] as const).filter(([, count]) => count >= 0)),
  };
}

/** Key-frame values as one matrix, frames by metrics, NaN where a metric could not be computed. */
export function encodeFrameScores(frames: ClipScores['frames']): Buffer {
  const metrics = [...new Set(frames.flatMap((f) => Object.keys(f.values)))];
  return encodeColumns({
    metrics,
    frame: Int32Array.from(frames, (f) => f.frame),
    values: Float64Array.from(frames.flatMap((f) => metrics.map((m) => f.values[m] ?? NaN))),
  });
}

export function decodeFrameScores(body: Uint8Array): ClipScores['frames'] {
  const columns = decodeColumns(body);
  const metrics = textsOf(columns, 'metrics');
  const values = numbersOf(columns, 'values');
  return Array.from(numbersOf(columns, 'frame'), (frame, i) => ({
    frame,
    values: recordOf(metrics, values.subarray(i * metrics.length, (i + 1) * metrics.length)),
  }));
}

function recordOf(metrics: readonly string[], values: ArrayLike<number>): Record<MetricKey, number> {
  const record: Record<MetricKey, number> = {};
  metrics.forEach((metric, i) => {
    if (!Number.isNaN(values[i])) record[metric] = values[i]!;
  });
  return record;
}
