import type { Database } from 'better-sqlite3';
import type { CameraTrack, ClipDetail, ObjectTrack } from '../../../shared/domain/clip.ts';
import { datasetKindSchema } from '../../../shared/domain/dataset.ts';
import {
  decodeEgo,
  decodeFrames,
  decodeObjects,
  decodeSensor,
  decodeSignal,
  pathOfFile,
  type ClipAbout,
} from './clip-parts.ts';
import type { ClipRow } from './clip-row.ts';
import { sensorFlags, type IndexedObjects, type IndexedSensor } from './indexed-clip.ts';

type DetailRow = { clip_key: number } & Pick<
  ClipRow,
  'dataset_id' | 'kind' | 'token' | 'name' | 'description' | 'location' | 'log_name' | 'start_us' | 'end_us'
>;

/** A file of a data set: path relative to its root, and whether it was on disk when the data set was indexed. */
export interface IndexedFile {
  datasetId: string;
  relativePath: string;
  present: boolean;
}

const rowOf = (db: Database, clipId: string): DetailRow | undefined =>
  db
    .prepare<[string], DetailRow>(
      'SELECT clip_key, dataset_id, kind, token, name, description, location, log_name, start_us, end_us FROM clip WHERE clip_id = ?',
    )
    .get(clipId);

const partsOf = (db: Database, clipKey: number): Map<string, Buffer> =>
  new Map(
    db
      .prepare<[number], { part: string; body: Buffer }>('SELECT part, body FROM clip_part WHERE clip_key = ?')
      .all(clipKey)
      .map(({ part, body }) => [part, body]),
  );

const partOf = (db: Database, clipKey: number, part: string): Buffer | undefined =>
  db
    .prepare<[number, string], Buffer>('SELECT body FROM clip_part WHERE clip_key = ? AND part = ?')
    .pluck()
    .get(clipKey, part);

const bodyOf = (parts: Map<string, Buffer>, name: string): Buffer => {
  const body = parts.get(name);
  if (!body) throw new Error(`the index lacks part ${name} of a clip`);
  return body;
};

const aboutOf = (body: Buffer): ClipAbout => JSON.parse(body.toString('utf8')) as ClipAbout;

/** Everything of one clip but the pictures, or null where the index has no such clip. */
export function readClipDetail(db: Database, clipId: string): ClipDetail | null {
  const row = rowOf(db, clipId);
  if (!row) return null;
  const parts = partsOf(db, row.clip_key);
  const about = aboutOf(bodyOf(parts, 'about'));
  const frames = decodeFrames(bodyOf(parts, 'frames'));
  const ego = decodeEgo(bodyOf(parts, 'ego'));
  return {
    clipId,
    datasetId: row.dataset_id,
    datasetKind: datasetKindSchema.parse(row.kind),
    token: row.token,
    name: row.name,
    description: row.description,
    location: row.location,
    logName: row.log_name,
    startUs: row.start_us,
    endUs: row.end_us,
    frames: frames.tokens.map((token, i) => ({ token, timeUs: frames.timesUs[i], egoIndex: frames.egoIndex[i] })),
    cameras: about.sensors
      .filter((sensor) => sensor.modality === 'camera')
      .map((sensor) => cameraOf(row, decodeSensor(bodyOf(parts, `sensor:${sensor.channel}`), sensor))),
    ego: { ...ego, timesUs: Array.from(ego.timesUs), globalFromEgo: Array.from(ego.globalFromEgo) },
    objects: objectsOf(decodeObjects(bodyOf(parts, 'objects'), about)),
    signals: about.signals.map((signal, i) => {
      const { timesUs, values } = decodeSignal(bodyOf(parts, `signal:${i}`), signal);
      return { ...signal, timesUs: Array.from(timesUs), values: Array.from(values) };
    }),
    events: about.events,
    absences: about.absences,
  };
}

function cameraOf(row: DetailRow, sensor: IndexedSensor): CameraTrack {
  const { channel, title, widthPx, heightPx, intrinsic, egoFromSensor, timesUs, flags, globalFromEgo } = sensor;
  return {
    channel,
    title,
    widthPx,
    heightPx,
    intrinsic,
    egoFromCamera: egoFromSensor,
    timesUs: Array.from(timesUs),
    present: Array.from(flags, (flag) => (flag & sensorFlags.present ? 1 : 0)),
    isKey: Array.from(flags, (flag) => (flag & sensorFlags.key ? 1 : 0)),
    globalFromEgo: Array.from(globalFromEgo),
    mediaBase: ['/media/image', row.dataset_id, row.token, channel]
      .map((part, i) => (i ? encodeURIComponent(part) : part))
      .join('/'),
  };
}

function objectsOf(objects: IndexedObjects): ObjectTrack[] {
  let from = 0;
  return objects.tracks.map((track, t) => {
    const to = from + objects.counts[t];
    const rows = { from, to };
    from = to;
    return {
      ...track,
      frames: Array.from(objects.frames.subarray(rows.from, to)),
      centres: Array.from(objects.centres.subarray(rows.from * 3, to * 3)),
      yaws: Array.from(objects.yaws.subarray(rows.from, to)),
      velocities: Array.from(objects.velocities.subarray(rows.from * 2, to * 2), (v) => (Number.isNaN(v) ? null : v)),
      attributes: Array.from(objects.attributeSet.subarray(rows.from, to), (set) => objects.attributeSets[set]),
      visibility: Array.from(objects.visibility.subarray(rows.from, to), (level) =>
        level === 0 ? null : objects.visibilityLevels[level - 1],
      ),
      lidarPoints: Array.from(objects.lidarPoints.subarray(rows.from, to)),
    };
  });
}

/** The picture file of image `i` of a camera; null where the clip, the camera or the image does not exist. */
export function readImageFile(db: Database, clipId: string, channel: string, i: number): IndexedFile | null {
  const row = rowOf(db, clipId);
  if (!row) return null;
  const sensor = sensorOf(db, row.clip_key, channel);
  if (!sensor || !Number.isInteger(i) || i < 0 || i >= sensor.timesUs.length) return null;
  return fileOf(row, sensor, i);
}

/**
 * The picture that stands for a clip: of the front camera the present image nearest the middle, else of any camera;
 * null where no image is on disk.
 */
export function readThumbnailSource(db: Database, clipId: string): IndexedFile | null {
  const row = rowOf(db, clipId);
  if (!row) return null;
  const about = partOf(db, row.clip_key, 'about');
  if (!about) return null;
  const cameras = aboutOf(about).sensors.filter((sensor) => sensor.modality === 'camera');
  const middleUs = (row.start_us + row.end_us) / 2;
  for (const { channel } of cameras) {
    const sensor = sensorOf(db, row.clip_key, channel);
    const best = sensor ? presentNearest(sensor, middleUs) : -1;
    if (sensor && best >= 0) return fileOf(row, sensor, best);
  }
  return null;
}

function presentNearest(sensor: IndexedSensor, timeUs: number): number {
  let best = -1;
  for (let i = 0; i < sensor.timesUs.length; i++) {
    if (!(sensor.flags[i] & sensorFlags.present)) continue;
    if (best < 0 || Math.abs(sensor.timesUs[i] - timeUs) < Math.abs(sensor.timesUs[best] - timeUs)) best = i;
  }
  return best;
}

function sensorOf(db: Database, clipKey: number, channel: string): IndexedSensor | null {
  const body = partOf(db, clipKey, `sensor:${channel}`);
  return body ? decodeSensor(body, { channel, title: channel, modality: 'camera' }) : null;
}

const fileOf = (row: DetailRow, sensor: IndexedSensor, i: number): IndexedFile => ({
  datasetId: row.dataset_id,
  relativePath: pathOfFile(sensor, i),
  present: (sensor.flags[i] & sensorFlags.present) !== 0,
});
