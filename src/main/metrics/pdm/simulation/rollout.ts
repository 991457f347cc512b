import { STATE, STEPS } from '../constants.ts';
import { QUAD } from '../geometry/quads.ts';

/** Everything that is computed of one plan step by step. Buffers are made once and filled again and again. */
export interface Rollout {
  /** x y heading a step: the plan that the tracker follows. */
  reference: Float64Array;
  /** The tracker's fits, STEPS − 1. */
  velocityMps: Float64Array;
  curvature: Float64Array;
  /** STATE numbers a step. */
  states: Float64Array;
  cos: Float64Array;
  sin: Float64Array;
  speedMps: Float64Array;
  /** Centre of the ego box, x y a step. */
  centres: Float64Array;
  /** Corners of the ego box, QUAD numbers a step. */
  corners: Float64Array;
  /** Bits of `egoAreas` by step. */
  areas: Uint8Array;
  /** Whether the centre of the box, and the rear axle, are in an intersection. */
  centreInIntersection: Uint8Array;
  axleInIntersection: Uint8Array;
}

export const egoAreas = { multipleLanes: 1, offRoad: 2, offRoute: 4 } as const;

export const createRollout = (): Rollout => ({
  reference: new Float64Array(STEPS * 3),
  velocityMps: new Float64Array(STEPS - 1),
  curvature: new Float64Array(STEPS - 1),
  states: new Float64Array(STEPS * STATE),
  cos: new Float64Array(STEPS),
  sin: new Float64Array(STEPS),
  speedMps: new Float64Array(STEPS),
  centres: new Float64Array(STEPS * 2),
  corners: new Float64Array(STEPS * QUAD),
  areas: new Uint8Array(STEPS),
  centreInIntersection: new Uint8Array(STEPS),
  axleInIntersection: new Uint8Array(STEPS),
});
