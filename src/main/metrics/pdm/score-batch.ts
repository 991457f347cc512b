import type { PdmVersion } from '../../../shared/domain/pdm.ts';
import { LIMITS, STATE, STEPS, WEIGHTS } from './constants.ts';
import type { PreparedScene } from './prepare.ts';
import type { PdmEgoState, PdmPlan } from './scene.ts';
import { scoreCollisions, type Overlap } from './scoring/collisions.ts';
import { ALL_COMFORTABLE, comfortFlags, comfortOfPlan, comfortWithHistory } from './scoring/comfort.ts';
import { fillAreas, placeBoxes } from './scoring/ego-areas.ts';
import {
  firstRedContact,
  rawProgress,
  scoreDirection,
  scoreDrivableArea,
  scoreLaneKeeping,
} from './scoring/road-rules.ts';
import { firstTtcHit, type TtcHit } from './scoring/time-to-collision.ts';
import { planToReference, trajectoryToReference } from './simulation/reference-states.ts';
import { createRollout, type Rollout } from './simulation/rollout.ts';
import { simulate } from './simulation/simulate.ts';
import type { PlanTimes } from './simulation/plan-times.ts';

/** What is scored: a plan, the scene's reference trajectory, or states x y heading a step in the global frame. */
export type Proposal = PdmPlan | 'reference' | { reference: Float64Array };

/** Sub-scores of one proposal as the kit's scorer gives them, before any filter and without extended comfort. */
export interface SubScores {
  nc: number;
  dac: number;
  ddc: number;
  /** v2; 1 in v1. */
  tlc: number;
  ep: number;
  rawProgressM: number;
  ttc: number;
  /** v2; 1 in v1. */
  lk: number;
  /** Comfort: with history in v2 (HC), of the plan alone in v1 (C). */
  comfort: number;
  /** Bits of the six comfort signals within bounds; all of them where comfort was not looked at. */
  comfortFlags: number;
  collisionStep: number;
  overlaps: Overlap[];
  ttcHit: TtcHit | null;
  /** Product of the gates and the score of the kit's own scorer column, extended comfort left out. */
  product: number;
  score: number;
}

export interface Scorer {
  /**
   * Scores proposals in one batch: progress is normalised by the best of them (pdm_scorer.py _aggregate_pdm_scores). The
   * rollouts of the batch stand in `rollouts`, in the same order, until the next call.
   */
  score(
    prepared: PreparedScene,
    version: PdmVersion,
    proposals: readonly Proposal[],
    withHistory?: boolean,
  ): SubScores[];
  /** Simulates one plan from an ego state: the plan of the frame before, for extended comfort. */
  simulatePrevious(prepared: PreparedScene, plan: PdmPlan): Float64Array;
  /** Simulates one plan from the ego's state, without scoring it. */
  simulateNow(prepared: PreparedScene, plan: PdmPlan): Float64Array;
  readonly rollouts: readonly Rollout[];
}

/** A scorer keeps its buffers from call to call: one for each thread. */
export function createScorer(): Scorer {
  const rollouts: Rollout[] = [];
  let knots = new Float64Array(3 * 64);
  const previous = createRollout();
  const drive = (rollout: Rollout, plan: PdmPlan, ego: PdmEgoState, times: PlanTimes, wheelBaseM: number) => {
    if (knots.length < plan.poses.length + 3) knots = new Float64Array(plan.poses.length + 3);
    planToReference(plan.poses, ego, times, knots, rollout.reference);
    simulate(rollout, ego, wheelBaseM);
  };
  return {
    rollouts,
    simulatePrevious(prepared, plan) {
      const { scene } = prepared;
      const ego = scene.previousEgo;
      if (!ego) throw new Error(`${scene.name}: no ego state of the frame before`);
      drive(previous, plan, ego, prepared.previousTimesOf(plan), scene.vehicle.wheelBaseM);
      return previous.states.slice(0, STEPS * STATE);
    },
    simulateNow(prepared, plan) {
      const { scene } = prepared;
      drive(previous, plan, scene.ego, prepared.timesOf(plan), scene.vehicle.wheelBaseM);
      return previous.states.slice(0, STEPS * STATE);
    },
    score(prepared, version, proposals, withHistory = true) {
      const { scene } = prepared;
      const { wheelBaseM } = scene.vehicle;
      while (rollouts.length < proposals.length) rollouts.push(createRollout());
      const scores: SubScores[] = [];
      for (let p = 0; p < proposals.length; p++) {
        const rollout = rollouts[p];
        const proposal = proposals[p];
        if (proposal === 'reference') {
          const { reference } = scene;
          if (!reference || !prepared.referenceTimes) throw new Error(`${scene.name}: no reference trajectory`);
          if (knots.length < reference.poses.length) knots = new Float64Array(reference.poses.length);
          trajectoryToReference(reference.poses, prepared.referenceTimes, knots, rollout.reference);
          simulate(rollout, scene.ego, wheelBaseM);
        } else if ('reference' in proposal) {
          rollout.reference.set(proposal.reference);
          simulate(rollout, scene.ego, wheelBaseM);
        } else drive(rollout, proposal, scene.ego, prepared.timesOf(proposal), wheelBaseM);
        scores.push(scoreRollout(rollout, prepared, version, withHistory));
      }
      normalise(scores, version);
      return scores;
    },
  };
}

function scoreRollout(rollout: Rollout, prepared: PreparedScene, version: PdmVersion, withHistory: boolean): SubScores {
  const traffic = prepared.traffic(version);
  placeBoxes(rollout, prepared);
  fillAreas(rollout, prepared);
  const collisions = scoreCollisions(rollout, prepared, traffic);
  const isV2 = version === 'v2';
  const { vehicle } = prepared.scene;
  const flags = isV2
    ? withHistory
      ? comfortFlags(comfortWithHistory(rollout.states, prepared.history, vehicle.rearAxleToCentreM))
      : ALL_COMFORTABLE
    : comfortFlags(comfortOfPlan(rollout.states));
  const ttcHit = firstTtcHit(rollout, prepared, traffic, version);
  return {
    nc: collisions.score,
    dac: scoreDrivableArea(rollout),
    ddc: scoreDirection(rollout, version),
    tlc: isV2 && firstRedContact(rollout, prepared) ? 0 : 1,
    ep: 0,
    rawProgressM: rawProgress(rollout, prepared),
    ttc: ttcHit ? 0 : 1,
    lk: isV2 ? scoreLaneKeeping(rollout, prepared) : 1,
    comfort: flags === ALL_COMFORTABLE ? 1 : 0,
    comfortFlags: flags,
    collisionStep: collisions.step,
    overlaps: collisions.overlaps,
    ttcHit,
    product: 0,
    score: 0,
  };
}

/** The largest raw progress × gates of a batch; progress counts only where it is over LIMITS.progressM. */
export const progressNormaliser = (scores: readonly SubScores[], version: PdmVersion): number =>
  scores.reduce((best, s) => Math.max(best, s.rawProgressM * gateProduct(s, version)), 0);

export const gateProduct = (s: SubScores, version: PdmVersion): number =>
  version === 'v2' ? s.nc * s.dac * s.ddc * s.tlc : s.nc * s.dac;

function normalise(scores: SubScores[], version: PdmVersion): void {
  const best = progressNormaliser(scores, version);
  for (const s of scores) {
    s.product = gateProduct(s, version);
    s.ep = normalisedProgress(s.rawProgressM, s.product, best, version);
    s.score = s.product * weightedMean(s, version);
  }
}

/** v2 divides the raw progress whatever the plan's own gates say; v1 multiplies by them first. */
export function normalisedProgress(rawM: number, product: number, best: number, version: PdmVersion): number {
  if (version === 'v2') return best > LIMITS.progressM ? Math.min(1, rawM / best) : 1;
  if (product === 0) return 0;
  return best > LIMITS.progressM ? (rawM * product) / best : 1;
}

/** Weighted mean without extended comfort. */
export function weightedMean(s: Pick<SubScores, 'ep' | 'ttc' | 'lk' | 'comfort'>, version: PdmVersion): number {
  if (version === 'v1') {
    const { ep, ttc, c } = WEIGHTS.v1;
    return (ep * s.ep + ttc * s.ttc + c * s.comfort) / (ep + ttc + c);
  }
  const { ep, ttc, lk, hc } = WEIGHTS.v2;
  return (ep * s.ep + ttc * s.ttc + lk * s.lk + hc * s.comfort) / (ep + ttc + lk + hc);
}
