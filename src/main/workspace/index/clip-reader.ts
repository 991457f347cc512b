import type { Database } from 'better-sqlite3';
import {
  partsOfClipId,
  type CameraTrack,
  type ClipDetail,
  type LidarTrack,
  type ObjectTrack,
} from '../../../shared/domain/clip.ts';
import { datasetKindSchema } from '../../../shared/domain/dataset.ts';
import { bodiesOfClip, bodiesOfMedia, partOfBodies, partsOfBodies, type ClipBodies } from './clip-bodies.ts';
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
import { cutAbout, cutEgo, cutFrames, cutObjects, cutSensor, cutSignal } from './clip-window.ts';
import { sensorFlags, type IndexedObjects, type IndexedSensor, type IndexedVideo } from './indexed-clip.ts';

type DetailRow = Pick<
  ClipRow,
  'dataset_id' | 'kind' | 'token' | 'name' | 'description' | 'location' | 'log_name' | 'start_us' | 'end_us'
>;

/** A file of a data set: path relative to its root, and whether it was on disk when the data set was indexed. */
interface IndexedFile {
  datasetId: string;
  relativePath: string;
  present: boolean;
}

/** A video with the times of its frames. */
type IndexedVideoFile = IndexedFile & Pick<IndexedVideo, 'offset' | 'bytes'> & { timesUs: Float64Array };

const rowOf = (db: Database, clipId: string): DetailRow | undefined =>
  db
    .prepare<[string], DetailRow>(
      'SELECT dataset_id, kind, token, name, description, location, log_name, start_us, end_us FROM clip WHERE clip_id = ?',
    )
    .get(clipId);

const bodyOf = (parts: Map<string, Buffer>, name: string): Buffer => {
  const body = parts.get(name);
  if (!body) throw new Error(`the index lacks part ${name} of a clip`);
  return body;
};

const aboutOf = (body: Buffer): ClipAbout => JSON.parse(body.toString('utf8')) as ClipAbout;

/** Everything of one clip but the pictures, or null where the index has no such clip. */
export function readClipDetail(db: Database, clipId: string): ClipDetail | null {
  const row = rowOf(db, clipId);
  const bodies = row && bodiesOfClip(db, clipId);
  if (!row || !bodies) return null;
  const parts = partsOfBodies(db, bodies);
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
    ...(parts.size === 0 ? NOTHING_ON_DISK : contentOf(row, bodies, parts)),
  };
}

/** What a clip's bodies hold; the rest of ClipDetail is columns of its row. */
type ClipContent = Pick<
  ClipDetail,
  | 'frames'
  | 'decisions'
  | 'driving'
  | 'cameras'
  | 'lidar'
  | 'ego'
  | 'objects'
  | 'signals'
  | 'events'
  | 'lights'
  | 'labels'
  | 'guidance'
  | 'absences'
>;

const NOTHING_ON_DISK: ClipContent = {
  frames: [],
  decisions: [],
  driving: null,
  cameras: [],
  lidar: null,
  ego: { timesUs: [], globalFromEgo: [], frontM: 0, rearM: 0, widthM: 0 },
  objects: [],
  signals: [],
  events: [],
  lights: [],
  labels: [],
  guidance: [],
  absences: ['Nothing of this clip is on disk: only the data set’s own index names it.'],
};

function contentOf(row: DetailRow, bodies: ClipBodies, parts: Map<string, Buffer>): ClipContent {
  const { window } = bodies;
  const span = [row.start_us, row.end_us] as const;
  const whole = aboutOf(bodyOf(parts, 'about'));
  const about = window ? cutAbout(whole, window, span) : whole;
  const wholeEgo = decodeEgo(bodyOf(parts, 'ego'));
  const ego = window ? cutEgo(wholeEgo, span) : wholeEgo;
  const wholeFrames = decodeFrames(bodyOf(parts, 'frames'));
  const frames = window ? cutFrames(wholeFrames, window, ego) : wholeFrames;
  const objects = decodeObjects(bodyOf(parts, 'objects'), whole);
  const sensorsOf = (modality: IndexedSensor['modality']) =>
    about.sensors
      .filter((sensor) => sensor.modality === modality)
      .map((sensor) => {
        const decoded = decodeSensor(bodyOf(parts, `sensor:${sensor.channel}`), sensor);
        return window ? cutSensor(decoded, span) : { sensor: decoded, firstImage: 0 };
      });
  return {
    frames: frames.tokens.map((token, i) => ({ token, timeUs: frames.timesUs[i], egoIndex: frames.egoIndex[i] })),
    decisions: about.decisions ?? frames.tokens.map((_, i) => i),
    driving: about.driving ?? null,
    cameras: sensorsOf('camera').map(({ sensor, firstImage }) => cameraOf(bodies, sensor, firstImage)),
    lidar: sensorsOf('lidar').map(({ sensor, firstImage }) => lidarOf(bodies, sensor, firstImage))[0] ?? null,
    ego: { ...ego, timesUs: Array.from(ego.timesUs), globalFromEgo: Array.from(ego.globalFromEgo) },
    objects: objectsOf(window ? cutObjects(objects, window) : objects),
    signals: about.signals.map((signal, i) => {
      const decoded = decodeSignal(bodyOf(parts, `signal:${i}`), signal);
      const { timesUs, values } = window ? cutSignal(decoded, span) : decoded;
      return { ...signal, timesUs: Array.from(timesUs), values: Array.from(values) };
    }),
    events: about.events,
    lights: about.lights ?? [],
    labels: about.labels ?? [],
    guidance: about.guidance ?? [],
    absences: about.absences,
  };
}

const addressOf = (
  kind: 'image' | 'points' | 'video',
  { datasetId, mediaToken }: ClipBodies,
  channel: string,
): string => ['/media', kind, ...[datasetId, mediaToken, channel].map(encodeURIComponent)].join('/');

function cameraOf(bodies: ClipBodies, sensor: IndexedSensor, firstImage: number): CameraTrack {
  const { channel, title, widthPx, heightPx, intrinsic, egoFromSensor, timesUs, flags, globalFromEgo } = sensor;
  return {
    channel,
    title,
    widthPx,
    heightPx,
    intrinsic,
    lens: sensor.lens ?? { model: 'pinhole', distortion: null },
    egoFromCamera: egoFromSensor,
    timesUs: Array.from(timesUs),
    present: presentOf(flags),
    isKey: Array.from(flags, (flag) => (flag & sensorFlags.key ? 1 : 0)),
    globalFromEgo: Array.from(globalFromEgo),
    mediaBase: addressOf('image', bodies, channel),
    firstImage,
    video: sensor.video ? { url: addressOf('video', bodies, channel) } : null,
  };
}

const presentOf = (flags: Uint8Array): (0 | 1)[] => Array.from(flags, (flag) => (flag & sensorFlags.present ? 1 : 0));

function lidarOf(bodies: ClipBodies, sensor: IndexedSensor, firstScan: number): LidarTrack {
  const { channel, egoFromSensor, timesUs, flags } = sensor;
  return {
    channel,
    egoFromLidar: egoFromSensor,
    timesUs: Array.from(timesUs),
    present: presentOf(flags),
    mediaBase: addressOf('points', bodies, channel),
    firstScan,
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

/**
 * The picture file of image `i` of a camera, counted over the clip's bodies; null where the clip, the camera or the image
 * does not exist, or where the pictures are frames of a video. `clipId` may name a whole log.
 */
export function readImageFile(db: Database, clipId: string, channel: string, i: number): IndexedFile | null {
  const bodies = mediaBodies(db, clipId);
  const sensor = bodies && sensorOf(db, bodies, channel);
  if (!sensor || !Number.isInteger(i) || i < 0 || i >= sensor.timesUs.length) return null;
  return fileOf(bodies, sensor, i);
}

/** The video of a camera, by clip or log; null where there is none. */
export function readVideoFile(db: Database, clipId: string, channel: string): IndexedVideoFile | null {
  const bodies = mediaBodies(db, clipId);
  const about = bodies && partOfBodies(db, bodies, 'about');
  const video = about && aboutOf(about).sensors.find((candidate) => candidate.channel === channel)?.video;
  const sensor = video && sensorOf(db, bodies, channel);
  if (!sensor) return null;
  const { relativePath, offset, bytes } = video;
  const present = sensor.flags.some((flag) => (flag & sensorFlags.present) !== 0);
  return { datasetId: bodies.datasetId, relativePath, offset, bytes, present, timesUs: sensor.timesUs };
}

/**
 * The picture that stands for a clip: of the front camera the present image nearest the middle, else of any camera, else a
 * video's poster; null where no image is on disk.
 */
export function readThumbnailSource(db: Database, clipId: string): IndexedFile | null {
  const row = rowOf(db, clipId);
  const bodies = row && bodiesOfClip(db, clipId);
  const about = bodies && partOfBodies(db, bodies, 'about');
  if (!bodies || !about) return null;
  const cameras = aboutOf(about).sensors.filter((sensor) => sensor.modality === 'camera');
  const middleUs = (row.start_us + row.end_us) / 2;
  for (const { channel, video } of cameras) {
    if (video?.posterPath) return { datasetId: bodies.datasetId, relativePath: video.posterPath, present: true };
    const sensor = sensorOf(db, bodies, channel);
    const best = sensor ? presentNearest(sensor, middleUs) : -1;
    const file = sensor && best >= 0 ? fileOf(bodies, sensor, best) : null;
    if (file) return file;
  }
  return null;
}

/** Where no picture file stands for a clip: the video of its first camera that has one, and the frame nearest the middle. */
export function readThumbnailFrame(db: Database, clipId: string): (IndexedVideoFile & { image: number }) | null {
  const row = rowOf(db, clipId);
  const bodies = row && bodiesOfClip(db, clipId);
  const about = bodies && partOfBodies(db, bodies, 'about');
  if (!bodies || !about) return null;
  for (const { channel, video, modality } of aboutOf(about).sensors) {
    const sensor = modality === 'camera' && video ? sensorOf(db, bodies, channel) : null;
    const image = sensor ? presentNearest(sensor, (row.start_us + row.end_us) / 2) : -1;
    if (!sensor || !video || image < 0) continue;
    const { relativePath, offset, bytes } = video;
    return { datasetId: bodies.datasetId, relativePath, offset, bytes, present: true, timesUs: sensor.timesUs, image };
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

const mediaBodies = (db: Database, clipId: string): ClipBodies | null => {
  const { datasetId, token } = partsOfClipId(clipId);
  return bodiesOfMedia(db, datasetId, token);
};

/** A camera's columns alone: what the clip says of its lens and video is not read. */
function sensorOf(db: Database, bodies: ClipBodies, channel: string): IndexedSensor | null {
  const body = partOfBodies(db, bodies, `sensor:${channel}`);
  return body ? decodeSensor(body, { channel, title: channel, modality: 'camera' }) : null;
}

function fileOf({ datasetId }: ClipBodies, sensor: IndexedSensor, i: number): IndexedFile | null {
  const relativePath = pathOfFile(sensor, i);
  if (relativePath === null) return null;
  return { datasetId, relativePath, present: (sensor.flags[i] & sensorFlags.present) !== 0 };
}
