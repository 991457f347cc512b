import type { Signal } from '../../../shared/domain/clip.ts';
import type { IndexedSignal } from '../../workspace/index/indexed-clip.ts';
import type { CanReader, CanRow } from './can-files.ts';

/** How far beyond the clip's ends messages are kept, µs. */
const MARGIN_US = 1_000_000;
const KMH = 1 / 3.6;
const DEGREE = Math.PI / 180;

interface CanSource {
  message: string;
  /** The value in the signal's own unit; NaN where the row has none. */
  value: (row: CanRow) => number;
}

const numberAt = (row: CanRow, field: string): number => {
  const value = row[field];
  return typeof value === 'number' ? value : NaN;
};
const elementAt = (row: CanRow, field: string, i: number): number => {
  const value = row[field];
  const element: unknown = Array.isArray(value) ? value[i] : undefined;
  return typeof element === 'number' ? element : NaN;
};

/**
 * Where each signal comes from, best first: the localisation's 50 Hz `pose` before the raw vehicle bus, and that before
 * the coarse `vehicle_monitor` (2 Hz). Units are converted here and nowhere else.
 */
const plans: readonly { name: Signal['name']; unit: Signal['unit']; sources: readonly CanSource[] }[] = [
  {
    name: 'speed',
    unit: 'm/s',
    sources: [
      { message: 'pose', value: (row) => elementAt(row, 'vel', 0) },
      { message: 'zoe_veh_info', value: (row) => numberAt(row, 'odom_speed') * KMH },
      { message: 'vehicle_monitor', value: (row) => numberAt(row, 'vehicle_speed') * KMH },
    ],
  },
  {
    name: 'acceleration',
    unit: 'm/s²',
    sources: [
      { message: 'pose', value: (row) => elementAt(row, 'accel', 0) },
      { message: 'zoe_veh_info', value: (row) => numberAt(row, 'longitudinal_accel') },
    ],
  },
  {
    name: 'steering',
    unit: 'rad',
    sources: [
      { message: 'steeranglefeedback', value: (row) => numberAt(row, 'value') },
      { message: 'zoe_veh_info', value: (row) => numberAt(row, 'steer_corrected') * DEGREE },
      { message: 'vehicle_monitor', value: (row) => numberAt(row, 'steering') * DEGREE },
    ],
  },
  {
    name: 'yawRate',
    unit: 'rad/s',
    sources: [
      { message: 'pose', value: (row) => elementAt(row, 'rotation_rate', 2) },
      { message: 'vehicle_monitor', value: (row) => numberAt(row, 'yaw_rate') * DEGREE },
    ],
  },
];

/**
 * Signals of a scene from its CAN bus files, each from the best message that is there. Rows without a number or not
 * later than the one before are left out; nothing is made up between or beyond them.
 */
export function signalsFromCan(read: CanReader, sceneName: string, startUs: number, endUs: number): IndexedSignal[] {
  const held = new Map<string, readonly CanRow[] | null>();
  const rowsOf = (message: string) => {
    if (!held.has(message)) held.set(message, read(sceneName, message));
    return held.get(message) ?? null;
  };
  return plans.flatMap(({ name, unit, sources }) => {
    for (const { message, value } of sources) {
      const rows = rowsOf(message);
      const series = rows && seriesOf(rows, value, startUs - MARGIN_US, endUs + MARGIN_US);
      if (series && series.timesUs.length > 1) return { name, unit, source: `CAN ${message}`, ...series };
    }
    return [];
  });
}

function seriesOf(rows: readonly CanRow[], value: CanSource['value'], fromUs: number, toUs: number) {
  const times: number[] = [];
  const values: number[] = [];
  for (const row of rows) {
    const timeUs = numberAt(row, 'utime');
    const v = value(row);
    if (!Number.isSafeInteger(timeUs) || !Number.isFinite(v) || timeUs < fromUs || timeUs > toUs) continue;
    if (times.length > 0 && timeUs <= times[times.length - 1]) continue;
    times.push(timeUs);
    values.push(v);
  }
  return { timesUs: Float64Array.from(times), values: Float64Array.from(values) };
}
