import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { greyPng, jpegPicture } from '../pictures.ts';
import { tokenOf } from './random.ts';
import { tableIds } from './table-ids.ts';

/** Different pictures, given in turn: enough to tell neighbouring frames apart. */
const VARIETY = 16;
const MASK_PX = { width: 400, height: 300 };

/** Writes a JPEG at each path. */
export function writePictures(
  dir: string,
  paths: readonly string[],
  size: { widthPx: number; heightPx: number },
): void {
  const pictures = Array.from({ length: Math.min(VARIETY, paths.length) }, (_, i) =>
    jpegPicture(size.widthPx, size.heightPx, i * 12),
  );
  paths.forEach((path, i) => {
    const file = join(dir, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, pictures[i % pictures.length]);
  });
}

/** Writes small masks; they cover the south-west corner of their locations. */
export function writeMasks(dir: string, seed: number, count: number): void {
  mkdirSync(join(dir, 'maps'), { recursive: true });
  const pixels = new Uint8Array(MASK_PX.width * MASK_PX.height).map((_, i) => ((i >> 5) % 2) * 255);
  for (let m = 0; m < count; m++) {
    writeFileSync(
      join(dir, 'maps', `${tokenOf(seed, tableIds.map, m)}.png`),
      greyPng(MASK_PX.width, MASK_PX.height, pixels),
    );
  }
}
