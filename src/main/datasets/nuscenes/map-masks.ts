import { closeSync, openSync, readSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { IndexedMask } from '../../workspace/index/map-parts.ts';
import { pathRefusal } from '../files/file-patterns.ts';
import { liesInside } from '../files/presence.ts';
import { skip, type SkippedRows } from '../clip/skipped-rows.ts';
import type { Log, MaskRow } from './small-tables.ts';

const PX_PER_METRE = 10;
const PNG_SIGNATURE = '89504e470d0a1a0a';

/** The masks of map.json with the logs they belong to. Tokens of logs that the data set does not have are normal and passed over. */
export function masksOf(
  root: string,
  rows: readonly MaskRow[],
  logs: ReadonlyMap<string, Log>,
  skipped: SkippedRows,
): IndexedMask[] {
  const realRoot = realpathSync(root);
  return rows.flatMap((row) => {
    const refusal = pathRefusal(row.filename);
    if (refusal !== null) {
      skip(skipped, `map.json: ${refusal}`, row.filename);
      return [];
    }
    const path = join(root, row.filename);
    const size = liesInside(realRoot, path) ? pngSize(path) : null;
    return {
      name: row.token,
      relativePath: row.filename,
      present: size !== null,
      widthPx: size?.width ?? 0,
      heightPx: size?.height ?? 0,
      pxPerMetre: PX_PER_METRE,
      meaning: 'semantic prior: drivable surface and sidewalk, 10 px per metre',
      logNames: row.logTokens.flatMap((token) => logs.get(token)?.logName ?? []),
    };
  });
}

/** Size in px from a PNG's header; null where the file is none. */
function pngSize(path: string): { width: number; height: number } | null {
  const header = Buffer.alloc(24);
  try {
    const fd = openSync(path, 'r');
    try {
      if (readSync(fd, header, 0, header.length, 0) < header.length) return null;
    } finally {
      closeSync(fd);
    }
  } catch {
    return null;
  }
  if (header.toString('hex', 0, 8) !== PNG_SIGNATURE) return null;
  return { width: header.readUInt32BE(16), height: header.readUInt32BE(20) };
}
