import { readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseWithNaN } from './json-value.ts';
import { namesIn } from '../files/on-disk.ts';
import { liesInside } from '../files/presence.ts';
import { skip, type SkippedRows } from '../clip/skipped-rows.ts';

/** The busiest message (zoesensors, about 1 kHz) takes 3 MB a scene; a file far above is broken. */
const MAX_BYTES = 64 << 20;

export type CanRow = Readonly<Record<string, unknown>>;

/** Reads the messages of a scene; null where there is no such file or it is of no use. */
export type CanReader = (sceneName: string, message: string) => readonly CanRow[] | null;

/** The CAN bus files of a root. Names come from listing the folder, so a scene's name can lead nowhere else. */
export function canFiles(root: string, skipped: SkippedRows): CanReader {
  const folder = join(root, 'can_bus');
  const names = new Set(namesIn(folder));
  if (names.size === 0) return () => null;
  const realRoot = realpathSync(root);
  return (sceneName, message) => {
    const name = `${sceneName}_${message}.json`;
    if (!names.has(name)) return null;
    const refuse = (reason: string) => {
      skip(skipped, `can_bus: ${reason}`, name);
      return null;
    };
    const path = join(folder, name);
    if (!liesInside(realRoot, path)) return refuse('a link leads out of the data set');
    try {
      if (statSync(path).size > MAX_BYTES) return refuse(`a file of more than ${MAX_BYTES >> 20} MB`);
      const rows = parseWithNaN(readFileSync(path, 'utf8'));
      if (!Array.isArray(rows)) return refuse('a file that is not a list of messages');
      return rows.filter((row): row is CanRow => typeof row === 'object' && row !== null);
    } catch (error) {
      return refuse(
        error instanceof SyntaxError ? 'a file that is not JSON or is cut off' : 'a file that cannot be read',
      );
    }
  };
}
