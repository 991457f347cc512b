import type { EgoTrack } from '../../../shared/domain/clip.ts';
import { US_PER_S, type TimeUs } from '../../../shared/domain/time.ts';
import { relativeSe2, type Pose2 } from '../../../shared/maths/se2.ts';
import { pose2At } from '../../../shared/maths/track.ts';

type Track = Pick<EgoTrack, 'timesUs' | 'globalFromEgo'>;

/** Seconds of recorded path before an instant; negative when the instant lies before the path. */
export const historyS = (track: Track, timeUs: TimeUs): number => (timeUs - track.timesUs[0]) / US_PER_S;

/** Pose at `timeUs + offsetS` seen from the pose at `timeUs` (m, rad); null outside the recorded path. */
export function relativePose(track: Track, timeUs: TimeUs, offsetS: number): Pose2 | null {
  const now = pose2At(track, timeUs);
  const then = pose2At(track, timeUs + Math.round(offsetS * US_PER_S));
  return now && then && relativeSe2(now, then);
}

/**
 * Mean velocity over the last `baselineS` seconds, m/s, in the ego frame of the instant: a backward difference, so that
 * nothing after the instant enters. Null where the path does not reach back that far.
 */
export function velocityBefore(track: Track, timeUs: TimeUs, baselineS: number): { x: number; y: number } | null {
  const then = relativePose(track, timeUs, -baselineS);
  // `0 -` rather than unary minus: a vehicle at rest has velocity 0, not −0.
  return then && { x: (0 - then.x) / baselineS, y: (0 - then.y) / baselineS };
}

/** Poses at −(n − 1)·stepS … −stepS, 0 seconds, seen from the instant; null where the path does not reach back that far. */
export function historyBefore(track: Track, timeUs: TimeUs, poses: number, stepS: number): Pose2[] | null {
  const history = Array.from({ length: poses }, (_, i) => relativePose(track, timeUs, (i - poses + 1) * stepS));
  return history.every((pose) => pose !== null) ? history : null;
}
