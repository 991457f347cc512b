import type {
  CameraLens,
  ClipEvent,
  ClipLabel,
  FrameDriving,
  Guidance,
  Manoeuvre,
  ObjectClass,
  Signal,
  TrafficLightTrack,
} from '../../../shared/domain/clip.ts';

/**
 * One clip as a data set reader hands it to the index: the same for every kind of data set.
 * Times are Unix µs, poses 7 numbers each (translation x y z in m, quaternion w x y z), all global from ego or ego from sensor.
 */
export interface IndexedClip {
  token: string;
  name: string;
  description: string;
  /** Lower-case words of the description, for the facet; no word twice. */
  words: string[];
  location: string;
  logName: string;
  startUs: number;
  endUs: number;
  meanSpeedMps: number;
  manoeuvre: Manoeuvre;
  frames: IndexedFrames;
  ego: IndexedEgo;
  sensors: IndexedSensor[];
  objects: IndexedObjects;
  signals: IndexedSignal[];
  events: ClipEvent[];
  /** Indices into the frames of the instants that are planned and scored; left out: all. */
  decisions?: number[];
  driving?: FrameDriving;
  lights?: TrafficLightTrack[];
  labels?: ClipLabel[];
  guidance?: Guidance[];
  /** What this recording lacks, in words. */
  absences: string[];
}

/** Decision instants, rising in time. */
export interface IndexedFrames {
  tokens: string[];
  timesUs: Float64Array;
  /** Index into the ego track of the pose at each frame. */
  egoIndex: Int32Array;
}

export interface IndexedEgo {
  timesUs: Float64Array;
  globalFromEgo: Float64Array;
  /** Footprint measured from the rear axle, m. */
  frontM: number;
  rearM: number;
  widthM: number;
}

/** Stands for a file's time in µs in a path pattern. */
export const TIME_MARK = '{timeUs}';

/** Bits of `IndexedSensor.flags`. */
export const sensorFlags = { present: 1, key: 2 } as const;

export interface IndexedSensor {
  channel: string;
  title: string;
  modality: 'camera' | 'lidar' | 'radar';
  /** px; 0 where not a camera. */
  widthPx: number;
  heightPx: number;
  /** 3x3 row-major, px; empty where not a camera. */
  intrinsic: number[];
  /** Left out: a pinhole camera with rectified pictures. */
  lens?: CameraLens;
  egoFromSensor: number[];
  timesUs: Float64Array;
  /** Bits of `sensorFlags`, one entry a file. */
  flags: Uint8Array;
  /** Ego pose at each file's own time; may be empty for lidar and radar. */
  globalFromEgo: Float64Array;
  /** Paths relative to the data set root, with TIME_MARK where the time stands. Kept short: thousands of files share a pattern. */
  pathPatterns: string[];
  /** Which pattern each file follows. */
  patternOf: Uint16Array;
  /** Set where the pictures are the frames of one video, in order of presentation: the patterns are then empty. */
  video?: IndexedVideo;
}

/** Where a video lies: a file, or a stored member inside an archive. */
export interface IndexedVideo {
  /** Relative to the data set root. */
  relativePath: string;
  /** Byte range of the video inside that file. */
  offset: number;
  bytes: number;
  /** A picture of it as a file of its own, relative to the root; null where there is none. */
  posterPath: string | null;
}

/** A stretch of a log that is a clip of its own; it shares the log's bodies. Frame numbers are the log's. */
export interface IndexedWindow {
  token: string;
  name: string;
  firstFrame: number;
  /** Inclusive. */
  lastFrame: number;
  decisions: number[];
  meanSpeedMps: number;
  manoeuvre: Manoeuvre;
}

/** All observations of all objects, one row each, grouped by track and within it in frame order. */
export interface IndexedObjects {
  tracks: IndexedTrack[];
  /** Number of observations of each track. */
  counts: Uint32Array;
  frames: Uint16Array;
  /** 3 numbers each, m, global frame. */
  centres: Float64Array;
  yaws: Float64Array;
  /** 2 numbers each, m/s, global frame; NaN where it cannot be told. */
  velocities: Float32Array;
  /** Index into `attributeSets`. */
  attributeSet: Uint16Array;
  attributeSets: string[][];
  /** Index into `visibilityLevels` plus 1; 0 = unknown. */
  visibility: Uint8Array;
  visibilityLevels: string[];
  /** −1 = unknown. */
  lidarPoints: Int32Array;
}

export interface IndexedTrack {
  trackId: string;
  label: string;
  objectClass: ObjectClass;
  category: string;
  /** Length, width, height, m. */
  sizeM: [number, number, number];
}

export interface IndexedSignal {
  name: Signal['name'];
  unit: Signal['unit'];
  source: string;
  timesUs: Float64Array;
  values: Float64Array;
}
