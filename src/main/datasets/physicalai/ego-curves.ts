import type { IndexedSignal } from '../../workspace/index/indexed-clip.ts';
import { centralDifference, signalsFromPoses } from '../clip/ego-signals.ts';
import type { Egomotion } from './egomotion.ts';

/** Below this speed the direction of travel, and with it the acceleration along it, is noise, m/s. */
const SLOW_MPS = 0.5;

/**
 * Speed, acceleration along the path and yaw rate: from the egomotion's own velocity, acceleration and curvature where it
 * tells them, else from its poses. Speed and the product of both vectors do not depend on the frame that they are told in.
 */
export function curvesOf(ego: Egomotion): IndexedSignal[] {
  const { firstShown: from, velocity, acceleration, curvature } = ego;
  const timesUs = ego.timesUs.subarray(from);
  const derived = signalsFromPoses(timesUs, ego.poses.subarray(from * 7));
  const replace = (
    name: IndexedSignal['name'],
    unit: IndexedSignal['unit'],
    source: string,
    values: Float64Array | null,
  ) => {
    if (!values?.every(Number.isFinite)) return;
    const told = { name, unit, source, timesUs, values };
    const at = derived.findIndex((signal) => signal.name === name);
    if (at < 0) derived.push(told);
    else derived[at] = told;
  };
  const speed =
    velocity &&
    Float64Array.from(timesUs, (_, i) => Math.hypot(...velocity.subarray((from + i) * 3, (from + i) * 3 + 3)));
  replace('speed', 'm/s', 'egomotion velocity', speed);
  if (speed && acceleration) {
    const slow = centralDifference(timesUs, speed);
    const along = speed.map((v, i) => (v < SLOW_MPS ? slow[i] : dot(velocity, acceleration, (from + i) * 3) / v));
    replace('acceleration', 'm/s²', 'egomotion acceleration', along);
  }
  if (speed && curvature)
    replace(
      'yawRate',
      'rad/s',
      'egomotion curvature and speed',
      speed.map((v, i) => v * curvature[from + i]),
    );
  return derived;
}

const dot = (a: Float64Array, b: Float64Array, at: number): number =>
  a[at] * b[at] + a[at + 1] * b[at + 1] + a[at + 2] * b[at + 2];
