import type {
  CameraLens,
  ClipEvent,
  ClipLabel,
  FrameDriving,
  Guidance,
  TrafficLightTrack,
} from '../../../shared/domain/clip.ts';
import { decodeColumns, encodeColumns, numbersOf, textsOf, valueOf, type Allocate } from './columns.ts';
import {
  TIME_MARK,
  type IndexedClip,
  type IndexedEgo,
  type IndexedFrames,
  type IndexedObjects,
  type IndexedSensor,
  type IndexedSignal,
  type IndexedTrack,
  type IndexedVideo,
} from './indexed-clip.ts';

/** What is small and read whole: lists and words of a clip, and what its sensors are. */
export interface ClipAbout {
  sensors: {
    channel: string;
    title: string;
    modality: IndexedSensor['modality'];
    lens?: CameraLens;
    video?: IndexedVideo;
  }[];
  signals: { name: IndexedSignal['name']; unit: IndexedSignal['unit']; source: string }[];
  tracks: IndexedTrack[];
  attributeSets: string[][];
  events: ClipEvent[];
  decisions?: number[];
  driving?: FrameDriving;
  lights?: TrafficLightTrack[];
  labels?: ClipLabel[];
  guidance?: Guidance[];
  absences: string[];
}

/** Blobs of one clip by part name: `about` (JSON), `frames`, `ego`, `objects`, `signal:<n>`, `sensor:<CHANNEL>` (columnar). */
export function partsOfClip(clip: IndexedClip, allocate: Allocate): Record<string, Buffer> {
  const about: ClipAbout = {
    sensors: clip.sensors.map(({ channel, title, modality, lens, video }) => ({
      channel,
      title,
      modality,
      ...(lens ? { lens } : {}),
      ...(video ? { video } : {}),
    })),
    signals: clip.signals.map(({ name, unit, source }) => ({ name, unit, source })),
    tracks: clip.objects.tracks,
    attributeSets: clip.objects.attributeSets,
    events: clip.events,
    ...(clip.decisions ? { decisions: clip.decisions } : {}),
    ...(clip.driving ? { driving: clip.driving } : {}),
    ...(clip.lights ? { lights: clip.lights } : {}),
    ...(clip.labels ? { labels: clip.labels } : {}),
    ...(clip.guidance ? { guidance: clip.guidance } : {}),
    absences: clip.absences,
  };
  const { tokens, timesUs, egoIndex } = clip.frames;
  const parts: Record<string, Buffer> = {
    about: encodeText(JSON.stringify(about), allocate),
    frames: encodeColumns({ tokens, timesUs, egoIndex }, allocate),
    ego: encodeColumns({ ...clip.ego }, allocate),
    objects: encodeObjects(clip.objects, allocate),
  };
  clip.signals.forEach((signal, i) => {
    parts[`signal:${i}`] = encodeColumns({ timesUs: signal.timesUs, values: signal.values }, allocate);
  });
  for (const sensor of clip.sensors) parts[`sensor:${sensor.channel}`] = encodeSensor(sensor, allocate);
  return parts;
}

function encodeText(text: string, allocate: Allocate): Buffer {
  const body = allocate(Buffer.byteLength(text));
  body.write(text);
  return body;
}

function encodeObjects(objects: IndexedObjects, allocate: Allocate): Buffer {
  const { counts, frames, centres, yaws, velocities, attributeSet, visibility, visibilityLevels, lidarPoints } =
    objects;
  const columns = {
    counts,
    frames,
    centres,
    yaws,
    velocities,
    attributeSet,
    visibility,
    visibilityLevels,
    lidarPoints,
  };
  return encodeColumns(columns, allocate);
}

function encodeSensor(sensor: IndexedSensor, allocate: Allocate): Buffer {
  const columns = {
    widthPx: sensor.widthPx,
    heightPx: sensor.heightPx,
    intrinsic: Float64Array.from(sensor.intrinsic),
    egoFromSensor: Float64Array.from(sensor.egoFromSensor),
    timesUs: sensor.timesUs,
    flags: sensor.flags,
    globalFromEgo: sensor.globalFromEgo,
    pathPatterns: sensor.pathPatterns,
    patternOf: sensor.patternOf,
  };
  return encodeColumns(columns, allocate);
}

export function decodeFrames(body: Uint8Array): IndexedFrames {
  const columns = decodeColumns(body);
  return {
    tokens: [...textsOf(columns, 'tokens')],
    timesUs: numbersOf(columns, 'timesUs') as Float64Array,
    egoIndex: numbersOf(columns, 'egoIndex') as Int32Array,
  };
}

export function decodeEgo(body: Uint8Array): IndexedEgo {
  const columns = decodeColumns(body);
  return {
    timesUs: numbersOf(columns, 'timesUs') as Float64Array,
    globalFromEgo: numbersOf(columns, 'globalFromEgo') as Float64Array,
    frontM: valueOf(columns, 'frontM'),
    rearM: valueOf(columns, 'rearM'),
    widthM: valueOf(columns, 'widthM'),
  };
}

export function decodeObjects(body: Uint8Array, about: ClipAbout): IndexedObjects {
  const columns = decodeColumns(body);
  return {
    tracks: about.tracks,
    attributeSets: about.attributeSets,
    counts: numbersOf(columns, 'counts') as Uint32Array,
    frames: numbersOf(columns, 'frames') as Uint16Array,
    centres: numbersOf(columns, 'centres') as Float64Array,
    yaws: numbersOf(columns, 'yaws') as Float64Array,
    velocities: numbersOf(columns, 'velocities') as Float32Array,
    attributeSet: numbersOf(columns, 'attributeSet') as Uint16Array,
    visibility: numbersOf(columns, 'visibility') as Uint8Array,
    visibilityLevels: [...textsOf(columns, 'visibilityLevels')],
    lidarPoints: numbersOf(columns, 'lidarPoints') as Int32Array,
  };
}

export function decodeSensor(body: Uint8Array, about: ClipAbout['sensors'][number]): IndexedSensor {
  const columns = decodeColumns(body);
  return {
    ...about,
    widthPx: valueOf(columns, 'widthPx'),
    heightPx: valueOf(columns, 'heightPx'),
    intrinsic: Array.from(numbersOf(columns, 'intrinsic')),
    egoFromSensor: Array.from(numbersOf(columns, 'egoFromSensor')),
    timesUs: numbersOf(columns, 'timesUs') as Float64Array,
    flags: numbersOf(columns, 'flags') as Uint8Array,
    globalFromEgo: numbersOf(columns, 'globalFromEgo') as Float64Array,
    pathPatterns: [...textsOf(columns, 'pathPatterns')],
    patternOf: numbersOf(columns, 'patternOf') as Uint16Array,
  };
}

export function decodeSignal(body: Uint8Array, about: ClipAbout['signals'][number]): IndexedSignal {
  const columns = decodeColumns(body);
  return {
    ...about,
    timesUs: numbersOf(columns, 'timesUs') as Float64Array,
    values: numbersOf(columns, 'values') as Float64Array,
  };
}

/** Path of file `i` of a sensor, relative to the data set root; null where the pictures are frames of a video. */
export const pathOfFile = (sensor: IndexedSensor, i: number): string | null =>
  sensor.pathPatterns.length === 0
    ? null
    : sensor.pathPatterns[sensor.patternOf[i]].replace(TIME_MARK, String(sensor.timesUs[i]));
