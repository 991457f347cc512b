import type { ObjectClass } from '../../../shared/domain/clip.ts';
import { composeAffine, affineOfPose, transformPoint } from '../../../shared/maths/se3.ts';
import { nearestIndex } from '../../../shared/maths/track.ts';
import type { IndexedObjects, IndexedTrack } from '../../workspace/index/indexed-clip.ts';
import { objectLabel } from '../clip/object-classes.ts';
import { skip, type SkippedRows } from '../clip/skipped-rows.ts';
import { centralVelocities } from '../clip/velocity.ts';
import type { ParquetTable } from '../parquet/parquet-table.ts';
import { poseAt, type Egomotion } from './egomotion.ts';

/** A box this far from a key frame still stands for it, µs: half a step of 10 Hz, and some. */
const NEAR_US = 60_000;
const MOST_TRACKS = 20_000;

const classWords: readonly (readonly [RegExp, ObjectClass])[] = [
  [/cone/, 'cone'],
  [/rider|cycl|bike|scooter/, 'bicycle'],
  [/person|pedestrian|stroller|child|wheelchair/, 'pedestrian'],
  [/auto|car\b|vehicle|truck|bus|trailer|van\b|train|tram/, 'vehicle'],
];
const objectClassOf = (label: string): ObjectClass =>
  classWords.find(([words]) => words.test(label.toLowerCase()))?.[1] ?? 'other';

interface Box {
  timeUs: number;
  centre: [number, number, number];
  yaw: number;
}

/** The objects of a clip that has no labels. */
export const noObjects = (): IndexedObjects => ({
  tracks: [],
  counts: new Uint32Array(0),
  frames: new Uint16Array(0),
  centres: new Float64Array(0),
  yaws: new Float64Array(0),
  velocities: new Float32Array(0),
  attributeSet: new Uint16Array(0),
  attributeSets: [],
  visibility: new Uint8Array(0),
  visibilityLevels: [],
  lidarPoints: new Int32Array(0),
});

/**
 * Machine-made boxes (`obstacle.offline`) brought into the clip's world and to its key frames: of each object the box
 * nearest each frame. Velocities come from its neighbours at the boxes' own rate.
 */
export function objectsOf(
  table: ParquetTable,
  ego: Egomotion,
  frameTimesUs: Float64Array,
  clipId: string,
  skipped: SkippedRows,
): IndexedObjects {
  const source = 'machine-made label';
  const tracks = tracksOf(table, ego, clipId, skipped);
  const rows: { track: number; frame: number; box: Box; velocity: [number, number] }[] = [];
  const kept: IndexedTrack[] = [];
  const counts: number[] = [];
  const counted = new Map<ObjectClass, number>();
  for (const { trackId, category, sizeM, boxes } of tracks) {
    const times = boxes.map((box) => box.timeUs);
    const velocities = centralVelocities(
      times,
      boxes.flatMap((box) => box.centre),
    );
    const before = rows.length;
    frameTimesUs.forEach((timeUs, frame) => {
      const i = nearestIndex(times, timeUs);
      if (i < 0 || Math.abs(times[i] - timeUs) > NEAR_US) return;
      rows.push({ track: kept.length, frame, box: boxes[i], velocity: [velocities[i * 2], velocities[i * 2 + 1]] });
    });
    if (rows.length === before) continue;
    const objectClass = objectClassOf(category);
    const n = (counted.get(objectClass) ?? 0) + 1;
    counted.set(objectClass, n);
    kept.push({ trackId, label: objectLabel(objectClass, n), objectClass, category, sizeM });
    counts.push(rows.length - before);
  }
  return {
    ...noObjects(),
    tracks: kept,
    counts: Uint32Array.from(counts),
    frames: Uint16Array.from(rows, (row) => row.frame),
    centres: Float64Array.from(rows.flatMap((row) => row.box.centre)),
    yaws: Float64Array.from(rows, (row) => row.box.yaw),
    velocities: Float32Array.from(rows.flatMap((row) => row.velocity)),
    attributeSet: new Uint16Array(rows.length),
    attributeSets: [[source]],
    visibility: new Uint8Array(rows.length),
    lidarPoints: new Int32Array(rows.length).fill(-1),
  };
}

interface Track {
  trackId: string;
  category: string;
  sizeM: [number, number, number];
  boxes: Box[];
}

function tracksOf(table: ParquetTable, ego: Egomotion, clipId: string, skipped: SkippedRows): Track[] {
  const need = (name: string): Float64Array => table.numbers(name) ?? new Float64Array(table.rowCount).fill(NaN);
  const times = need('timestamp_us');
  const frameTimes = table.numbers('reference_frame_timestamp_us') ?? times;
  const place = [
    'center_x',
    'center_y',
    'center_z',
    'orientation_w',
    'orientation_x',
    'orientation_y',
    'orientation_z',
  ].map(need);
  const size = ['size_x', 'size_y', 'size_z'].map(need);
  const ids = table.texts('track_id');
  const labels = table.texts('label_class');
  const references = table.texts('reference_frame');
  const tracks = new Map<string, Track>();
  const pose = new Float64Array(7);
  for (let row = 0; row < table.rowCount; row++) {
    const box = place.map((column) => column[row]);
    const sizeM = size.map((column) => column[row]) as [number, number, number];
    const reference = references?.[row] ?? 'rig';
    const id = ids?.[row] ?? null;
    if (
      id === null ||
      ![times[row], frameTimes[row], ...box, ...sizeM].every(Number.isFinite) ||
      Math.abs(Math.hypot(...box.slice(3)) - 1) > 1e-2
    ) {
      skip(skipped, 'an obstacle without a track, time, place, size or rotation of length 1', `${clipId}, row ${row}`);
      continue;
    }
    if (reference !== 'rig') {
      skip(skipped, `an obstacle in the frame ${reference.slice(0, 40)}, which is not known`, `${clipId}, row ${row}`);
      continue;
    }
    let track = tracks.get(id);
    if (!track) {
      if (tracks.size >= MOST_TRACKS) {
        skip(skipped, `obstacles past the ${MOST_TRACKS}th of a clip`, `${clipId}, row ${row}`);
        continue;
      }
      tracks.set(id, (track = { trackId: id, category: labels?.[row] ?? 'unknown', sizeM, boxes: [] }));
    }
    poseAt(ego, frameTimes[row], pose);
    const global = composeAffine(affineOfPose(Array.from(pose)), affineOfPose(box));
    track.boxes.push({
      timeUs: times[row],
      centre: transformPoint(global, 0, 0, 0),
      yaw: Math.atan2(global[4], global[0]),
    });
  }
  const inOrder = [...tracks.values()];
  for (const track of inOrder) {
    track.boxes.sort((a, b) => a.timeUs - b.timeUs);
    track.boxes = track.boxes.filter((box, i, list) => i === 0 || box.timeUs > list[i - 1].timeUs);
  }
  return inOrder.sort((a, b) => a.boxes[0].timeUs - b.boxes[0].timeUs || (a.trackId < b.trackId ? -1 : 1));
}
