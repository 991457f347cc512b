import { rowOfSensor } from './calibration-table.ts';
import type { CalibrationRows } from './clip-source.ts';

/** Footprint measured from the rear axle, m. */
export interface Footprint {
  frontM: number;
  rearM: number;
  widthM: number;
}

/** A large car, for clips without vehicle dimensions. */
export const assumedFootprint: Footprint = { frontM: 3.9, rearM: 1.1, widthM: 2.0 };

const sane = (value: number, least: number, most: number): boolean => value >= least && value <= most;

/** From vehicle_dimensions; null where it is not told, or no vehicle has such a size. */
export function footprintOf({ table, rows }: CalibrationRows): Footprint | null {
  const [lengthM, widthM, centreM] = ['length', 'width', 'rear_axle_to_bbox_center'].map(
    (name) => table.numbers(name)?.[rows[0]] ?? NaN,
  );
  if (!sane(lengthM, 1, 30) || !sane(widthM, 0.5, 5) || !sane(centreM, -15, 15)) return null;
  return { frontM: centreM + lengthM / 2, rearM: lengthM / 2 - centreM, widthM };
}

/** Sensor to rig, 7 numbers as in poses (the file has the quaternion as x y z w); null where it is not told or no rotation. */
export function extrinsicOf(calibration: CalibrationRows, sensor: string): number[] | null {
  const row = rowOfSensor(calibration, sensor);
  if (row < 0) return null;
  const pose = ['x', 'y', 'z', 'qw', 'qx', 'qy', 'qz'].map((name) => calibration.table.numbers(name)?.[row] ?? NaN);
  const length = Math.hypot(...pose.slice(3));
  if (!pose.every(Number.isFinite) || Math.abs(length - 1) > 1e-2) return null;
  return pose.map((value, i) => (i < 3 ? value : value / length));
}
