import { nearestIndex } from '../../../shared/maths/track.ts';
import type { IndexedClip } from '../../workspace/index/indexed-clip.ts';
import { egoMotion } from '../clip/manoeuvre.ts';
import type { SkippedRows } from '../clip/skipped-rows.ts';
import { aboutClip } from './clip-about.ts';
import { camerasOf } from './clip-cameras.ts';
import type { ClipSource } from './clip-source.ts';
import type { ClipTable } from './clip-table.ts';
import { readEgomotion, type Egomotion } from './egomotion.ts';
import { curvesOf } from './ego-curves.ts';
import { cameraNames } from './features.ts';
import { noObjects, objectsOf } from './obstacles.ts';
import { assumedFootprint, footprintOf } from './vehicle.ts';

/** Step of the key frames, µs, and how far the nearest pose may lie from one. */
const STEP_US = 500_000;
const NEAR_STEP_US = 125_000;
/** A plan looks 4 s ahead, and the planners look up to 1.5 s back. */
const HISTORY_US = 1_500_000;
const FUTURE_US = 4_000_000;
const NOMINAL_SPAN_US = 20_000_000;
const SPAN_TOLERANCE_US = 2_000_000;

interface ClipPlace {
  table: ClipTable;
  clipId: string;
  chunk: number;
}

/**
 * One clip out of what is on disk of it. Times are µs from the clip's own start, its world is the rig's place at 0 s. Key
 * frames are the poses nearest to every half second; those with 1.5 s behind and 4 s ahead are decision instants.
 */
export async function makeClip(
  source: ClipSource,
  { table, clipId, chunk }: ClipPlace,
  skipped: SkippedRows,
): Promise<IndexedClip> {
  const row = table.rowOf.get(clipId) ?? -1;
  const present = (feature: string): boolean | null => table.presence?.byCamera.get(feature)?.[row] ?? null;
  const notes: string[] = [];
  if (table.valid[row] === false) notes.push('The data set marks this clip as not valid.');
  if (row < 0) notes.push('This clip is not in the clip index: its country, time and split are not known.');
  const { ego, offline } = await egomotionOf(source, notes);
  const frames = framesAlong(ego, clipId);
  const cameras = await camerasOf(source, present, ego, frames.timesUs, notes);
  const obstacles =
    (await source.table('obstacle.offline', 'obstacle')) ?? (await source.table('obstacle', 'obstacle'));
  const objects = obstacles && ego ? objectsOf(obstacles, ego, frames.timesUs, clipId, skipped) : noObjects();
  if (objects.tracks.length > 0) notes.push('Boxes are machine-made labels (obstacle.offline), not ground truth.');
  else
    notes.push(
      obstacles ? 'No boxes could be used of this clip.' : 'No boxes: this clip has no obstacle labels on disk.',
    );
  const footprint = await footprintAt(source, notes);
  if (source.otherSensors.length > 0) notes.push(`On disk but not shown: ${source.otherSensors.join(', ')}.`);
  if (offline) notes.push('The ego path is the one refined afterwards (egomotion.offline).');
  notes.push('No map and no route: this data set has none.');
  const shown = ego ? ego.timesUs.subarray(ego.firstShown) : new Float64Array(0);
  const poses = ego ? ego.poses.subarray(ego.firstShown * 7) : new Float64Array(0);
  const [startUs, endUs] = spanOf(
    shown,
    cameras.map((camera) => camera.timesUs),
  );
  const expected = cameraNames.filter((name) => source.publishes(name) && present(name) !== false);
  const isFull =
    ego !== null && expected.every((name) => cameras.some((camera) => camera.channel === name && camera.video));
  return {
    ...aboutClip(table, row, clipId, chunk, isFull ? 'full' : 'partial'),
    startUs,
    endUs,
    ...egoMotion(shown, poses),
    frames,
    decisions: decisionsOf(frames.timesUs, shown),
    ego: { timesUs: shown, globalFromEgo: poses, ...footprint },
    sensors: cameras,
    objects,
    signals: ego ? curvesOf(ego) : [],
    events: [],
    absences: notes,
  };
}

/** The refined path where it is on disk, else the one of the drive. */
async function egomotionOf(source: ClipSource, notes: string[]): Promise<{ ego: Egomotion | null; offline: boolean }> {
  for (const feature of ['egomotion.offline', 'egomotion']) {
    const table = await source.table(feature, 'egomotion');
    if (!table) continue;
    const ego = readEgomotion(table);
    if (!ego || ego.firstShown === ego.timesUs.length) {
      notes.push(`The ego path (${feature}) holds no usable pose.`);
      continue;
    }
    notes.push(...ego.notes);
    const spanUs = ego.timesUs[ego.timesUs.length - 1] - ego.timesUs[ego.firstShown];
    if (Math.abs(spanUs - NOMINAL_SPAN_US) > SPAN_TOLERANCE_US)
      notes.push(`The ego path spans ${(spanUs / 1e6).toFixed(1)} s; clips of this data set span about 20 s.`);
    return { ego, offline: feature === 'egomotion.offline' };
  }
  notes.push('No ego path on disk: no key frames, no plans, and nothing can be placed in the world.');
  return { ego: null, offline: false };
}

function framesAlong(ego: Egomotion | null, clipId: string): IndexedClip['frames'] {
  const times = ego ? ego.timesUs.subarray(ego.firstShown) : new Float64Array(0);
  const index: number[] = [];
  const last = times[times.length - 1] ?? -1;
  for (
    let timeUs = Math.ceil((times[0] ?? 0) / STEP_US - NEAR_STEP_US / STEP_US) * STEP_US;
    timeUs <= last + NEAR_STEP_US;
    timeUs += STEP_US
  ) {
    const i = nearestIndex(times, timeUs);
    if (i >= 0 && Math.abs(times[i] - timeUs) <= NEAR_STEP_US && i !== index.at(-1)) index.push(i);
  }
  return {
    tokens: index.map((i) => `${clipId}@${times[i]}`),
    timesUs: Float64Array.from(index, (i) => times[i]),
    egoIndex: Int32Array.from(index),
  };
}

function decisionsOf(frameTimesUs: Float64Array, egoTimesUs: Float64Array): number[] {
  const [first, last] = [egoTimesUs[0], egoTimesUs[egoTimesUs.length - 1]];
  return Array.from(frameTimesUs, (_, i) => i).filter(
    (i) => frameTimesUs[i] - first >= HISTORY_US && last - frameTimesUs[i] >= FUTURE_US,
  );
}

async function footprintAt(source: ClipSource, notes: string[]) {
  for (const feature of ['vehicle_dimensions.offline', 'vehicle_dimensions']) {
    const rows = await source.calibration(feature);
    const found = rows && rows.rows.length > 0 ? footprintOf(rows) : null;
    if (found) return found;
  }
  notes.push('No vehicle dimensions on disk: 5.0 x 2.0 m are assumed.');
  return assumedFootprint;
}

function spanOf(ego: Float64Array, cameras: Float64Array[]): [number, number] {
  if (ego.length > 0) return [ego[0], ego[ego.length - 1]];
  const starts = cameras.map((times) => times[0]);
  const ends = cameras.map((times) => times[times.length - 1]);
  return cameras.length > 0 ? [Math.min(...starts), Math.max(...ends)] : [0, NOMINAL_SPAN_US];
}
