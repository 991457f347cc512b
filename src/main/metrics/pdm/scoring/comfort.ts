import { COMFORT_BOUNDS, EXTENDED_COMFORT_LIMITS, STATE, STEPS, STEP_S } from '../constants.ts';
import type { History } from '../prepare.ts';
import { applyFilter, roundTo8, savitzkyGolay } from './savitzky-golay.ts';

/** pdm_comfort_metrics.py: windows and orders of v2 (and of v1's acceleration before its jerk, and its yaw terms). */
const acceleration8 = savitzkyGolay(8, 2, 0, 1);
const jerk15 = savitzkyGolay(15, 2, 1, STEP_S);
const yawRate5 = savitzkyGolay(5, 2, 1, STEP_S);
const yawAcceleration5Cubic = savitzkyGolay(5, 3, 2, STEP_S);
const yawAcceleration5 = savitzkyGolay(5, 2, 2, STEP_S);
/** v1 fits one quadratic over its whole horizon. */
const acceleration41 = savitzkyGolay(STEPS, 2, 0, 1);
const jerk41 = savitzkyGolay(STEPS, 2, 1, STEP_S);

/** The six comfort signals in the order of COMFORT_BOUNDS. */
export interface ComfortSignals {
  count: number;
  series: Float64Array[];
}
let capacity = 0;
let longitudinal = new Float64Array(0);
let lateral = longitudinal;
let magnitude = longitudinal;
let heading = longitudinal;
let filtered = longitudinal;
const signals: ComfortSignals = { count: 0, series: [] };

function reserve(count: number): void {
  if (count <= capacity) return;
  capacity = count + 32;
  longitudinal = new Float64Array(capacity);
  lateral = new Float64Array(capacity);
  magnitude = new Float64Array(capacity);
  heading = new Float64Array(capacity);
  filtered = new Float64Array(capacity);
  signals.series = COMFORT_BOUNDS.map(() => new Float64Array(capacity));
}

/**
 * History comfort of v2: the signals of the simulated states (STATE numbers a step) behind those of the history, which
 * has no angular rates. The acceleration is that of the vehicle's centre, with the kit's own shift: both terms along the
 * longitudinal axis. The result is filled anew at each call.
 */
export function comfortWithHistory(states: Float64Array, history: History, rearAxleToCentreM: number): ComfortSignals {
  const { samples } = history;
  const count = samples + STEPS;
  reserve(count);
  for (let i = 0; i < samples; i++) {
    longitudinal[i] = history.ax[i]!;
    lateral[i] = history.ay[i]!;
    magnitude[i] = Math.hypot(history.ax[i], history.ay[i]);
    heading[i] = i === 0 ? history.heading[0] : continued(history.heading[i], heading[i - 1]);
  }
  for (let i = 0; i < STEPS; i++) {
    const s = i * STATE;
    const ax = states[s + 5];
    const ay = states[s + 6];
    const w = states[s + 9];
    longitudinal[samples + i] = ax + rearAxleToCentreM * (w * w) + rearAxleToCentreM * states[s + 10];
    lateral[samples + i] = ay;
    magnitude[samples + i] = ay === 0 ? Math.abs(ax) : Math.hypot(ax, ay);
    const at = samples + i;
    heading[at] = at === 0 ? states[s + 2] : continued(states[s + 2], heading[at - 1]);
  }
  signals.count = count;
  const [lon, lat, jerk, lonJerk, yawAcceleration, yawRate] = signals.series;
  applyFilter(acceleration8, longitudinal, count, lon);
  applyFilter(acceleration8, lateral, count, lat);
  applyFilter(acceleration8, magnitude, count, filtered);
  roundTo8(lon, count);
  roundTo8(lat, count);
  roundTo8(filtered, count);
  applyFilter(jerk15, filtered, count, jerk);
  applyFilter(jerk15, lon, count, lonJerk);
  applyFilter(yawAcceleration5Cubic, heading, count, yawAcceleration);
  applyFilter(yawRate5, heading, count, yawRate);
  for (let k = 2; k < 6; k++) roundTo8(signals.series[k], count);
  return signals;
}

/** Comfort of v1: rear-axle signals of the simulated states alone, nearly all of them one quadratic over the horizon. */
export function comfortOfPlan(states: Float64Array): ComfortSignals {
  reserve(STEPS);
  for (let i = 0; i < STEPS; i++) {
    const s = i * STATE;
    const ax = states[s + 5];
    const ay = states[s + 6];
    longitudinal[i] = ax;
    lateral[i] = ay;
    magnitude[i] = ay === 0 ? Math.abs(ax) : Math.hypot(ax, ay);
    heading[i] = i === 0 ? states[2] : continued(states[s + 2], heading[i - 1]);
  }
  signals.count = STEPS;
  const [lon, lat, jerk, lonJerk, yawAcceleration, yawRate] = signals.series;
  applyFilter(acceleration8, magnitude, STEPS, filtered);
  roundTo8(filtered, STEPS);
  applyFilter(jerk41, filtered, STEPS, jerk);
  applyFilter(acceleration8, longitudinal, STEPS, filtered);
  roundTo8(filtered, STEPS);
  applyFilter(jerk41, filtered, STEPS, lonJerk);
  applyFilter(acceleration41, longitudinal, STEPS, lon);
  applyFilter(acceleration41, lateral, STEPS, lat);
  applyFilter(yawAcceleration5Cubic, heading, STEPS, yawAcceleration);
  applyFilter(yawRate5, heading, STEPS, yawRate);
  for (const values of signals.series) roundTo8(values, STEPS);
  return signals;
}

/** The heading without jumps of a turn: equal to `next` but for whole turns, within half a turn of `before`. */
const continued = (next: number, before: number): number => {
  const turns = (next - before) / (2 * Math.PI);
  return turns > -0.5 && turns < 0.5 ? next : next - 2 * Math.PI * Math.round(turns);
};

/** Bit k is set where signal k stays within COMFORT_BOUNDS (open intervals). */
export function comfortFlags({ count, series }: ComfortSignals): number {
  let flags = 0;
  for (let k = 0; k < COMFORT_BOUNDS.length; k++) {
    const { low, high } = COMFORT_BOUNDS[k];
    const values = series[k];
    let within = 1;
    for (let i = 0; i < count; i++) {
      if (!(values[i] > low && values[i] < high)) {
        within = 0;
        break;
      }
    }
    flags |= within << k;
  }
  return flags;
}
export const ALL_COMFORTABLE = (1 << COMFORT_BOUNDS.length) - 1;

/** The four features of extended comfort over a stretch of states, as columns of length `count`. */
export interface ExtendedComfort {
  intervalS: number;
  rms: [acceleration: number, jerk: number, yawRate: number, yawAcceleration: number];
  score: number;
  now: Float64Array[];
  previous: Float64Array[];
}

/**
 * Two-frame extended comfort (pdm_comfort_metrics.py, scene_aggregator.py): the plan of now against the plan made
 * `intervalS` before, where they overlap. The interval is rounded to steps half to even.
 */
export function extendedComfort(now: Float64Array, previous: Float64Array, intervalS: number): ExtendedComfort {
  const shift = roundHalfEven(intervalS / STEP_S);
  const count = STEPS - shift;
  const a = features(now, 0, count);
  const b = features(previous, shift, count);
  const rms = a.map((values, k) => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += (values[i] - b[k][i]) ** 2;
    return Math.sqrt(sum / count);
  }) as ExtendedComfort['rms'];
  const score = rms.every((value, k) => value <= EXTENDED_COMFORT_LIMITS[k].high) ? 1 : 0;
  return { intervalS, rms, score, now: a, previous: b };
}

/** Seconds between two frames as the kit takes them: each stamp in seconds first, so that wall-clock stamps lose digits. */
export const frameInterval = (now: { timeUs: number }, previous: { timeUs: number }): number =>
  now.timeUs * 1e-6 - previous.timeUs * 1e-6;

function features(states: Float64Array, from: number, count: number): Float64Array[] {
  const size = new Float64Array(count);
  const headings = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const s = (from + i) * STATE;
    size[i] = Math.hypot(states[s + 5], states[s + 6]);
    headings[i] = i === 0 ? states[s + 2] : continued(states[s + 2], headings[i - 1]);
  }
  const [acceleration, jerk, yawRate, yawAcceleration] = [0, 1, 2, 3].map(() => new Float64Array(count));
  applyFilter(acceleration8, size, count, acceleration);
  roundTo8(acceleration, count);
  applyFilter(jerk15, acceleration, count, jerk);
  applyFilter(yawRate5, headings, count, yawRate);
  applyFilter(yawAcceleration5, headings, count, yawAcceleration);
  for (const values of [jerk, yawRate, yawAcceleration]) roundTo8(values, count);
  return [acceleration, jerk, yawRate, yawAcceleration];
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
