import { STEPS, STEP_S } from '../constants.ts';

/** Where each of the STEPS samples lies between the knots of a plan. */
export interface PlanTimes {
  /** Knot before the sample: 0 is the start, k the k-th pose. */
  knot: Int32Array;
  /** Time since that knot and to the next one, µs. */
  sinceUs: Float64Array;
  spanUs: Float64Array;
}

/**
 * Sample and knot times as the kit computes them (pdm_score.py, transform_utils.py): seconds in floating point, cut to
 * whole microseconds towards zero. At wall-clock stamps that loses up to 1 µs, which moves poses by tens of micrometres.
 */
export function planTimes(startUs: number, poses: number, intervalS: number): PlanTimes {
  const startS = startUs * 1e-6;
  const knots = new Float64Array(poses + 1);
  knots[0] = startUs;
  for (let k = 0; k < poses; k++) knots[k + 1] = Math.trunc((k * intervalS + intervalS + startS) * 1e6);
  return timesBetween(knots, startS);
}

/** The same for a trajectory with a pose every `stepUs` from `startUs` on (the reference of the scene). */
export function trajectoryTimes(startUs: number, poses: number, stepUs: number): PlanTimes {
  const knots = Float64Array.from({ length: poses }, (_, k) => startUs + k * stepUs);
  return timesBetween(knots, startUs * 1e-6);
}

function timesBetween(knots: Float64Array, startS: number): PlanTimes {
  const knot = new Int32Array(STEPS);
  const sinceUs = new Float64Array(STEPS);
  const spanUs = new Float64Array(STEPS);
  const last = knots.length - 1;
  let k = 0;
  for (let i = 0; i < STEPS; i++) {
    const cut = Math.trunc((i * STEP_S + startS) * 1e6);
    const t = Math.min(Math.max(cut, knots[0]), knots[last]);
    while (k < last - 1 && knots[k + 1] < t) k++;
    knot[i] = k;
    sinceUs[i] = t - knots[k];
    spanUs[i] = knots[k + 1] - knots[k];
  }
  return { knot, sinceUs, spanUs };
}
