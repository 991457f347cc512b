import type { EgoTrack } from '../../../shared/domain/clip.ts';
import type { Prediction } from '../../../shared/domain/run.ts';
import type { ScoreRate } from '../../../shared/domain/score.ts';
import { US_PER_S } from '../../../shared/domain/time.ts';
import { relativeSe2 } from '../../../shared/maths/se2.ts';
import { pose2At } from '../../../shared/maths/track.ts';

/** Step of the `10Hz` rate. */
const FINE_STEP_S = 0.1;
/** Pose times come from products of decimal steps. */
const TIME_TOLERANCE_S = 1e-6;

/** Distances between one plan and the logged path, mode by mode, m. */
export interface Displacements {
  /** Seconds after the decision instant; ends where the log or the plan ends. */
  timesS: number[];
  /** [mode][time]. */
  byMode: number[][];
}

/**
 * Distance in the plane between plan and log at each pose of the plan (`model`) or every 0.1 s (`10Hz`). The log is seen
 * from the ego frame of the decision instant. At 10 Hz the plan is linear between its poses and starts at the origin at
 * time 0; the log is linear between recorded poses. Null where the log does not hold the decision instant.
 */
export function displacements(
  prediction: Prediction,
  track: Pick<EgoTrack, 'timesUs' | 'globalFromEgo'>,
  rate: ScoreRate,
): Displacements | null {
  const origin = pose2At(track, prediction.timeUs);
  if (!origin) return null;
  const stepS = rate === 'model' ? prediction.stepS : FINE_STEP_S;
  const count = Math.floor((prediction.poses * prediction.stepS + TIME_TOLERANCE_S) / stepS);
  const timesS: number[] = [];
  const byMode: number[][] = Array.from({ length: prediction.modes }, () => []);
  for (let i = 1; i <= count; i++) {
    const timeS = i * stepS;
    const logged = pose2At(track, prediction.timeUs + Math.round(timeS * US_PER_S));
    if (!logged) break;
    const truth = relativeSe2(origin, logged);
    timesS.push(timeS);
    for (let mode = 0; mode < prediction.modes; mode++) {
      const planned = positionAt(prediction, mode, timeS);
      byMode[mode].push(Math.hypot(planned.x - truth.x, planned.y - truth.y));
    }
  }
  return { timesS, byMode };
}

/** Position of a plan at a time up to its last pose, m: linear between poses, from the origin at time 0. */
export function positionAt(
  { trajectories, poses, stepS }: Prediction,
  mode: number,
  timeS: number,
): { x: number; y: number } {
  const steps = timeS / stepS;
  const nearest = Math.round(steps);
  // On a pose exactly, not a rounding error beside it.
  if (Math.abs(steps - nearest) * stepS < TIME_TOLERANCE_S) return poseOf(trajectories, mode * poses, nearest);
  const before = Math.floor(steps);
  const a = poseOf(trajectories, mode * poses, before);
  const b = poseOf(trajectories, mode * poses, before + 1);
  const t = steps - before;
  return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t };
}

/** `number` counts from 1; 0 is the origin. */
function poseOf(trajectories: readonly number[], first: number, number: number): { x: number; y: number } {
  if (number === 0) return { x: 0, y: 0 };
  const at = (first + number - 1) * 3;
  return { x: trajectories[at], y: trajectories[at + 1] };
}

/** Index of the time that is the horizon, or −1 where plan or log do not reach it. */
export const indexOfHorizon = ({ timesS }: Displacements, horizonS: number): number =>
  timesS.findIndex((t) => Math.abs(t - horizonS) < TIME_TOLERANCE_S);
