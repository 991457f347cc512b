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
  /** Camera frame (x right, y down, z forward) to ego frame. 7 numbers as in PosesFlat. */
  egoFromCamera: PosesFlat;
  timesUs: TimeUs[];
  /** 1 where the image file was on disk when the data set was indexed. */
  present: (0 | 1)[];
  /** 1 for images of key frames. */
  isKey: (0 | 1)[];
  /** Ego pose at each image's own time: global from ego. */
  globalFromEgo: PosesFlat;
  /** Image i is served at `${mediaBase}/${i}`. */
  mediaBase: string;
}

/** A decision instant: a key frame of the recording. */
export interface KeyFrame {
  token: string;
  timeUs: TimeUs;
  /** Index into the ego track of the pose at this time. */
  egoIndex: number;
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
  cameras: CameraTrack[];
  ego: EgoTrack;
  objects: ObjectTrack[];
  signals: Signal[];
  events: ClipEvent[];
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
  clipIds: z.array(clipIdSchema).max(100_000).optional(),
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
