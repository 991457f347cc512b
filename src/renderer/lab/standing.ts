import type { CameraTrack, ClipDetail } from '../../shared/domain/clip.ts';
import { US_PER_S, type TimeUs } from '../../shared/domain/time.ts';
import { pose2At, valueAt } from '../../shared/maths/track.ts';
import { fixed } from '../ui/numbers.ts';

type Recorded = Pick<ClipDetail, 'signals' | 'ego'>;

/** A car that went less than this has not moved: nothing that was steered can be seen. */
const MOVED_M = 0.5;
/** A car that is slower than this at an instant stands there. */
const STANDS_BELOW_MPS = 0.5;
const STEP_S = 0.1;
const BASELINE_US = 0.5 * US_PER_S;

/** Recorded speed at a time, m/s: as the vehicle told it, or else how far its path goes about then; null where neither tells. */
export function recordedSpeed({ signals, ego }: Recorded, timeUs: TimeUs): number | null {
  const told = signals.find(({ name }) => name === 'speed');
  const speed = told ? valueAt(told.timesUs, told.values, timeUs) : null;
  if (speed !== null) return speed;
  const [before, now, after] = [-BASELINE_US, 0, BASELINE_US].map((by) => pose2At(ego, timeUs + by));
  const from = before ?? now;
  const to = after ?? now;
  if (!from || !to || from === to) return null;
  const seconds = ((before ? BASELINE_US : 0) + (after ? BASELINE_US : 0)) / US_PER_S;
  return Math.hypot(to.x - from.x, to.y - from.y) / seconds;
}

/** Seconds until a car has moved; null where it does not within `horizonS`. `speedMps` by seconds from now. */
export function standsForS(speedMps: (seconds: number) => number, horizonS: number): number | null {
  let wentM = 0;
  for (let step = 0; step * STEP_S < horizonS; step++) {
    wentM += Math.max(0, speedMps((step + 0.5) * STEP_S)) * STEP_S;
    if (wentM >= MOVED_M) return (step + 1) * STEP_S;
  }
  return null;
}

/**
 * That steering does nothing, in words, while the car stands; null where it moves at once or its speed is not known.
 * @param accelerationMps2 held from the instant on; null for the recorded speeds
 */
export function standingWords(
  clip: Recorded,
  timeUs: TimeUs,
  accelerationMps2: number | null,
  horizonS: number,
): string | null {
  const now = recordedSpeed(clip, timeUs);
  if (now === null) return null;
  const speed =
    accelerationMps2 === null
      ? (seconds: number) => recordedSpeed(clip, timeUs + Math.round(seconds * US_PER_S)) ?? now
      : (seconds: number) => now + accelerationMps2 * seconds;
  const forS = standsForS(speed, horizonS);
  if (forS === null)
    return 'The car stands: steering does nothing until it moves. Accelerate, or choose another instant.';
  if (forS < 2) return null;
  return `The car hardly moves for ${fixed(forS, 1)} s: until then steering does next to nothing.`;
}

/** A picture farther than this from an instant shows another moment. */
const NEAR_US = 0.1 * US_PER_S;

/**
 * The instant at which the future is first looked at: the first of all, or where the car stands there, the one at which it is
 * fastest, of those with a picture and, if one of them moves, with `horizonS` of recording after them.
 * @param instants indices into `frames`, in order
 */
export function movingInstant(
  clip: Recorded & Pick<ClipDetail, 'frames' | 'endUs'>,
  instants: readonly number[],
  front: Pick<CameraTrack, 'timesUs' | 'present'> | null,
  horizonS = 8,
): number {
  const [first] = instants;
  const speedAt = (frame: number) => recordedSpeed(clip, clip.frames[frame].timeUs) ?? 0;
  if (speedAt(first) >= STANDS_BELOW_MPS) return first;
  const hasPicture = (frame: number) =>
    front?.timesUs.some((t, i) => front.present[i] === 1 && Math.abs(t - clip.frames[frame].timeUs) <= NEAR_US) ===
    true;
  const isWhole = (frame: number) => clip.frames[frame].timeUs + horizonS * US_PER_S <= clip.endUs;
  const moving = instants.filter((frame) => speedAt(frame) >= STANDS_BELOW_MPS && hasPicture(frame));
  const whole = moving.filter(isWhole);
  const among = whole.length > 0 ? whole : moving;
  return among.reduce((best, frame) => (speedAt(frame) > speedAt(best) ? frame : best), among.at(0) ?? first);
}
