import type { ClipScores, MetricKey } from '../../shared/domain/score.ts';

/** Clip means over the key frames where each metric could be computed, with how many those were. */
export function frameMeans(frames: ClipScores['frames']): Pick<ClipScores, 'values' | 'frameCounts' | 'frames'> {
  const sums: Record<MetricKey, number> = {};
  const frameCounts: Record<MetricKey, number> = {};
  for (const { values } of frames) {
    for (const [key, value] of Object.entries(values)) {
      sums[key] = (sums[key] ?? 0) + value;
      frameCounts[key] = (frameCounts[key] ?? 0) + 1;
    }
  }
  const values = Object.fromEntries(Object.entries(sums).map(([key, sum]) => [key, sum / frameCounts[key]]));
  return { values, frameCounts, frames };
}
