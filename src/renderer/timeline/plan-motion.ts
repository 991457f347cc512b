import type { Prediction } from '../../shared/domain/run.ts';
import { US_PER_S, type TimeUs } from '../../shared/domain/time.ts';

/** Speed and acceleration that a plan implies. */
export interface PlanMotion {
  speed: { timesUs: TimeUs[]; values: number[] };
  acceleration: { timesUs: TimeUs[]; values: number[] };
}

/** The mode drawn and compared: the most probable one, the first where the model gives no probabilities. */
export function bestMode(prediction: Pick<Prediction, 'probabilities'>): number {
  const p = prediction.probabilities;
  return p ? p.indexOf(Math.max(...p)) : 0;
}

/**
 * Finite differences of a plan's poses, from the ego pose (0, 0) at t0 on. Speed, m/s: distance between neighbouring poses
 * over the step, placed half way between them, negative where the plan moves against its heading.
 * Acceleration, m/s²: difference of neighbouring speeds over the step, placed at the pose between them.
 */
export function planMotion(prediction: Prediction, mode = bestMode(prediction)): PlanMotion {
  const { poses, stepS, timeUs, trajectories } = prediction;
  const motion: PlanMotion = { speed: { timesUs: [], values: [] }, acceleration: { timesUs: [], values: [] } };
  let x = 0;
  let y = 0;
  for (let i = 0; i < poses; i++) {
    const at = (mode * poses + i) * 3;
    const dx = trajectories[at] - x;
    const dy = trajectories[at + 1] - y;
    const heading = trajectories[at + 2];
    const forward = dx * Math.cos(heading) + dy * Math.sin(heading) < 0 ? -1 : 1;
    motion.speed.timesUs.push(Math.round(timeUs + (i + 0.5) * stepS * US_PER_S));
    motion.speed.values.push((forward * Math.hypot(dx, dy)) / stepS);
    x += dx;
    y += dy;
  }
  for (let i = 1; i < poses; i++) {
    motion.acceleration.timesUs.push(Math.round(timeUs + i * stepS * US_PER_S));
    motion.acceleration.values.push((motion.speed.values[i] - motion.speed.values[i - 1]) / stepS);
  }
  return motion;
}
