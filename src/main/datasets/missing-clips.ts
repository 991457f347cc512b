import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatasetProbe } from '../../shared/domain/dataset.ts';

/**
 * How many of these clips a probed data set does not hold: 0 tells that it is the one they were indexed from, wherever it
 * was moved to. nuScenes lists its clips in one small table (850 rows in trainval).
 */
export async function missingClips(probe: DatasetProbe, tokens: readonly string[]): Promise<number> {
  if (probe.kind !== 'nuscenes') return 0;
  const table = await readFile(join(probe.rootPath, probe.version, 'scene.json'), 'utf8');
  return tokens.filter((token) => !table.includes(JSON.stringify(token))).length;
}
