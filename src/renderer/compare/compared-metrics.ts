import { pdmMetricKey, pdmSettings, pdmSettingWords, type PdmSetting } from '../../shared/domain/pdm-metric.ts';
import {
  DEFAULT_METRIC,
  metricInfoOf,
  scoreInfoOf,
  type MetricKey,
  type PairedDifference,
  type ScoreInfo,
} from '../../shared/domain/score.ts';
import { besideMetrics } from '../score/beside-metrics.ts';
import { videoHorizonsS, videoMetricKey } from '../../shared/domain/video-metric.ts';
import { rateNames } from '../score/metric-names.ts';

/** Settings in the order they are shown: newer version, what people did counted, traffic as recorded first. */
const settings = [...pdmSettings].sort(
  (x, y) =>
    y.version.localeCompare(x.version) || x.filter.localeCompare(y.filter) || x.traffic.localeCompare(y.traffic),
);

export interface ComparedRow {
  info: ScoreInfo;
  difference: PairedDifference;
}

/** Metrics that may stand under one heading and on one axis. */
export interface MetricFamily {
  key: string;
  /** `EPDMS v2, one stage, human filter, log replay`, `Distance from the driven path over 4 s, 10 Hz`. */
  title: string;
  /** Set for a PDM family. */
  setting: PdmSetting | null;
  rows: ComparedRow[];
}

/** The metric that the view shows: the wanted one where both runs have it, else the first total, else what there is. */
export function comparedMetric(differences: readonly PairedDifference[], wanted: MetricKey): MetricKey | null {
  const has = (key: MetricKey) => differences.some((d) => d.metric === key);
  if (has(wanted)) return wanted;
  const totals = settings.map((setting) => pdmMetricKey(setting, 'total'));
  return [...totals, DEFAULT_METRIC].find(has) ?? differences.at(0)?.metric ?? null;
}

/**
 * Paired differences by family: every PDM setting for itself, newer version first; distances of one horizon and rate, the chosen
 * metric's or the default one's, or of all; likewise predicted pictures.
 */
export function metricFamilies(
  differences: readonly PairedDifference[],
  chosen: MetricKey,
  allHorizons: boolean,
): MetricFamily[] {
  const found = new Map(differences.map((d) => [d.metric, d]));
  const rowsBeside = (key: MetricKey): ComparedRow[] => {
    const info = scoreInfoOf(key);
    return (info ? besideMetrics(info) : []).flatMap((beside) => {
      const difference = found.get(beside.key);
      return difference ? [{ info: beside, difference }] : [];
    });
  };
  const pdm = settings.map((setting): MetricFamily => {
    const key = pdmMetricKey(setting, 'total');
    return { key, title: pdmSettingWords(setting), setting, rows: rowsBeside(key) };
  });
  const displacement = displacementHeads(differences, chosen, allHorizons).map(
    ({ horizonS, rate, key }): MetricFamily => ({
      key: `distance ${String(horizonS)} ${rate}`,
      title: `Distance from the driven path over ${String(horizonS)} s, ${rateNames[rate]}`,
      setting: null,
      rows: rowsBeside(key),
    }),
  );
  const video = videoHeads(differences, chosen, allHorizons).map((horizonS): MetricFamily => ({
    key: `video ${String(horizonS)}`,
    title: `Predicted pictures against recorded ones after ${String(horizonS)} s`,
    setting: null,
    rows: rowsBeside(videoMetricKey('ssim', horizonS)),
  }));
  return [...pdm, ...displacement, ...video].filter((family) => family.rows.length > 0);
}

/** One metric of each horizon and rate that is to be shown. */
function displacementHeads(differences: readonly PairedDifference[], chosen: MetricKey, all: boolean) {
  const infos = differences.flatMap((d) => metricInfoOf(d.metric) ?? []);
  const heads = infos.filter(
    (info, i) => infos.findIndex((other) => other.horizonS === info.horizonS && other.rate === info.rate) === i,
  );
  if (all) return heads.sort((x, y) => y.horizonS - x.horizonS || x.rate.localeCompare(y.rate));
  const like = metricInfoOf(chosen) ?? metricInfoOf(DEFAULT_METRIC);
  const shown = heads.find((head) => head.horizonS === like?.horizonS && head.rate === like.rate) ?? heads.at(-1);
  return shown ? [shown] : [];
}

/** Seconds of predicted pictures that are to be shown: the chosen metric's, else the latest up to 4 s that there is, or all. */
function videoHeads(differences: readonly PairedDifference[], chosen: MetricKey, all: boolean): number[] {
  const infos = differences.map((d) => scoreInfoOf(d.metric)).filter((info) => info?.family === 'video');
  const found = videoHorizonsS.filter((s) => infos.some((info) => info.horizonS === s));
  if (all) return found.toReversed();
  const like = scoreInfoOf(chosen);
  const wanted = like?.family === 'video' ? like.horizonS : 4;
  const shown = found.find((s) => s === wanted) ?? found.findLast((s) => s <= wanted) ?? found.at(0);
  return shown === undefined ? [] : [shown];
}

/** Whether there are scores of more than one horizon (and rate) of a kind. */
export const hasMoreHorizons = (differences: readonly PairedDifference[]): boolean =>
  displacementHeads(differences, '', true).length > 1 || videoHeads(differences, '', true).length > 1;
