import type { ClipId } from './clip.ts';
import { pdmMetricInfos, type PdmMetricInfo, type PdmReferenceCount } from './pdm-metric.ts';
import { videoMetricInfos, type VideoMetricInfo } from './video-metric.ts';

export const displacementMetrics = ['ade', 'fde', 'minAde', 'minFde', 'missRate'] as const;
export type DisplacementMetric = (typeof displacementMetrics)[number];
export const horizonsS = [1, 2, 3, 4] as const;
/** Seconds after a decision instant that are scored at most. */
export const SCORED_S = horizonsS[horizonsS.length - 1];
/** `model`: at the model's own pose rate; `10Hz`: plan and log interpolated to 10 Hz. */
export const scoreRates = ['model', '10Hz'] as const;
export type ScoreRate = (typeof scoreRates)[number];

/** Metric key as text: `ade@4s/10Hz`. One key is one column everywhere: store, API, report, CSV. */
export type MetricKey = string;
export const metricKey = (metric: DisplacementMetric, horizonS: number, rate: ScoreRate): MetricKey =>
  `${metric}@${horizonS}s/${rate}`;

export interface MetricInfo {
  family: 'displacement';
  key: MetricKey;
  metric: DisplacementMetric;
  horizonS: number;
  rate: ScoreRate;
  /** `ADE@4s, 10 Hz` */
  title: string;
  unit: 'm' | 'share';
  /** Smaller is better for every displacement metric. */
  better: 'lower' | 'higher';
}

const titles: Record<DisplacementMetric, string> = {
  ade: 'ADE',
  fde: 'FDE',
  minAde: 'minADE',
  minFde: 'minFDE',
  missRate: 'Miss rate',
};

export const metricInfos: readonly MetricInfo[] = displacementMetrics.flatMap((metric) =>
  horizonsS.flatMap((horizonS) =>
    scoreRates.map((rate): MetricInfo => ({
      family: 'displacement',
      key: metricKey(metric, horizonS, rate),
      metric,
      horizonS,
      rate,
      title: `${titles[metric]}@${horizonS}s, ${rate === '10Hz' ? '10 Hz' : 'model rate'}`,
      unit: metric === 'missRate' ? 'share' : 'm',
      better: 'lower',
    })),
  ),
);
/** A column of scores of whatever family. */
export type ScoreInfo = MetricInfo | PdmMetricInfo | VideoMetricInfo;
export const scoreInfos: readonly ScoreInfo[] = [...pdmMetricInfos, ...metricInfos, ...videoMetricInfos];
const scoreInfoByKey = new Map(scoreInfos.map((info) => [info.key, info]));
export const scoreInfoOf = (key: MetricKey): ScoreInfo | undefined => scoreInfoByKey.get(key);
export const metricInfoOf = (key: MetricKey): MetricInfo | undefined => metricInfos.find((m) => m.key === key);
export const DEFAULT_METRIC: MetricKey = metricKey('ade', 4, '10Hz');

/** Scores of one run on one clip. */
export interface ClipScores {
  runId: string;
  clipId: ClipId;
  /** Clip means over the key frames where the metric could be computed. */
  values: Record<MetricKey, number>;
  /** How many key frames entered each mean. */
  frameCounts: Record<MetricKey, number>;
  /** Per key frame: frame index to values. */
  frames: { frame: number; values: Record<MetricKey, number> }[];
}

/** Mean with a 95 % percentile bootstrap interval over clips. */
/**
 * Clip means of one run as numbers alone. They lie in memory that threads share, so that ten thousand clips cross from thread to
 * thread without a copy; nobody writes to them once they are filled.
 */
export interface ClipMatrix {
  runId: string;
  clipIds: ClipId[];
  /** Every metric that a clip of the run has. */
  keys: MetricKey[];
  /** [clips, keys], NaN where a clip has no value. */
  values: Float64Array;
}

/** An empty matrix of shared memory, NaN everywhere. */
export const newClipMatrix = (runId: string, clipIds: ClipId[], keys: MetricKey[]): ClipMatrix => ({
  runId,
  clipIds,
  keys,
  values: new Float64Array(new SharedArrayBuffer(8 * clipIds.length * keys.length)).fill(NaN),
});

export interface Interval {
  mean: number;
  low: number;
  high: number;
  clips: number;
  resamples: number;
  seed: number;
}

export interface RunSummary {
  runId: string;
  /** null: no clip of the selection could be scored. */
  metrics: Record<MetricKey, Interval | null>;
  /** Against which reference progress was measured, for each PDM setting that the run has scores of. */
  references: PdmReferenceCount[];
}

/** Paired over the clips both runs scored; delta is A − B. */
export interface PairedDifference {
  metric: MetricKey;
  clips: number;
  meanA: number;
  meanB: number;
  delta: Interval;
  /** Two-sided paired t over clips; null below 2 clips or without variance. */
  p: number | null;
  /** p corrected by Bonferroni over the metrics of this comparison. */
  pCorrected: number | null;
  betterA: number;
  betterB: number;
  equal: number;
}
