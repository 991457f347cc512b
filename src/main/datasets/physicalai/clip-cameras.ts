import { nearestIndex } from '../../../shared/maths/track.ts';
import { sensorFlags, type IndexedSensor } from '../../workspace/index/indexed-clip.ts';
import { lensOf, type LensFacts } from './camera-lens.ts';
import type { ClipSource, SourceVideo } from './clip-source.ts';
import { poseAt, type Egomotion } from './egomotion.ts';
import { cameraNames } from './features.ts';
import { extrinsicOf } from './vehicle.ts';

/** A picture this far from a key frame still stands for it, µs: one and a half frames at 30 a second. */
const KEY_US = 50_000;
/** A picture this far outside the ego path has a pose that is told to be held, µs. */
const HELD_US = 100_000;

const titleOf = (camera: string): string =>
  camera
    .replace(/^camera_/, '')
    .replace(/_(\d+)fov$/, ' $1°')
    .replaceAll('_', ' ');

/**
 * The cameras of a clip: image i is row i of the timestamps and frame i of the video, in order of presentation. What is
 * missing or does not fit is told in `notes`; a camera without timestamps is left out, since its images have no time.
 */
export async function camerasOf(
  source: ClipSource,
  present: (feature: string) => boolean | null,
  ego: Egomotion | null,
  frameTimesUs: Float64Array,
  notes: string[],
): Promise<IndexedSensor[]> {
  const sensors: IndexedSensor[] = [];
  const absent: string[] = [];
  for (const camera of cameraNames) {
    const title = titleOf(camera);
    const video = source.video(camera);
    const table = await source.table(camera, 'frame_timestamps');
    const times = table?.numbers('timestamp') ?? null;
    if (!times || times.length === 0) {
      if (video)
        notes.push(`Camera ${title}: left out, since the times of its frames are not on disk or cannot be read.`);
      else if (source.publishes(camera) && present(camera) !== false) absent.push(title);
      continue;
    }
    const lens = await lensAt(source, camera);
    const pose = await extrinsicAt(source, camera);
    if (!lens || !pose)
      notes.push(
        `Camera ${title}: no ${lens ? 'place on the vehicle' : 'lens'} in the calibration; nothing can be drawn into it.`,
      );
    sensors.push(sensorOf(camera, title, { video, times, lens, pose, ego, frameTimesUs }, notes));
  }
  if (sensors.length === 0) notes.push('No camera of this clip is on disk.');
  else if (absent.length > 0) notes.push(`Cameras not on disk: ${absent.join(', ')}.`);
  return sensors;
}

/** The later release's calibration where it has the sensor, else the first one's. */
async function firstOf<T>(
  source: ClipSource,
  feature: string,
  read: (rows: NonNullable<Awaited<ReturnType<ClipSource['calibration']>>>) => T | null,
): Promise<T | null> {
  for (const name of [`${feature}.offline`, feature]) {
    const rows = await source.calibration(name);
    const found = rows && read(rows);
    if (found) return found;
  }
  return null;
}
const lensAt = (source: ClipSource, camera: string) =>
  firstOf(source, 'camera_intrinsics', (rows) => lensOf(rows, camera));
const extrinsicAt = (source: ClipSource, sensor: string) =>
  firstOf(source, 'sensor_extrinsics', (rows) => extrinsicOf(rows, sensor));

interface CameraParts {
  video: SourceVideo | null;
  times: Float64Array;
  lens: LensFacts | null;
  pose: number[] | null;
  ego: Egomotion | null;
  frameTimesUs: Float64Array;
}

function sensorOf(camera: string, title: string, parts: CameraParts, notes: string[]): IndexedSensor {
  const { video, lens, pose, ego } = parts;
  const playable = video?.state === 'playable' ? video : null;
  if (!video) notes.push(`Camera ${title}: its video is not on disk.`);
  if (video?.state === 'unplayable') notes.push(`Camera ${title}: its video cannot be played: ${video.reason}.`);
  const frames = playable?.facts.presentationUs.length ?? 0;
  if (playable && frames !== parts.times.length)
    notes.push(
      `Camera ${title}: the video has ${frames} frames, the timestamps ${parts.times.length} rows; frame i is taken for row i.`,
    );
  const { timesUs, broken } = risingTimes(parts.times, lens?.shutterDelayUs ?? 0);
  if (broken.size > 0)
    notes.push(`Camera ${title}: ${broken.size} timestamps are missing or do not rise; their frames are not shown.`);
  const flags = Uint8Array.from(timesUs, (_, i) => (i < frames && !broken.has(i) ? sensorFlags.present : 0));
  markKeys(flags, timesUs, parts.frameTimesUs);
  if (playable && lens && playable.facts.widthPx * lens.heightPx !== playable.facts.heightPx * lens.widthPx)
    notes.push(
      `Camera ${title}: the calibration is for ${lens.widthPx} x ${lens.heightPx} px, the video has ${playable.facts.widthPx} x ${playable.facts.heightPx}: what is drawn into it lies wrong.`,
    );
  return {
    channel: camera,
    title,
    modality: 'camera',
    // What is drawn into the picture is measured in the calibration's pixels.
    widthPx: lens?.widthPx ?? playable?.facts.widthPx ?? 0,
    heightPx: lens?.heightPx ?? playable?.facts.heightPx ?? 0,
    intrinsic: lens?.intrinsic ?? [],
    ...(lens ? { lens: lens.lens } : {}),
    egoFromSensor: pose ?? [],
    timesUs,
    flags,
    globalFromEgo: ego ? posesAt(ego, timesUs, title, notes) : new Float64Array(0),
    pathPatterns: [],
    patternOf: new Uint16Array(0),
    ...(playable
      ? {
          video: {
            relativePath: playable.relativePath,
            offset: playable.offset,
            bytes: playable.bytes,
            posterPath: null,
          },
        }
      : {}),
  };
}

/**
 * Start of each frame's read-out. The timestamps tell its end. A row that is no time, or not after the one before it, is
 * `broken`; it gets a time 1 µs after that one, so that the list rises and row i stays frame i.
 */
function risingTimes(ends: Float64Array, delayUs: number): { timesUs: Float64Array; broken: ReadonlySet<number> } {
  const timesUs = new Float64Array(ends.length);
  const broken = new Set<number>();
  for (let i = 0; i < ends.length; i++) {
    const before = i > 0 ? timesUs[i - 1] : -Infinity;
    const time = ends[i] - delayUs;
    if (Number.isFinite(time) && time > before) timesUs[i] = time;
    else {
      broken.add(i);
      timesUs[i] = i > 0 ? before + 1 : 0;
    }
  }
  return { timesUs, broken };
}

function markKeys(flags: Uint8Array, timesUs: Float64Array, frameTimesUs: Float64Array): void {
  for (const timeUs of frameTimesUs) {
    const i = nearestIndex(timesUs, timeUs);
    if (i >= 0 && Math.abs(timesUs[i] - timeUs) <= KEY_US) flags[i] |= sensorFlags.key;
  }
}

function posesAt(ego: Egomotion, timesUs: Float64Array, title: string, notes: string[]): Float64Array {
  const poses = new Float64Array(timesUs.length * 7);
  const [first, last] = [ego.timesUs[0], ego.timesUs[ego.timesUs.length - 1]];
  let held = 0;
  timesUs.forEach((timeUs, i) => {
    poseAt(ego, timeUs, poses, i * 7);
    if (timeUs < first - HELD_US || timeUs > last + HELD_US) held++;
  });
  if (held > 0)
    notes.push(
      `Camera ${title}: ${held} images lie more than 0.1 s outside the ego path; the nearest pose is held for them.`,
    );
  return poses;
}
