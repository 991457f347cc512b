import { lastAtOrBefore } from '../../../shared/maths/track.ts';
import type { ParquetTable } from '../parquet/parquet-table.ts';

/** The rig's path in the clip's own world (the rig at 0 s, level), with what the file tells of its motion. */
export interface Egomotion {
  /** Strictly rising, µs from the clip's start; begins before 0 where the file does. */
  timesUs: Float64Array;
  /** 7 numbers each: x y z (m), quaternion w x y z. */
  poses: Float64Array;
  /** Velocity and acceleration, 3 numbers each, in one common frame; null where the file lacks them. */
  velocity: Float64Array | null;
  acceleration: Float64Array | null;
  /** 1/m; null where the file lacks it. */
  curvature: Float64Array | null;
  /** First pose at or after 0 s. */
  firstShown: number;
  /** What was left out or is odd, in words. */
  notes: string[];
}

const poseColumns = ['x', 'y', 'z', 'qw', 'qx', 'qy', 'qz'] as const;
/** How far |q|² may be from 1 before a row is left out. */
const UNIT_TOLERANCE = 1e-2;

/**
 * Reads an egomotion table. Rows without a time, a place or a rotation of length 1 are left out, rows are brought into the
 * order of time, and of two at one time the first stays; all of it told. Null where columns are missing or nothing is left.
 */
export function readEgomotion(table: ParquetTable): Egomotion | null {
  const times = table.numbers('timestamp') ?? table.numbers('timestamp_us');
  const columns = poseColumns.map((name) => table.numbers(name));
  if (!times || columns.some((column) => column === null)) return null;
  const pose = columns as Float64Array[];
  const [qw, qx, qy, qz] = pose.slice(3);
  const notes: string[] = [];
  const isUnit = (r: number) => Math.abs(qw[r] ** 2 + qx[r] ** 2 + qy[r] ** 2 + qz[r] ** 2 - 1) < UNIT_TOLERANCE;
  const all = Array.from(times, (_, row) => row);
  const whole = all.filter(
    (r) => Number.isSafeInteger(times[r]) && pose.every((column) => Number.isFinite(column[r])) && isUnit(r),
  );
  note(
    notes,
    all.length - whole.length,
    'rows of the egomotion have no time, no place or a rotation that is not of length 1',
  );
  const falling = whole.filter((r, i) => i > 0 && times[r] <= times[whole[i - 1]]).length;
  note(notes, falling, 'times of the egomotion do not rise: its rows were sorted, and later ones at one time left out');
  const rows = whole
    .sort((a, b) => times[a] - times[b] || a - b)
    .filter((r, i, list) => i === 0 || times[r] > times[list[i - 1]]);
  if (rows.length === 0) return null;
  const pick = (names: readonly string[]): Float64Array | null => {
    const found = names.map((name) => table.numbers(name));
    if (found.some((column) => column === null)) return null;
    const out = new Float64Array(rows.length * names.length);
    rows.forEach((row, i) => found.forEach((column, k) => (out[i * names.length + k] = column![row])));
    return out;
  };
  const poses = pick(poseColumns)!;
  for (let i = 0; i < rows.length; i++) {
    const length = Math.hypot(...poses.subarray(i * 7 + 3, i * 7 + 7));
    for (let k = 3; k < 7; k++) poses[i * 7 + k] /= length;
  }
  const timesUs = Float64Array.from(rows, (row) => times[row]);
  const firstShown = lastAtOrBefore(timesUs, -1) + 1;
  note(notes, firstShown, 'poses lie before the start of the clip and are not shown');
  return {
    timesUs,
    poses,
    velocity: pick(['vx', 'vy', 'vz']),
    acceleration: pick(['ax', 'ay', 'az']),
    curvature: pick(['curvature']),
    firstShown,
    notes,
  };
}

function note(notes: string[], count: number, words: string): void {
  if (count > 0) notes.push(`${count} ${words}.`);
}

/**
 * Pose at a time, into `out` from `at` on (7 numbers): linear in place, slerp in rotation, as NVIDIA's kit interpolates.
 * Outside the path its nearest end.
 */
export function poseAt(
  { timesUs, poses }: Pick<Egomotion, 'timesUs' | 'poses'>,
  timeUs: number,
  out: Float64Array,
  at = 0,
): void {
  const before = Math.max(0, lastAtOrBefore(timesUs, timeUs));
  const after = Math.min(before + 1, timesUs.length - 1);
  const span = timesUs[after] - timesUs[before];
  const t = span > 0 ? Math.min(1, Math.max(0, (timeUs - timesUs[before]) / span)) : 0;
  const [a, b] = [before * 7, after * 7];
  for (let k = 0; k < 3; k++) out[at + k] = poses[a + k] + (poses[b + k] - poses[a + k]) * t;
  let dot = 0;
  for (let k = 3; k < 7; k++) dot += poses[a + k] * poses[b + k];
  const sign = dot < 0 ? -1 : 1;
  const angle = Math.acos(Math.min(1, Math.abs(dot)));
  const sine = Math.sin(angle);
  // Nearly equal rotations: the chord is the arc.
  const [wa, wb] = sine < 1e-6 ? [1 - t, t] : [Math.sin((1 - t) * angle) / sine, Math.sin(t * angle) / sine];
  let length = 0;
  for (let k = 3; k < 7; k++) {
    out[at + k] = wa * poses[a + k] + sign * wb * poses[b + k];
    length += out[at + k] ** 2;
  }
  for (let k = 3; k < 7; k++) out[at + k] /= Math.sqrt(length);
}
