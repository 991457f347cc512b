import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { stampOf } from '../files/on-disk.ts';
import type { ChunkList } from './chunk-list.ts';

/** Tables that all clips depend on. */
export const indexTables = [
  'features.csv',
  'clip_index.parquet',
  'metadata/data_collection.parquet',
  'metadata/feature_presence.parquet',
  'metadata/sensor_presence.parquet',
] as const;

const clipParts = ['calibration', 'camera', 'labels', 'lidar', 'radar'];

/**
 * Tells an unchanged root by the sizes and times of its tables, chunk files and clip folders; nothing is opened. The root's
 * own place is not in it, so a moved root keeps its fingerprint. `reader` is the version of this reader.
 */
export function fingerprintOf(root: string, list: ChunkList, folders: readonly string[], reader: number): string {
  const hash = createHash('sha256').update(`reader ${reader}\n`);
  const add = (path: string) => {
    const stamp = stampOf(join(root, path));
    if (stamp !== null) hash.update(`${path} ${stamp}\n`);
  };
  indexTables.forEach(add);
  for (const chunk of [...list.chunks.keys()].sort((a, b) => a - b)) {
    for (const path of [...list.chunks.get(chunk)!.values()].sort()) add(path);
  }
  for (const folder of folders) clipParts.forEach((part) => add(`${folder}/${part}`));
  return hash.digest('hex');
}
