import type { DisplacementMetric, ScoreRate } from '../../shared/domain/score.ts';

/** Names of the metrics as columns and choices print them. */
export const metricNames: Record<DisplacementMetric, string> = {
  ade: 'ADE',
  fde: 'FDE',
  minAde: 'minADE',
  minFde: 'minFDE',
  missRate: 'Miss',
};

export const rateNames: Record<ScoreRate, string> = { model: 'model rate', '10Hz': '10 Hz' };
