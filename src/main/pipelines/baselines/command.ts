import type { EgoTrack } from '../../../shared/domain/clip.ts';
import type { TimeUs } from '../../../shared/domain/time.ts';
import { relativePose } from './ego-motion.ts';

export const commands = ['left', 'straight', 'right', 'unknown'] as const;
export type Command = (typeof commands)[number];

/**
 * The driving command that the recording implies: left or right where the logged path, `horizonS` seconds ahead, lies more
 * than `offsetM` metres to that side of the ego; `unknown` where the log ends before. It is taken from the true future,
 * which a planner on the road would get from its route.
 */
export function commandFromFuture(track: EgoTrack, timeUs: TimeUs, horizonS: number, offsetM: number): Command {
  const end = relativePose(track, timeUs, horizonS);
  if (!end) return 'unknown';
  if (end.y > offsetM) return 'left';
  return end.y < -offsetM ? 'right' : 'straight';
}
