import { z } from 'zod';
import { datasetKinds, type DatasetKind } from './dataset.ts';
import type { TimeUs } from './time.ts';

/** `<datasetId>:<token>`: stable over re-indexing and over moving a root. */
export type ClipId = string;
export const clipIdSchema = z.string().regex(/^[^:]+:.+$/, 'a clip id is <datasetId>:<token>');
export const clipIdOf = (datasetId: string, token: string): ClipId => `${datasetId}:${token}`;
export const partsOfClipId = (clipId: ClipId): { datasetId: string; token: string } => {
  const colon = clipId.indexOf(':');
  return { datasetId: clipId.slice(0, colon), token: clipId.slice(colon + 1) };
};

export const manoeuvres = ['stopped', 'straight', 'left', 'right', 'unknown'] as const;
export type Manoeuvre = (typeof manoeuvres)[number];

export const objectClasses = ['vehicle', 'pedestrian', 'bicycle', 'cone', 'other'] as const;
export type ObjectClass = (typeof objectClasses)[number];

/** One row of the library. */
export interface ClipSummary {
  clipId: ClipId;
  datasetId: string;
  datasetKind: DatasetKind;
  token: string;
  name: string;
  description: string;
  location: string;
  logName: string;
  startUs: TimeUs;
  endUs: TimeUs;
  frameCount: number;
  boxCount: number;
  imageCount: number;
  absentImageCount: number;
  meanSpeedMps: number;
  manoeuvre: Manoeuvre;
  /** Media path of a small picture, null where no image is on disk. */
  thumbnailUrl: string | null;
  reviewed: boolean;
  /** Tags on the clip or inside it: tag type id and how many. */
  tags: { tagTypeId: string; count: number }[];
  /** Values of the metric asked for in the query. `delta` is A − B. */
  scoreA: number | null;
  scoreB: number | null;
  delta: number | null;
}

/** Row-major poses, 7 numbers each: translation x y z (m), rotation quaternion w x y z. */
export type PosesFlat = number[];

/** How a camera maps directions to pixels. */
export type CameraLens =
  | {
      model: 'pinhole';
      /** Brown-Conrady k1 k2 p1 p2 k3; null where the pictures are rectified. */
      distortion: [number, number, number, number, number] | null;
    }
  | {
      /** Angle polynomials of wide cameras; the intrinsic matrix is not used. */
      model: 'ftheta';
      cxPx: number;
      cyPx: number;
      /** Pixels from the centre by angle from the axis (rad): f0 + f1 θ + … + f4 θ⁴. */
      forward: number[];
      /** Angle by pixels from the centre, likewise. */
      backward: number[];
      /** What of the calibration is left out, in words; null where it is exact. */
      approximate: string | null;
    };

/** A camera of a clip with all its images in time order. */
export interface CameraTrack {
  /** e.g. `CAM_FRONT`. */
  channel: string;
  /** e.g. `front left`. */
  title: string;
  widthPx: number;
  heightPx: number;
  /** 3x3 row-major pinhole matrix, px. */
  intrinsic: number[];
  lens: CameraLens;
  /** Camera frame (x right, y down, z forward) to ego frame. 7 numbers as in PosesFlat. */
  egoFromCamera: PosesFlat;
  timesUs: TimeUs[];
  /** 1 where the image file was on disk when the data set was indexed. */
  present: (0 | 1)[];
  /** 1 for images of key frames. */
  isKey: (0 | 1)[];
  /** Ego pose at each image's own time: global from ego. */
  globalFromEgo: PosesFlat;
  /** Image i is served at `${mediaBase}/${firstImage + i}`. */
  mediaBase: string;
  /** Clips cut out of one log share its pictures and their addresses. */
  firstImage: number;
  /** Set where the pictures are frames of a video: image i is frame `firstImage + i` in order of presentation. */
  video: { url: string } | null;
}

/** Scans of a clip's lidar in time order. */
export interface LidarTrack {
  /** e.g. `LIDAR_TOP`. */
  channel: string;
  /** 7 numbers as in PosesFlat. */
  egoFromLidar: PosesFlat;
  timesUs: TimeUs[];
  /** 1 where the file was on disk when the data set was indexed. */
  present: (0 | 1)[];
  /** Scan i is served at `${mediaBase}/${firstScan + i}`: x y z one after the other, 32-bit floats, m, in the lidar's frame. */
  mediaBase: string;
  firstScan: number;
}

/** An annotated instant of the recording. */
export interface KeyFrame {
  token: string;
  timeUs: TimeUs;
  /** Index into the ego track of the pose at this time. */
  egoIndex: number;
}

export const drivingCommands = ['left', 'straight', 'right', 'unknown'] as const;
export type DrivingCommand = (typeof drivingCommands)[number];

/** What the vehicle was told and how it moved, by key frame. */
export interface FrameDriving {
  /** null where the data set gives none for that frame. */
  commands: (DrivingCommand | null)[];
  /** Each different route once: roadblock and roadblock-connector ids in driving order. */
  routes: string[][];
  /** Index into `routes`, −1 where there is none. */
  routeOf: number[];
  /** vx vy (m/s) ax ay (m/s²) of the rear axle in the ego frame, 4 numbers a frame; null where the data set gives none. */
  motion: number[] | null;
}

export const lightStates = ['green', 'yellow', 'red', 'not-red', 'unknown'] as const;
export type LightState = (typeof lightStates)[number];

/** The light that governs a lane connector. */
export interface TrafficLightTrack {
  connectorId: string;
  /** Indices into the key frames at which it was seen, rising. */
  frames: number[];
  states: LightState[];
}

/** A truth about the clip or a span of it in the words of the curation taxonomy: `weather` `rain`. */
export interface ClipLabel {
  group: string;
  name: string;
  startUs: TimeUs;
  endUs: TimeUs;
}

/** Two sentences at an instant: what is seen, and what the ego should do. */
export interface Guidance {
  timeUs: TimeUs;
  seen: string;
  advice: string;
}

/** The ego vehicle's recorded path; poses rise strictly in time. */
export interface EgoTrack {
  timesUs: TimeUs[];
  globalFromEgo: PosesFlat;
  /** Vehicle footprint for drawing: m, measured from the rear axle. */
  frontM: number;
  rearM: number;
  widthM: number;
}

/** A curve over time. A NaN-free list: where there is no value there is no sample. */
export interface Signal {
  name: 'speed' | 'acceleration' | 'steering' | 'yawRate';
  /** speed m/s · acceleration m/s² · steering rad at the wheel, left positive · yawRate rad/s. */
  unit: 'm/s' | 'm/s²' | 'rad' | 'rad/s';
  /** Where it comes from, in words: `CAN vehicle_monitor`, `from ego poses`. */
  source: string;
  timesUs: TimeUs[];
  values: number[];
}

/** One annotated object through the clip. Column arrays have one entry per observation, in frame order. */
export interface ObjectTrack {
  trackId: string;
  /** Short name that is the same everywhere: `ped 17`. */
  label: string;
  objectClass: ObjectClass;
  category: string;
  /** Length, width, height, m. */
  sizeM: [number, number, number];
  /** Indices into `frames`. */
  frames: number[];
  /** Box centres, global frame, 3 numbers each, m. */
  centres: number[];
  /** Heading about z, global frame, rad. */
  yaws: number[];
  /** Global-frame velocity, 2 numbers each, m/s; null where it cannot be told (no neighbour within 1.5 s). */
  velocities: (number | null)[];
  attributes: string[][];
  visibility: (string | null)[];
  /** −1 = unknown. */
  lidarPoints: number[];
}

/** Something that happened, for the timeline. */
export interface ClipEvent {
  timeUs: TimeUs;
  endUs: TimeUs | null;
  kind: string;
  text: string;
}

/** Everything the viewer needs of one clip, except the pictures themselves. */
export interface ClipDetail {
  clipId: ClipId;
  datasetId: string;
  datasetKind: DatasetKind;
  token: string;
  name: string;
  description: string;
  location: string;
  logName: string;
  startUs: TimeUs;
  endUs: TimeUs;
  frames: KeyFrame[];
  /** Indices into `frames` of the instants at which a model is asked and scored, rising. */
  decisions: number[];
  driving: FrameDriving | null;
  cameras: CameraTrack[];
  /** null where the recording names no lidar. */
  lidar: LidarTrack | null;
  ego: EgoTrack;
  objects: ObjectTrack[];
  signals: Signal[];
  events: ClipEvent[];
  lights: TrafficLightTrack[];
  labels: ClipLabel[];
  guidance: Guidance[];
  /** What this recording lacks, in words, for the absent states. */
  absences: string[];
}

export const clipFilterSchema = z.object({
  /** Free text over name, token, description, location and tag names; every word must match (prefix). */
  text: z.string().max(500).optional(),
  datasetIds: z.array(z.string()).optional(),
  kinds: z.array(z.enum(datasetKinds)).optional(),
  locations: z.array(z.string()).optional(),
  words: z.array(z.string()).optional(),
  tagTypeIds: z.array(z.string()).optional(),
  manoeuvres: z.array(z.enum(manoeuvres)).optional(),
  reviewed: z.boolean().optional(),
  clipIds: z.array(clipIdSchema).max(250_000).optional(),
  /** Only clips where the sorted metric's A − B is below / above zero. */
  deltaSign: z.enum(['negative', 'positive']).optional(),
});
export type ClipFilter = z.infer<typeof clipFilterSchema>;

export const clipSortSchema = z.object({
  by: z.enum(['name', 'time', 'duration', 'boxes', 'meanSpeed', 'scoreA', 'scoreB', 'delta', 'tagCount']),
  direction: z.enum(['ascending', 'descending']),
});
export type ClipSort = z.infer<typeof clipSortSchema>;

/** Which numbers the rows carry: a metric of one or two runs. */
export const clipScoreQuerySchema = z.object({
  metric: z.string(),
  runA: z.string().nullable(),
  runB: z.string().nullable(),
});
export type ClipScoreQuery = z.infer<typeof clipScoreQuerySchema>;

export const clipPageQuerySchema = z.object({
  filter: clipFilterSchema,
  sort: clipSortSchema,
  scores: clipScoreQuerySchema.nullable(),
  /** Key of the last row of the page before, as given by `next`; null for the first page. */
  after: z.string().nullable(),
  limit: z.number().int().min(1).max(500),
});
export type ClipPageQuery = z.infer<typeof clipPageQuerySchema>;

export interface ClipPage {
  clips: ClipSummary[];
  next: string | null;
  /** Clips that pass the filter. */
  total: number;
}

export interface Facet {
  name: 'datasetIds' | 'locations' | 'words' | 'tagTypeIds' | 'manoeuvres' | 'reviewed';
  values: { value: string; label: string; count: number }[];
}
