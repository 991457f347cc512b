import type { EgoTrack } from '../../../shared/domain/clip.ts';
import type { Prediction } from '../../../shared/domain/run.ts';
import {
  horizonsS,
  metricKey,
  scoreRates,
  type DisplacementMetric,
  type MetricKey,
} from '../../../shared/domain/score.ts';
import { displacements, indexOfHorizon, type Displacements } from './displacements.ts';

/** nuScenes prediction challenge: a plan misses when it strays further than this at any time up to the horizon, m. */
export const MISS_M = 2;

/** Mode that the model holds most likely; the first where it does not say. */
export function likeliestMode({ probabilities }: Pick<Prediction, 'probabilities'>): number {
  return probabilities ? probabilities.indexOf(Math.max(...probabilities)) : 0;
}

/**
 * All displacement metrics of one plan at every horizon that both the log and the plan reach.
 * With d(k, t) the distance of mode k at time t, over the times up to the horizon h:
 * ADE mean d of the likeliest mode · FDE d(h) of it · minADE and minFDE the least over all modes, each on its own ·
 * missRate 1 when every mode has some d > 2 m, else 0 (nuScenes prediction challenge, K = all modes of the model).
 */
export function frameScores(
  prediction: Prediction,
  track: Pick<EgoTrack, 'timesUs' | 'globalFromEgo'>,
): Record<MetricKey, number> {
  const values: Record<MetricKey, number> = {};
  const likeliest = likeliestMode(prediction);
  for (const rate of scoreRates) {
    const found = displacements(prediction, track, rate);
    if (!found) continue;
    for (const horizonS of horizonsS) {
      const scores = horizonScores(found, horizonS, likeliest);
      if (!scores) continue;
      for (const [metric, value] of Object.entries(scores))
        values[metricKey(metric as DisplacementMetric, horizonS, rate)] = value;
    }
  }
  return values;
}

function horizonScores(
  found: Displacements,
  horizonS: number,
  likeliest: number,
): Record<DisplacementMetric, number> | null {
  const last = indexOfHorizon(found, horizonS);
  if (last < 0) return null;
  const modes = found.byMode.map((distances) => {
    const upTo = distances.slice(0, last + 1);
    return { ade: upTo.reduce((a, b) => a + b, 0) / upTo.length, fde: upTo[last], worst: Math.max(...upTo) };
  });
  return {
    ade: modes[likeliest].ade,
    fde: modes[likeliest].fde,
    minAde: Math.min(...modes.map((m) => m.ade)),
    minFde: Math.min(...modes.map((m) => m.fde)),
    missRate: modes.every((m) => m.worst > MISS_M) ? 1 : 0,
  };
}
