import type { StageRow } from './aggregate.ts';
import { STATE, STEPS } from './constants.ts';
import { humanFiltered } from './human-filter.ts';
import type { PreparedScene } from './prepare.ts';
import type { PdmPlan, PdmReference } from './scene.ts';
import type { Scorer } from './score-batch.ts';
import { humanScores, missingTerms, reacting } from './score-plan.ts';

/** A scored scene of either stage, with what its progress was measured against. */
export interface ScoredStage {
  row: StageRow;
  reference: PdmReference['kind'];
}

/** One plan as the two-stage aggregation takes it (run_pdm_score.py), or why it cannot be scored, in words. */
export function stageRow(scorer: Scorer, prepared: PreparedScene, plan: PdmPlan): ScoredStage | { missing: string } {
  const { scene } = prepared;
  // Extended comfort comes from the pairs of the split.
  const [missing] = missingTerms(prepared, 'v2', true).values();
  if (missing !== undefined) return { missing };
  if (!scene.reference) return { missing: 'there is no reference plan' };
  const human = humanScores(scorer, prepared);
  const [, own] = scorer.score(reacting(prepared, scorer, plan), 'v2', ['reference', plan]);
  const { ego } = scene;
  const [x, y] = plan.poses.subarray(plan.poses.length - 3);
  const [cos, sin] = [Math.cos(ego.heading), Math.sin(ego.heading)];
  return {
    row: {
      token: scene.name,
      scores: humanFiltered(own, human),
      states: scorer.rollouts[1].states.slice(0, STEPS * STATE),
      startS: ego.timeUs * 1e-6,
      start: [ego.x, ego.y],
      end: [ego.x + cos * x - sin * y, ego.y + sin * x + cos * y],
    },
    reference: scene.reference.kind,
  };
}
