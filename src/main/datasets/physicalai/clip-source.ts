import type { Mp4Facts } from '../../media/video/read-mp4.ts';
import type { ParquetTable } from '../parquet/parquet-table.ts';

/** A camera's video as it lies on disk. */
export type SourceVideo =
  | { state: 'playable'; relativePath: string; offset: number; bytes: number; facts: Mp4Facts }
  /** It is there, but cannot be played; why, in words. */
  | { state: 'unplayable'; reason: string };

/** Rows of a calibration table that belong to one clip. */
export interface CalibrationRows {
  table: ParquetTable;
  rows: readonly number[];
}

/** What is on disk of one clip, wherever it lies: in chunk archives, or in a folder of its own. */
export interface ClipSource {
  /** A table of the clip by feature and key, as ('egomotion', 'egomotion'); null where it is not on disk or cannot be read. */
  table(feature: string, key: string): Promise<ParquetTable | null>;
  video(camera: string): SourceVideo | null;
  calibration(feature: string): Promise<CalibrationRows | null>;
  /** Whether the data set has this feature at all, by its manifest. */
  publishes(feature: string): boolean;
  /** Lidar and radar features with a file of this clip; they are counted, not read. */
  readonly otherSensors: readonly string[];
}

/** Tables of one clip are some hundred kilobytes; an egomotion of 20 s at 1 kHz is 3 MB. */
export const MOST_MEMBER_BYTES = 64 * 2 ** 20;
export const clipLimits = { rows: 1_000_000, bytes: 256 * 2 ** 20 };
