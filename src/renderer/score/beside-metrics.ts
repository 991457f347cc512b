import { pdmMetricInfos, pdmMetricKey } from '../../shared/domain/pdm-metric.ts';
import { videoMetricInfos } from '../../shared/domain/video-metric.ts';
import { displacementMetrics, metricInfoOf, metricKey, type ScoreInfo } from '../../shared/domain/score.ts';

/** The metrics that stand beside one in a table: of the same horizon and rate, or the parts of the same PDM setting. For predicted pictures of the same second. */
export function besideMetrics(info: ScoreInfo): ScoreInfo[] {
  if (info.family === 'displacement')
    return displacementMetrics.flatMap((metric) => metricInfoOf(metricKey(metric, info.horizonS, info.rate)) ?? []);
  if (info.family === 'video') return videoMetricInfos.filter((beside) => beside.horizonS === info.horizonS);
  const total = pdmMetricKey(info.setting, 'total');
  return pdmMetricInfos.filter((beside) => pdmMetricKey(beside.setting, 'total') === total);
}
