export const videoMetrics = ['ssim', 'psnr', 'cosSim'] as const;
export type VideoMetric = (typeof videoMetrics)[number];
/** Seconds after the decision instant at which predicted pictures are scored. */
export const videoHorizonsS = [1, 2, 4, 8] as const;

export interface VideoMetricInfo {
  family: 'video';
  /** `video/ssim@4s` */
  key: string;
  metric: VideoMetric;
  horizonS: number;
  /** `SSIM@4s` */
  title: string;
  /** `index`: at most 1, printed as it is. */
  unit: 'index' | 'dB';
  better: 'higher';
}

const titles: Record<VideoMetric, string> = { ssim: 'SSIM', psnr: 'PSNR', cosSim: 'CosSim' };

export const videoMetricKey = (metric: VideoMetric, horizonS: number): string => `video/${metric}@${horizonS}s`;

/** Every metric of one predicted picture against the recorded one. */
export const videoMetricInfos: readonly VideoMetricInfo[] = videoMetrics.flatMap((metric) =>
  videoHorizonsS.map((horizonS): VideoMetricInfo => ({
    family: 'video',
    key: videoMetricKey(metric, horizonS),
    metric,
    horizonS,
    title: `${titles[metric]}@${horizonS}s`,
    unit: metric === 'psnr' ? 'dB' : 'index',
    better: 'higher',
  })),
);
