import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { jpegPicture, pngChunk, pngHeader, PNG_SIGNATURE } from '../pictures.ts';
import { tokenOf } from './random.ts';
import { tableIds } from './table-ids.ts';

/** Different pictures, given in turn: enough to tell neighbouring frames apart. */
const VARIETY = 16;
/** Side of a mask: 200 m at 10 px a metre. */
const MASK_PX = 2000;

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

/** Writes masks of 200 x 200 m, black and white stripes of 20 m, for the south-west corners of the locations. */
export function writeMasks(dir: string, seed: number, count: number): void {
  mkdirSync(join(dir, 'maps'), { recursive: true });
  const lines = Buffer.alloc((MASK_PX + 1) * MASK_PX);
  for (let y = 0; y < MASK_PX; y++)
    lines.fill(Math.floor(y / 200) % 2 ? 255 : 0, y * (MASK_PX + 1) + 1, (y + 1) * (MASK_PX + 1));
  const png = Buffer.concat([
    PNG_SIGNATURE,
    pngHeader(MASK_PX, MASK_PX),
    pngChunk('IDAT', deflateSync(lines)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
  for (let m = 0; m < count; m++) writeFileSync(join(dir, 'maps', `${tokenOf(seed, tableIds.map, m)}.png`), png);
}
