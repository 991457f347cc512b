import { cosineAlphaBar, type CosineSchedule } from './cosine-schedule.ts';

/** What the network answers: the clean value, or the noise that was added to it. */
export type DdimTarget = 'x0' | 'epsilon';

/** One step of a DDIM sampler: where it stands and where it goes. */
export interface DdimStep {
  /** Training step that the network is told. */
  t: number;
  alphaBar: number;
  /** ᾱ of the step that follows; 1 after the last. */
  alphaBarNext: number;
}

/** Keeps the division by the noise's share finite where there is none. */
const TINY = 1e-8;

/** Steps from most noise to none, ⌊T / steps⌋ apart and down to 0: 50 of 1000 are t = 980, 960, …, 0. At most T. */
export function ddimSteps(schedule: CosineSchedule, steps: number): DdimStep[] {
  const alphaBar = cosineAlphaBar(schedule);
  const count = Math.min(steps, schedule.trainSteps);
  const apart = Math.floor(schedule.trainSteps / count);
  const times = Array.from({ length: count }, (_, i) => (count - 1 - i) * apart);
  return times.map((t, i) => ({ t, alphaBar: alphaBar[t], alphaBarNext: i + 1 < count ? alphaBar[times[i + 1]] : 1 }));
}

/**
 * One deterministic step (η = 0) as a linear map, x' = x · `x` + answer · `predicted`: √ᾱ' ẑ0 + √(1 − ᾱ') ε̂ with
 * ε̂ = (x − √ᾱ ẑ0) / √(1 − ᾱ + 1e-8), where ẑ0 is the network's answer, or (x − √(1 − ᾱ) ε) / √ᾱ if it answers with noise.
 */
export function ddimWeights(step: DdimStep, target: DdimTarget): { x: number; predicted: number } {
  const signal = Math.sqrt(step.alphaBar);
  const kept = Math.sqrt(1 - step.alphaBarNext) / Math.sqrt(1 - step.alphaBar + TINY);
  const clean = Math.sqrt(step.alphaBarNext) - kept * signal;
  return target === 'x0'
    ? { x: kept, predicted: clean }
    : { x: kept + clean / signal, predicted: (-clean * Math.sqrt(1 - step.alphaBar)) / signal };
}

/**
 * Takes one step in place.
 * @param x numbers of any shape
 * @param predicted the network's answer, as many numbers
 */
export function ddimStep(x: Float32Array, predicted: Float32Array, step: DdimStep, target: DdimTarget): void {
  const weights = ddimWeights(step, target);
  for (let i = 0; i < x.length; i++) x[i] = weights.x * x[i] + weights.predicted * predicted[i];
}

/** Classifier-free guidance: unconditional + weight · (conditional − unconditional), into `conditional`. */
export function guide(conditional: Float32Array, unconditional: Float32Array, weight: number): void {
  for (let i = 0; i < conditional.length; i++)
    conditional[i] = unconditional[i] + weight * (conditional[i] - unconditional[i]);
}
