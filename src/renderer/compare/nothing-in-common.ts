import type { Run } from '../../shared/domain/run.ts';
import { plansNothing } from '../score/scored-clip.ts';

/** Why two runs have no clip in common: one predicts pictures and the other plans, or the filter or the settings leave none. */
export function nothingInCommon(runA: Run | null, runB: Run | null, isFiltered: boolean): string {
  const [a, b] = [runA, runB].map((run) => run && plansNothing({ run, predictions: null }));
  if (a !== null && b !== null && a !== b)
    return `${a ? 'A' : 'B'} predicts pictures and ${a ? 'B' : 'A'} plans: no metric is told of both. Choose two world models, or two that plan.`;
  return isFiltered
    ? 'No clip of the filter was scored by both runs in the same setting.'
    : 'No clip was scored by both runs in the same setting. Version, filter and traffic must be the same: two settings are never compared.';
}
