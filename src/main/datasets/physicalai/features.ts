import { z } from 'zod';
import { relativePathVerdict } from '../../media/path-policy.ts';
import { csvTable } from '../files/csv-table.ts';

/** How one feature of the data set is packed. */
export interface Feature {
  name: string;
  /** Where the file of a chunk lies, with `{chunk_id:04d}`. */
  chunkPath: string;
  /** What a chunk's archive holds of a clip, by key, with `{clip_id}`; null where the chunk is one table. */
  files: Record<string, string> | null;
}

export const cameraNames = [
  'camera_front_wide_120fov',
  'camera_cross_left_120fov',
  'camera_cross_right_120fov',
  'camera_rear_left_70fov',
  'camera_rear_right_70fov',
  'camera_rear_tele_30fov',
  'camera_front_tele_30fov',
] as const;

const CHUNK = '{chunk_id:04d}';

const archived = (name: string, folder: string, files: Record<string, string>): Feature => ({
  name,
  chunkPath: `${folder}/${name}/${name}.chunk_${CHUNK}.zip`,
  files,
});
const table = (name: string): Feature => ({
  name,
  chunkPath: `calibration/${name}/${name}.chunk_${CHUNK}.parquet`,
  files: null,
});
const variants = (make: (name: string) => Feature, ...names: string[]): Feature[] =>
  names.flatMap((name) => [make(name), make(`${name}.offline`)]);

/** The layout of both releases, for a download that lacks its manifest. */
export const usualFeatures: readonly Feature[] = [
  ...cameraNames.map((name) =>
    archived(name, 'camera', {
      video: `{clip_id}.${name}.mp4`,
      frame_timestamps: `{clip_id}.${name}.timestamps.parquet`,
      blurred_boxes: `{clip_id}.${name}.blurred_boxes.parquet`,
    }),
  ),
  ...variants((name) => archived(name, 'labels', { egomotion: `{clip_id}.${name}.parquet` }), 'egomotion'),
  archived('obstacle.offline', 'labels', { obstacle: '{clip_id}.obstacle.offline.parquet' }),
  ...variants(table, 'camera_intrinsics', 'sensor_extrinsics', 'vehicle_dimensions'),
];

const filesSchema = z.record(z.string(), z.string().regex(/^[^{}]*\{clip_id\}[^{}]*$/));

/**
 * Reads the manifest features.csv. Rows whose templates are none that can be followed are told in `refused`; a manifest
 * without the columns gives no feature.
 */
export function readFeatures(csv: string): { features: Feature[]; refused: string[] } {
  const { header, rows } = csvTable(csv);
  const at = (column: string) => header.findIndex((cell) => cell.trim() === column);
  const [nameAt, pathAt, filesAt] = [at('feature'), at('chunk_path'), at('clip_files_in_zip')];
  const features: Feature[] = [];
  const refused: string[] = [];
  for (const { cells } of nameAt < 0 || pathAt < 0 ? [] : rows) {
    const name = cells[nameAt]?.trim() ?? '';
    const chunkPath = cells[pathAt]?.trim() ?? '';
    if (name === '' && chunkPath === '') continue;
    const files = filesOf(cells[filesAt] ?? '');
    const placeholders = chunkPath.split(CHUNK).length - 1;
    if (name === '' || placeholders !== 1 || !relativePathVerdict(chunkPath).ok || files === undefined)
      refused.push(name);
    else features.push({ name, chunkPath, files });
  }
  return { features, refused };
}

/** undefined where the cell is no object of texts. */
function filesOf(cell: string): Record<string, string> | null | undefined {
  if (['', 'nan', 'none', 'null', '{}'].includes(cell.trim().toLowerCase())) return null;
  try {
    return filesSchema.parse(JSON.parse(cell));
  } catch {
    return undefined;
  }
}

/** Folder, and how a file of it is named for its chunk. */
export function chunkPattern(feature: Feature): { folder: string; chunkOf: (fileName: string) => number | null } {
  const slash = feature.chunkPath.lastIndexOf('/');
  const [before, after] = feature.chunkPath.slice(slash + 1).split(CHUNK);
  return {
    folder: slash < 0 ? '.' : feature.chunkPath.slice(0, slash),
    chunkOf: (fileName) => {
      if (!fileName.startsWith(before) || !fileName.endsWith(after)) return null;
      const digits = fileName.slice(before.length, fileName.length - after.length);
      return /^\d{4,9}$/.test(digits) ? Number(digits) : null;
    },
  };
}
