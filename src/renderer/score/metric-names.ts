import { pdmTermWords, pdmTitles } from '../../shared/domain/pdm.ts';
import type { DisplacementMetric, ScoreInfo, ScoreRate } from '../../shared/domain/score.ts';
import type { VideoMetric } from '../../shared/domain/video-metric.ts';

/** Names of the metrics as columns and choices print them. */
export const metricNames: Record<DisplacementMetric, string> = {
  ade: 'ADE',
  fde: 'FDE',
  minAde: 'minADE',
  minFde: 'minFDE',
  missRate: 'Miss',
};

export const videoMetricNames: Record<VideoMetric, string> = { ssim: 'SSIM', psnr: 'PSNR', cosSim: 'CosSim' };

export const rateNames: Record<ScoreRate, string> = { model: 'model rate', '10Hz': '10 Hz' };

/** `ADE`, `EPDMS`, `NC`, `SSIM@4s`: where horizon and rate, or version, filter and traffic, stand in the heading. */
export const shortMetricName = (info: ScoreInfo): string => {
  if (info.family === 'displacement') return metricNames[info.metric];
  if (info.family === 'video') return info.title;
  return info.term === 'total' ? pdmTitles[info.setting.version] : pdmTermWords[info.term].short;
};
