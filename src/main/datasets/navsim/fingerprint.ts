import { join } from 'node:path';
import { namesIn, stampOf } from '../files/on-disk.ts';
import { picklesIn, type NavsimVersion } from './layout.ts';

/**
 * Tells an unchanged version without reading it: size and time of each pickle, time of each folder of sensor files, size
 * and time of each map. Nothing of the root's own place is in it. `reader` is the version of this reader.
 */
export function navsimFingerprint(
  root: string,
  version: NavsimVersion,
  maps: readonly string[],
  reader: number,
): string {
  const lines = [`reader ${reader}`];
  for (const name of picklesIn(join(root, version.folder)))
    lines.push(`${name} ${stamp(join(root, version.folder, name))}`);
  const sensors = join(root, version.sensors);
  for (const log of namesIn(sensors)) {
    lines.push(`${log} ${stamp(join(sensors, log))}`);
    for (const channel of namesIn(join(sensors, log)))
      lines.push(`${log}/${channel} ${stamp(join(sensors, log, channel))}`);
  }
  for (const map of maps) lines.push(`map ${stamp(map)}`);
  return lines.join('\n');
}

const stamp = (path: string): string => stampOf(path) ?? 'absent';
