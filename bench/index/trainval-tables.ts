import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeNuscenesTables } from '../../tests/nuscenes-tables.ts';

export const version = 'v1.0-trainval';

/**
 * Tables a little larger than trainval's own (850 scenes of 41 key frames, sweeps of all 12 sensors, 76 objects a scene),
 * made once and kept: 2.7 GB. Returns the root.
 */
export function trainvalTables(cache: string): string {
  const root = join(cache, 'trainval-size');
  const mark = join(root, 'complete');
  if (existsSync(mark)) return root;
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  console.log('making trainval-size tables (2.7 GB, once) …');
  writeNuscenesTables({
    dir: root,
    version,
    scenes: 850,
    samplesPerScene: 41,
    sweeps: true,
    objectsPerScene: 76,
    masks: true,
  });
  writeFileSync(mark, '');
  return root;
}

export const bytesOfTables = (root: string): number =>
  readdirSync(join(root, version)).reduce((sum, name) => sum + statSync(join(root, version, name)).size, 0);
