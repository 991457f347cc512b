import type { Run } from '../../../shared/domain/run.ts';
import {
  videoHorizonsS,
  videoMetricInfos,
  videoMetricKey,
  videoMetrics,
  type VideoMetric,
} from '../../../shared/domain/video-metric.ts';
import { ABSENT, count, figure, metricValue } from '../../../shared/words/numbers.ts';
import type { ClipValues } from '../../workspace/workspace.ts';
import { textTable } from './text-table.ts';

/** Means over clips of the scores of predicted pictures, with how many clips have each; a score that no clip has is left out. */
export function videoMeans(values: readonly ClipValues[]): Record<string, { mean: number; clips: number }> {
  return Object.fromEntries(
    videoMetricInfos.flatMap(({ key }) => {
      const found = values.flatMap((clip) => clip.values[key] ?? []);
      if (found.length === 0) return [];
      return [[key, { mean: found.reduce((a, b) => a + b, 0) / found.length, clips: found.length }]];
    }),
  );
}

const names: Record<VideoMetric, string> = { ssim: 'SSIM', psnr: 'PSNR, dB', cosSim: 'CosSim' };

/** The means as a table: a metric a row, a horizon a column. */
export function videoTable(means: ReturnType<typeof videoMeans>): string {
  const horizons = videoHorizonsS.filter((s) => videoMetrics.some((metric) => videoMetricKey(metric, s) in means));
  const rows = [...videoMetrics, null].map((metric) => ({
    title: metric === null ? 'clips' : names[metric],
    text: (s: number) => {
      if (metric === null) return count(means[videoMetricKey('ssim', s)]?.clips ?? 0);
      const key = videoMetricKey(metric, s);
      const info = videoMetricInfos.find((one) => one.key === key);
      return info && key in means ? metricValue(means[key].mean, info) : ABSENT;
    },
  }));
  return textTable(
    [
      { title: 'after', text: (row) => row.title },
      ...horizons.map((s) => ({
        title: `${s} s`,
        align: 'right' as const,
        text: (row: (typeof rows)[number]) => row.text(s),
      })),
    ],
    rows,
  );
}

/** `network 1 234 ms, decode 98.1 ms`: medians an instant. */
export const stageWords = (stageMs: Run['stageMs']): string =>
  Object.entries(stageMs)
    .map(([stage, ms]) => `${stage} ${figure(ms)} ms`)
    .join(', ');
