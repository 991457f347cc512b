import { sensorFlags, TIME_MARK, type IndexedSensor } from '../../workspace/index/indexed-clip.ts';
import type { Calibrations } from './calibrations.ts';
import type { ColumnMemory } from './column-memory.ts';
import type { EgoPoses } from './ego-poses.ts';
import type { Presence } from '../files/presence.ts';
import type { SampleData } from './sample-data.ts';
import { skip, type SkippedRows } from '../clip/skipped-rows.ts';

/** A file may lie this far outside its scene's key frames, µs: sweeps lead the first by half a second. */
const SCENE_SLACK_US = 2_000_000;

/** Front camera first: it stands for the clip. Then as they stand around the car, then lidar and radars. */
const channelOrder = [
  'CAM_FRONT',
  'CAM_FRONT_LEFT',
  'CAM_FRONT_RIGHT',
  'CAM_BACK_LEFT',
  'CAM_BACK',
  'CAM_BACK_RIGHT',
  'LIDAR_TOP',
  'RADAR_FRONT',
  'RADAR_FRONT_LEFT',
  'RADAR_FRONT_RIGHT',
  'RADAR_BACK_LEFT',
  'RADAR_BACK_RIGHT',
];
const orderOf = (channel: string): number => {
  const at = channelOrder.indexOf(channel);
  return at < 0 ? channelOrder.length : at;
};

/** `CAM_FRONT_LEFT` is `front left`. */
export const channelTitle = (channel: string): string =>
  channel
    .replace(/^(CAM|LIDAR|RADAR)_/, '')
    .toLowerCase()
    .replaceAll('_', ' ');

export interface SensorSources {
  data: SampleData;
  calibrations: Calibrations;
  /** Ego pose row by sample_data row; null where there is no ego_pose table. */
  poseRow: Int32Array | null;
  poses: Pick<EgoPoses, 'poses' | 'heights'>;
  presence: Presence;
  /** Where the columns of a clip lie until the next is made. */
  memory: ColumnMemory;
  skipped: SkippedRows;
}

/** The sensors of one clip with all their files in time order, from its sample_data rows. `span` is first and last key frame, µs. */
export function sensorsOfClip(
  sources: SensorSources,
  rows: Int32Array,
  span: readonly [number, number],
): IndexedSensor[] {
  const byChannel = new Map<string, number[]>();
  const { data, calibrations, poseRow, skipped } = sources;
  const { timesUs, calibration } = data.columns;
  for (const row of rows) {
    if (poseRow !== null && poseRow[row] < 0) {
      skip(skipped, 'sample_data.json: ego_pose_token names no usable ego pose', nameOf(data, row));
    } else if (timesUs[row] < span[0] - SCENE_SLACK_US || timesUs[row] > span[1] + SCENE_SLACK_US) {
      skip(skipped, 'sample_data.json: timestamp lies outside its scene', nameOf(data, row));
    } else {
      const { channel } = calibrations.rows[calibration[row]];
      const list = byChannel.get(channel);
      if (list) list.push(row);
      else byChannel.set(channel, [row]);
    }
  }
  return [...byChannel]
    .sort(([a], [b]) => orderOf(a) - orderOf(b) || (a < b ? -1 : 1))
    .map(([, list]) => sensorOf(sources, inTimeOrder(sources, list)));
}

const nameOf = (data: SampleData, row: number): string =>
  data.patterns.patterns[data.patternOf(row)].text.replace(TIME_MARK, String(data.columns.timesUs[row]));

function inTimeOrder({ data, skipped }: SensorSources, rows: number[]): number[] {
  const { timesUs } = data.columns;
  let isRising = true;
  for (let i = 1; i < rows.length && isRising; i++) isRising = timesUs[rows[i]] > timesUs[rows[i - 1]];
  if (isRising) return rows;
  const sorted = rows.sort((a, b) => timesUs[a] - timesUs[b]);
  return sorted.filter((row, i) => {
    const isTwin = i > 0 && timesUs[row] === timesUs[sorted[i - 1]];
    if (isTwin) skip(skipped, 'sample_data.json: a second file of one sensor at one time', nameOf(data, row));
    return !isTwin;
  });
}

function sensorOf(sources: SensorSources, rows: number[]): IndexedSensor {
  const { data, calibrations, presence, memory } = sources;
  const c = data.columns;
  const calibration = c.calibration[rows[0]];
  const { channel, modality, intrinsic, egoFromSensor } = calibrations.rows[calibration];
  const timesUs = memory.f64(rows.length);
  const flags = memory.u8(rows.length);
  const patternOf = memory.u16(rows.length);
  const localPattern = new Map<number, number>();
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    const pattern = data.patternOf(row);
    let local = localPattern.get(pattern);
    if (local === undefined) localPattern.set(pattern, (local = localPattern.size));
    patternOf[i] = local;
    timesUs[i] = c.timesUs[row];
    flags[i] =
      (presence.isPresent(pattern, timesUs[i]) ? sensorFlags.present : 0) | (c.isKey[row] ? sensorFlags.key : 0);
  }
  return {
    channel,
    title: channelTitle(channel),
    modality,
    widthPx: data.pictureSize[calibration * 2],
    heightPx: data.pictureSize[calibration * 2 + 1],
    intrinsic,
    egoFromSensor,
    timesUs,
    flags,
    globalFromEgo: posesOf(sources, rows),
    pathPatterns: Array.from(localPattern.keys(), (pattern) => data.patterns.patterns[pattern].text),
    patternOf,
  };
}

function posesOf({ poseRow, poses: { poses, heights }, memory }: SensorSources, rows: number[]): Float64Array {
  if (poseRow === null) return new Float64Array(0);
  const out = memory.f64(rows.length * 7);
  for (let i = 0, to = 0; i < rows.length; i++, to += 7) {
    const pose = poseRow[rows[i]];
    const from = pose * 6;
    out[to] = poses[from];
    out[to + 1] = poses[from + 1];
    out[to + 2] = heights[pose];
    for (let k = 2; k < 6; k++) out[to + 1 + k] = poses[from + k];
  }
  return out;
}
