import { ACCELERATION_UNIT_MPS2, ACTION_STEP_S, STEERING_UNIT_RAD } from '../../../shared/domain/steering.ts';
import type { WorldParameters } from './spec.ts';

/** Normalised actions of half seconds: steering-wheel angle / 6 rad, acceleration / 10 m/s², each in [-1, 1]. */
export interface Actions {
  steering: ArrayLike<number>;
  acceleration: ArrayLike<number>;
}

type Features = WorldParameters['features'];
type EgoMotion = Extract<Features, { kind: 'ego-motion' }>;

/** Sub-steps of the integration in each half-second action, and their length. */
const SUB_STEPS = 5;
const SUB_STEP_S = ACTION_STEP_S / SUB_STEPS;
/** Divisors of the ten numbers of a step, in their order. */
const scales = [1, 1, 40, 20, 1, 15, 5, 0.5, 15, 15];
const LIMIT = 2;

/** Numbers that describe one step to the network: F. */
export const featureLength = (features: Features): number =>
  features.kind === 'fourier' ? 4 * features.frequencies : scales.length * (1 + 2 * features.frequencies);

/**
 * Features of consecutive steps, [steps, F], and the speed reached at their end (m/s): a chain of jumps starts each jump at
 * pose 0 with the speed of the one before.
 * @param actions `steps · actionsPerStep` of each, finite
 */
export function actionFeatures(
  features: Features,
  actionsPerStep: number,
  actions: Actions,
  speedMps: number,
): { values: Float32Array; endSpeedMps: number } {
  return features.kind === 'fourier'
    ? { values: fourier(features.frequencies, actionsPerStep, actions), endSpeedMps: speedMps }
    : egoMotion(features, actionsPerStep, actions, speedMps);
}

/**
 * Mean steering and acceleration of a step times f_k = π·2^k as [sin steering (K), cos steering (K), sin acceleration (K),
 * cos acceleration (K)]. Numbers, frequencies and products are rounded to float32 before the sine, as networks trained in
 * float32 saw them: from k = 24 on the result hangs on that rounding.
 */
function fourier(frequencies: number, actionsPerStep: number, { steering, acceleration }: Actions): Float32Array {
  const steps = steering.length / actionsPerStep;
  const out = new Float32Array(steps * 4 * frequencies);
  for (let h = 0; h < steps; h++)
    [steering, acceleration].forEach((list, which) => {
      const value = Math.fround(meanOf(list, h * actionsPerStep, actionsPerStep));
      const at = (h * 4 + which * 2) * frequencies;
      for (let k = 0; k < frequencies; k++) {
        const angle = Math.fround(value * Math.fround(Math.PI * 2 ** k));
        out[at + k] = Math.sin(angle);
        out[at + frequencies + k] = Math.cos(angle);
      }
    });
  return out;
}

/**
 * Ten numbers a step and low frequencies of them. The bicycle model is integrated over the actions: r = [mean steering, mean
 * acceleration, x/40, y/20, yaw, dx/15, dy/5, dyaw/0.5, start speed/15, end speed/15], m, rad and m/s, x y yaw seen from the
 * window's start, dx dy dyaw from the step's, clipped to ± 2; then sin(π/2·2^k·r), cos(π/2·2^k·r) for k = 0 … frequencies − 1.
 */
function egoMotion(features: EgoMotion, actionsPerStep: number, { steering, acceleration }: Actions, speedMps: number) {
  const { frequencies, wheelBaseM, steeringRatio } = features;
  const steps = steering.length / actionsPerStep;
  const width = featureLength(features);
  const values = new Float32Array(steps * width);
  let [v, x, y, yaw] = [speedMps, 0, 0, 0];
  for (let h = 0; h < steps; h++) {
    const start = { v, x, y, yaw };
    for (let i = h * actionsPerStep; i < (h + 1) * actionsPerStep; i++) {
      const curvature = Math.tan((STEERING_UNIT_RAD * steering[i]) / steeringRatio) / wheelBaseM;
      for (let s = 0; s < SUB_STEPS; s++) {
        const next = Math.max(0, v + ACCELERATION_UNIT_MPS2 * acceleration[i] * SUB_STEP_S);
        const middle = (v + next) / 2;
        const heading = yaw + (middle * curvature * SUB_STEP_S) / 2;
        x += middle * Math.cos(heading) * SUB_STEP_S;
        y += middle * Math.sin(heading) * SUB_STEP_S;
        yaw += middle * curvature * SUB_STEP_S;
        v = next;
      }
    }
    const [cos, sin] = [Math.cos(start.yaw), Math.sin(start.yaw)];
    const [east, north] = [x - start.x, y - start.y];
    const means = [steering, acceleration].map((list) => meanOf(list, h * actionsPerStep, actionsPerStep));
    const moved = [cos * east + sin * north, cos * north - sin * east, yaw - start.yaw];
    const r = [...means, x, y, yaw, ...moved, start.v, v].map((value, i) =>
      Math.min(LIMIT, Math.max(-LIMIT, value / scales[i])),
    );
    const waves = Array.from({ length: frequencies }, (_, k) => r.map((value) => (Math.PI / 2) * 2 ** k * value));
    values.set([...r, ...waves.flatMap((angles) => [...angles.map(Math.sin), ...angles.map(Math.cos)])], h * width);
  }
  return { values, endSpeedMps: v };
}

function meanOf(values: ArrayLike<number>, from: number, count: number): number {
  let sum = 0;
  for (let i = from; i < from + count; i++) sum += values[i];
  return sum / count;
}
