import { z } from 'zod';
import type { CameraSpec, Drive } from '../drive.ts';

/** The layouts that drives are written in; one writer each (`layouts.ts`). */
export const layoutNames = ['nuscenes', 'navsim', 'physicalai', 'training', 'sample'] as const;
export type LayoutName = (typeof layoutNames)[number];

/** Of pictures where none is asked for: large enough to look at, and drawn at some tens a second. */
export const DEFAULT_SIZE = { widthPx: 640, heightPx: 360 } as const;

/** What is to be made. Equal requests give equal bytes, whatever the number of threads. */
export const worldRequestSchema = z.object({
  layout: z.enum(layoutNames),
  clips: z.int().min(1).max(1_000_000),
  seed: z.int().min(0),
  /** One scenario for all drives; null: each has its own. */
  scenario: z.string().nullable(),
  /** Channels to write; null: all that the layout has. */
  cameras: z.array(z.string().min(1)).min(1).nullable(),
  size: z.object({ widthPx: z.int().min(16).max(4096), heightPx: z.int().min(16).max(4096) }).nullable(),
  /** Pictures, videos and point clouds; without them only tables and labels are written. */
  pictures: z.boolean(),
  /** nuScenes: camera files between the key frames, 10 Hz. */
  sweeps: z.boolean(),
  /** NAVSIM: whose module names the pickles use. */
  numpy: z.union([z.literal(1), z.literal(2)]),
  /** PhysicalAI: pictures a second of the videos. */
  fps: z.int().min(1).max(60),
});
export type WorldRequest = z.infer<typeof worldRequestSchema>;

/** Where a drive's world lies in the data set: `global = world + (x, y)` in the map of town number `town`. */
export interface Site {
  town: number;
  x: number;
  y: number;
}

/** Box around all that a drive needs of the ground, world frame, m. */
export interface Bounds {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}

/** RGB, row-major, of a camera at a time; the buffer may be used again by the next call. */
export type Painter = (camera: CameraSpec, timeS: number) => Uint8Array;

/** One drive to be written. */
export interface ClipJob {
  request: WorldRequest;
  /** Root of the data set: files that belong to this clip alone may be written there at once. */
  root: string;
  /** A folder of this clip's own for what `finish` puts together; it becomes valid as a whole. */
  staging: string;
  /** Number of the clip, from 0. */
  index: number;
  drive: Drive;
  site: Site;
  cameras: CameraSpec[];
  /** null where no pictures are wanted. */
  paint: Painter | null;
  signal: AbortSignal;
  /** Share of this clip that is done. */
  progress: (share: number) => void;
}

/** All clips, written, to be put together. */
export interface WorldParts {
  request: WorldRequest;
  root: string;
  cameras: CameraSpec[];
  clips: readonly { index: number; name: string; site: Site; staging: string }[];
  towns: readonly { widthM: number; heightM: number }[];
  signal: AbortSignal;
}

/** How one kind of data set is written. Nothing but the request and the drive may decide what is in it. */
export interface Layout {
  name: LayoutName;
  title: string;
  /** What kind of driver a clip has; left out: all are experts. */
  intentOf?: (index: number) => Drive['intent'];
  cameras: (size?: { widthPx: number; heightPx: number }) => CameraSpec[];
  /** Its pictures are H.264 videos, whose sides are even. */
  videos?: boolean;
  /** Looks at the machine before the work begins: words about what will be left out. */
  notes: (request: WorldRequest) => Promise<string[]>;
  /** Runs in a worker thread. */
  writeClip: (job: ClipJob) => Promise<void>;
  /** Puts together what the clips share. May run again after it was cut off: it overwrites what it wrote. */
  finish: (parts: WorldParts) => Promise<void>;
}
