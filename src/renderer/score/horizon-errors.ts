import type { EgoTrack } from '../../shared/domain/clip.ts';
import type { Prediction } from '../../shared/domain/run.ts';
import { US_PER_S } from '../../shared/domain/time.ts';
import { relativeSe2 } from '../../shared/maths/se2.ts';
import { pose2At } from '../../shared/maths/track.ts';
import { bestMode } from '../timeline/plan-motion.ts';

/**
 * Distance (m) between each pose of a plan and the logged path at the same time, both in the ego frame of t0.
 * Poses past the end of the log are left out.
 */
export function horizonErrors(
  ego: EgoTrack,
  prediction: Prediction,
  mode = bestMode(prediction),
): { aheadS: number; errorM: number }[] {
  const origin = pose2At(ego, prediction.timeUs);
  if (!origin) return [];
  const errors: { aheadS: number; errorM: number }[] = [];
  for (let i = 0; i < prediction.poses; i++) {
    const aheadS = (i + 1) * prediction.stepS;
    const logged = pose2At(ego, prediction.timeUs + Math.round(aheadS * US_PER_S));
    if (!logged) break;
    const there = relativeSe2(origin, logged);
    const at = (mode * prediction.poses + i) * 3;
    errors.push({
      aheadS,
      errorM: Math.hypot(prediction.trajectories[at] - there.x, prediction.trajectories[at + 1] - there.y),
    });
  }
  return errors;
}
