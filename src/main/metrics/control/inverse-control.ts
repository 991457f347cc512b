import type { ControlModel } from '../../../shared/domain/lab.ts';
import { fitLine } from './steering-control.ts';

/** A slope below this (px a unit of steering) cannot be inverted. */
const FLAT = 1e-6;

/** Targets of the inverse protocol: the middles between neighbouring steering values. */
export const inverseTargets = (values: readonly number[]): number[] =>
  values.slice(1).map((value, i) => (values[i] + value) / 2);

/** Shifts of one scene: on the grid of steering values, and at the targets, rendered with another noise seed. */
export interface InverseScene {
  gridShiftsPx: readonly number[];
  targetShiftsPx: readonly number[];
}

/**
 * Steering found back from a shift: the line shift = slope · s + b of the grid, inverted, clipped to the grid's range. Mean
 * absolute error over the targets; null where the grid does not move or its line is flat.
 */
export function inverseError(values: readonly number[], { gridShiftsPx, targetShiftsPx }: InverseScene): number | null {
  const line = fitLine(values, gridShiftsPx);
  if (!line || Math.abs(line.slope) <= FLAT) return null;
  const [low, high] = [values[0], values[values.length - 1]];
  const errors = inverseTargets(values).map((target, i) => {
    const found = (targetShiftsPx[i] - line.intercept) / line.slope;
    return Math.abs(Math.min(high, Math.max(low, found)) - target);
  });
  return errors.reduce((a, b) => a + b, 0) / errors.length;
}

/** Expected error of a steering value drawn evenly from the range, mean over the targets, worked out exactly. */
export function chanceError(values: readonly number[]): number {
  const [low, high] = [values[0], values[values.length - 1]];
  const targets = inverseTargets(values);
  const errors = targets.map((s) => ((s - low) ** 2 + (high - s) ** 2) / (2 * (high - low)));
  return errors.reduce((a, b) => a + b, 0) / errors.length;
}

/** The inverse protocol over scenes; null where it could be made on none. */
export function inverseControl(values: readonly number[], scenes: readonly InverseScene[]): ControlModel['inverse'] {
  const errors = scenes.flatMap((scene) => inverseError(values, scene) ?? []);
  if (errors.length === 0) return null;
  const meanError = errors.reduce((a, b) => a + b, 0) / errors.length;
  const chance = chanceError(values);
  return { scenes: errors.length, meanError, chance, ratio: meanError / chance };
}
