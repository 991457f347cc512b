/** Numbers that define a cosine noise schedule. */
export interface CosineSchedule {
  /** T: steps that the network was trained with. */
  trainSteps: number;
  /** s: keeps the first steps from having no noise at all; 0.008 in the paper. */
  offset: number;
}

/**
 * Share of signal power that is left at each training step: ᾱ_t = f(t) / f(0) with f(t) = cos²(((t/T + s) / (1 + s)) · π/2),
 * t = 0 … T − 1. Falls from 1 towards 0. (Nichol and Dhariwal 2021, without their clipping of β.)
 */
export function cosineAlphaBar({ trainSteps, offset }: CosineSchedule): Float64Array {
  const f = (t: number) => Math.cos(((t / trainSteps + offset) / (1 + offset)) * (Math.PI / 2)) ** 2;
  return Float64Array.from({ length: trainSteps }, (_, t) => f(t) / f(0));
}
