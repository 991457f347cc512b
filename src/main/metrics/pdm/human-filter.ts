import { WEIGHTS } from './constants.ts';
import type { SubScores } from './score-batch.ts';

/** The eight filtered sub-scores of v2 in the kit's order. */
export const filteredTerms = ['nc', 'dac', 'ddc', 'tlc', 'ep', 'ttc', 'lk', 'comfort'] as const;
export interface FilteredScores {
  nc: number;
  dac: number;
  ddc: number;
  tlc: number;
  ep: number;
  ttc: number;
  lk: number;
  comfort: number;
  product: number;
}

/**
 * The human filter of v2 (pdm_score.py): each sub-score that is exactly 0 for the human drive becomes 1 for the plan.
 * `human` is null where the filter does not apply: synthetic scenes.
 */
export function humanFiltered(scores: SubScores, human: SubScores | null): FilteredScores {
  const { nc, dac, ddc, tlc, ep, ttc, lk, comfort } = scores;
  const out: FilteredScores = { nc, dac, ddc, tlc, ep, ttc, lk, comfort, product: scores.product };
  if (!human) return out;
  for (const term of filteredTerms) if (human[term] === 0) out[term] = 1;
  out.product = out.nc * out.dac * out.ddc * out.tlc;
  return out;
}

/** Final EPDMS; `extendedComfort` is null for a frame without predecessor, whose weight is then left out. */
export function epdms(scores: FilteredScores, extendedComfort: number | null): number {
  const { ep, ttc, lk, hc, ec } = WEIGHTS.v2;
  let sum = ep * scores.ep + ttc * scores.ttc + lk * scores.lk + hc * scores.comfort;
  let weights = ep + ttc + lk + hc;
  if (extendedComfort !== null) {
    sum += ec * extendedComfort;
    weights += ec;
  }
  return scores.product * (sum / weights);
}
