import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatasetReader } from '../dataset-reader.ts';
import { indexNuscenes } from './index-nuscenes.ts';
import { probeNuscenes } from './probe-nuscenes.ts';

/** nuScenes lists its clips in one small table (850 rows in trainval). */
export const nuscenesReader: DatasetReader = {
  looksLike: 'nuScenes: a version folder (v1.0-mini, v1.0-trainval, v1.0-test) with the tables scene.json and log.json',
  probe: probeNuscenes,
  index: indexNuscenes,
  async missingClips(probe, tokens) {
    const table = await readFile(join(probe.rootPath, probe.version, 'scene.json'), 'utf8');
    return tokens.filter((token) => !table.includes(JSON.stringify(token))).length;
  },
};
