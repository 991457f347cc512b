/** Intelligent driver model, as PDM-Closed (exponent 10) and the reactive traffic (exponent 4) use it. */
export interface IdmParameters {
  targetMps: number;
  minGapM: number;
  headwayS: number;
  maxAccelerationMps2: number;
  maxBrakingMps2: number;
  exponent: number;
}

export interface IdmState {
  alongM: number;
  speedMps: number;
}

/** What drives ahead: where along the same path, how fast along it, and how far its rear reaches back. */
export interface Leader {
  alongM: number;
  speedMps: number;
  rearM: number;
}

/** One explicit Euler step (batch_idm_policy.py propagate, nuPlan idm_policy.py). */
export function idmStep(state: IdmState, leader: Leader, p: IdmParameters, stepS: number): IdmState {
  const { alongM, speedMps: v } = state;
  const wanted =
    p.minGapM +
    v * p.headwayS +
    (v * (v - leader.speedMps)) / (2 * Math.sqrt(p.maxAccelerationMps2 * p.maxBrakingMps2));
  const gap = Math.max(leader.alongM - alongM - leader.rearM, p.minGapM);
  const free = p.maxAccelerationMps2 * (1 - (v / p.targetMps) ** p.exponent - (wanted / gap) ** 2);
  const acceleration = Math.min(Math.max(free, -p.maxBrakingMps2), p.maxAccelerationMps2);
  return { alongM: alongM + stepS * v, speedMps: v + stepS * acceleration };
}
