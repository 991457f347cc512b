import type { ClipDetail } from '../../../shared/domain/clip.ts';
import type { PdmExplained, PlanToExplain } from '../../../shared/domain/pdm-explained.ts';
import type { PdmSetting } from '../../../shared/domain/pdm-metric.ts';
import type { PdmResult } from '../../../shared/domain/pdm.ts';
import { problemOf, ProblemError } from '../../../shared/domain/problem.ts';
import type { RoadMap } from '../../../shared/domain/road-map.ts';
import type { CachedScene } from './cached-scene.ts';
import { checkPlan } from './check-scene.ts';
import { preparedFrame } from './clip-frames.ts';
import { STATE, STEPS } from './constants.ts';
import type { PreparedScene } from './prepare.ts';
import type { PdmPlan } from './scene.ts';
import type { Scorer } from './score-batch.ts';
import { scorePlan } from './score-plan.ts';

/** A plan, and the one of the frame before by the same model, in its own ego frame. */
export type ExplainedPlan = PlanToExplain & { previous: PlanToExplain | null };

/** A scene that is kept from call to call, for plans that are dragged: all that is the same for every plan. */
export interface KeptScene {
  prepared: PreparedScene | { missing: string } | null;
  human: PdmResult | null;
}

/** Scores plans at one key frame with all evidence. What `cache` holds of the scene goes before what is made of the clip. */
export function explainPlans(
  scorer: Scorer,
  clip: ClipDetail,
  roads: RoadMap | null,
  frame: number,
  setting: PdmSetting,
  plans: readonly ExplainedPlan[],
  kept: KeptScene,
  cache: CachedScene | null = null,
): PdmExplained {
  try {
    kept.prepared ??= preparedFrame(scorer, clip, roads, frame, setting, cache);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    kept.prepared = { missing: problemOf(error).whatHappened };
  }
  const { prepared } = kept;
  const nothing = { frame, setting, plans: [], human: null, reference: null, centreline: [] };
  if ('missing' in prepared) return { ...nothing, missing: prepared.missing };
  const { scene } = prepared;
  return {
    frame,
    setting,
    missing: null,
    plans: plans.map((plan) => onePlan(scorer, prepared, setting, plan)),
    human: (kept.human ??= scene.human
      ? scorePlan(scorer, prepared, setting.version, { name: 'human', plan: scene.human, previous: null })
      : null),
    reference: scene.reference ? Array.from(scene.reference.poses) : null,
    centreline: Array.from(scene.centreline),
  };
}

function onePlan(
  scorer: Scorer,
  prepared: PreparedScene,
  { version }: PdmSetting,
  { name, previous, ...asked }: ExplainedPlan,
): PdmExplained['plans'][number] {
  const { scene } = prepared;
  const plan = planOf(asked);
  try {
    checkPlan(scene.name, name, plan, null);
    const before = previous ? planOf(previous) : null;
    if (before) checkPlan(scene.name, `${name}, frame before`, before, null);
    const result = scorePlan(scorer, prepared, version, { name, plan, previous: before });
    const states = scorer.simulateNow(prepared, plan);
    return { name, result, refused: null, driven: drivenPoses(states) };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { name, result: null, refused: error.problem.whatHappened, driven: [] };
  }
}

const planOf = ({ poses, stepS }: Pick<PlanToExplain, 'poses' | 'stepS'>): PdmPlan => ({
  poses: Float64Array.from(poses),
  intervalS: stepS,
});

/** x y heading of the simulated states, a step each. */
function drivenPoses(states: Float64Array): number[] {
  return Array.from({ length: STEPS * 3 }, (_, i) => states[Math.floor(i / 3) * STATE + (i % 3)]);
}
