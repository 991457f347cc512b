import { join } from 'node:path';
import { namesIn, stampOf } from '../files/on-disk.ts';

/** Folders whose times tell that files came or went. */
const watched = ['can_bus', 'maps', 'maps/expansion'];

/**
 * Tells an unchanged root without reading it: name, size and time of each table, time of each folder of sensor files.
 * Nothing of the root's own place is in it, so a moved root keeps its fingerprint. `reader` is the version of this
 * reader: what a newer one makes of the same files may differ.
 */
export function fingerprintOf(root: string, version: string, reader: number): string {
  const lines = [`reader ${reader}`];
  for (const name of namesIn(join(root, version))) {
    if (name.endsWith('.json')) lines.push(`${version}/${name} ${stampOf(join(root, version, name))}`);
  }
  const channels = ['samples', 'sweeps'].flatMap((folder) => [
    folder,
    ...namesIn(join(root, folder)).map((name) => `${folder}/${name}`),
  ]);
  for (const folder of [...channels, ...watched]) {
    const found = stampOf(join(root, folder));
    if (found !== null) lines.push(`${folder} ${found}`);
  }
  return lines.join('\n');
}
