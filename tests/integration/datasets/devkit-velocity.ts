import type { Row } from './fixture.ts';

type Table = ReadonlyMap<unknown, Row>;

/** `NuScenes.box_velocity` of nuscenes-devkit, told again from its rule over the linked records; x and y, null for NaN. */
export function devkitVelocity(current: Row, annotations: Table, samples: Table): [number | null, number | null] {
  const hasPrev = current['prev'] !== '';
  const hasNext = current['next'] !== '';
  if (!hasPrev && !hasNext) return [null, null];
  const first = hasPrev ? (annotations.get(current['prev']) ?? current) : current;
  const last = hasNext ? (annotations.get(current['next']) ?? current) : current;
  const timeOf = (row: Row) => 1e-6 * (samples.get(row['sample_token'])?.['timestamp'] as number);
  const difference = timeOf(last) - timeOf(first);
  if (difference > (hasPrev && hasNext ? 3 : 1.5)) return [null, null];
  const [a, b] = [first['translation'] as number[], last['translation'] as number[]];
  return [(b[0] - a[0]) / difference, (b[1] - a[1]) / difference];
}
