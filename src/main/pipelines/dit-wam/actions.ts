import type { ClipDetail, Signal } from '../../../shared/domain/clip.ts';
import { ACCELERATION_UNIT_MPS2, ACTION_STEP_S, STEERING_UNIT_RAD } from '../../../shared/domain/steering.ts';
import { US_PER_S, type TimeUs } from '../../../shared/domain/time.ts';
import { lastAtOrBefore, valueAt } from '../../../shared/maths/track.ts';
import { signalsFromPoses } from '../../datasets/clip/ego-signals.ts';
import type { ActionWindow } from './world-model.ts';

/** Where no steering is recorded it is worked out for this vehicle: wheel angle to steering-wheel angle, wheel base. */
export const STEERING_RATIO = 14.5;
export const WHEEL_BASE_M = 3.089;
/** The yaw rate of a vehicle that hardly moves tells nothing of its wheels. */
const SLOWEST_MPS = 1;
/** An action is the mean over its half second, of at least so many values at this spacing. */
const SAMPLES = 5;
const SAMPLE_S = ACTION_STEP_S / SAMPLES;
/** Nothing is made up for a curve that is silent for longer. */
const LONGEST_GAP_S = 1;

/** The recorded actions from an instant on. */
export interface RecordedActions extends ActionWindow {
  /** How many of the actions are recorded in full; those after them repeat the last one. */
  recorded: number;
  /** Where they come from, in words. */
  from: string;
}

type Curve = Pick<Signal, 'timesUs' | 'values'>;

/**
 * Actions of `count` half seconds from an instant on: means of the steering-wheel angle and of the acceleration over each,
 * divided by 6 rad and 10 m/s², clipped to [-1, 1]. Where no steering is recorded the angle is
 * 14.5 · atan(3.089 m · yaw rate / max(speed, 1 m/s)). Answers in words why there are none.
 */
export function recordedActions(
  clip: Pick<ClipDetail, 'signals' | 'ego'>,
  timeUs: TimeUs,
  count: number,
): RecordedActions | { absent: string } {
  const curves = curvesOf(clip);
  if (!curves) return { absent: 'the recording has no speed, acceleration or turning' };
  const speedMps = valueAt(curves.speed.timesUs, curves.speed.values, timeUs);
  if (speedMps === null) return { absent: 'no speed is recorded at this instant' };
  const steering: number[] = [];
  const acceleration: number[] = [];
  for (let i = 0; i < count; i++) {
    const startUs = timeUs + Math.round(i * ACTION_STEP_S * US_PER_S);
    const angleRad = meanFrom(curves.steering, startUs);
    const accelerationMps2 = meanFrom(curves.acceleration, startUs);
    if (angleRad === null || accelerationMps2 === null) break;
    steering.push(angleRad / STEERING_UNIT_RAD);
    acceleration.push(accelerationMps2 / ACCELERATION_UNIT_MPS2);
  }
  if (steering.length === 0) return { absent: 'no actions are recorded in the half second after this instant' };
  return {
    speedMps,
    steering: heldActions(steering, count),
    acceleration: heldActions(acceleration, count),
    recorded: steering.length,
    from: curves.from,
  };
}

/** Normalised actions brought to a length: clipped to [-1, 1], the last one held where the list ends early. */
export const heldActions = (values: readonly number[], count: number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => Math.min(1, Math.max(-1, values[Math.min(i, values.length - 1)])));

/** Steering (rad at the wheel), acceleration and speed of a recording; null where one cannot be had. */
function curvesOf(
  clip: Pick<ClipDetail, 'signals' | 'ego'>,
): { speed: Curve; acceleration: Curve; steering: Curve; from: string } | null {
  const fromPoses = signalsFromPoses(Float64Array.from(clip.ego.timesUs), Float64Array.from(clip.ego.globalFromEgo));
  const named = (name: Signal['name']) =>
    [...clip.signals, ...fromPoses].find((signal) => signal.name === name && signal.timesUs.length > 0);
  const speed = named('speed');
  const acceleration = named('acceleration');
  if (!speed || !acceleration) return null;
  const told = named('steering');
  const yawRate = named('yawRate');
  if (!told && !yawRate) return null;
  const plain = ({ timesUs, values }: { timesUs: ArrayLike<number>; values: ArrayLike<number> }): Curve => ({
    timesUs: Array.from(timesUs),
    values: Array.from(values),
  });
  const steeringFrom = told?.source ?? `worked out from the yaw rate (${yawRate?.source})`;
  return {
    speed: plain(speed),
    acceleration: plain(acceleration),
    steering: told ? plain(told) : steeringOf(plain(yawRate ?? speed), plain(speed)),
    from:
      steeringFrom === acceleration.source
        ? steeringFrom
        : `steering ${steeringFrom}, acceleration ${acceleration.source}`,
  };
}

/** Steering-wheel angle that turns the vehicle as it was seen to turn. */
function steeringOf(yawRate: Curve, speed: Curve): Curve {
  const timesUs: TimeUs[] = [];
  const values: number[] = [];
  yawRate.timesUs.forEach((timeUs, i) => {
    const speedMps = valueAt(speed.timesUs, speed.values, timeUs);
    if (speedMps === null) return;
    timesUs.push(timeUs);
    values.push(STEERING_RATIO * Math.atan((WHEEL_BASE_M * yawRate.values[i]) / Math.max(speedMps, SLOWEST_MPS)));
  });
  return { timesUs, values };
}

/**
 * Mean of a curve over the half second from a time on; null where it is not recorded throughout. A dense curve gives the mean
 * of its samples there, a sparse one that of values interpolated every tenth of a second.
 */
function meanFrom({ timesUs, values }: Curve, startUs: TimeUs): number | null {
  const toleranceUs = SAMPLE_S * US_PER_S;
  const endUs = startUs + ACTION_STEP_S * US_PER_S;
  const first = lastAtOrBefore(timesUs, startUs + toleranceUs);
  if (first < 0) return null;
  const inside: number[] = [];
  let last = first;
  while (timesUs[last] < endUs - toleranceUs) {
    if (last + 1 === timesUs.length || timesUs[last + 1] - timesUs[last] > LONGEST_GAP_S * US_PER_S) return null;
    last++;
  }
  const from = lastAtOrBefore(timesUs, startUs - 1) + 1;
  for (let i = from; i < timesUs.length && timesUs[i] < endUs; i++) inside.push(values[i]);
  const taken =
    inside.length >= SAMPLES
      ? inside
      : Array.from({ length: SAMPLES }, (_, j) => {
          const timeUs = startUs + j * toleranceUs;
          const held = Math.min(timesUs[timesUs.length - 1], Math.max(timesUs[0], timeUs));
          return valueAt(timesUs, values, held) ?? NaN;
        });
  return taken.reduce((a, b) => a + b, 0) / taken.length;
}
