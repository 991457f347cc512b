import { closeSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { PngError } from '../png/png-chunks.ts';
import { readGreyRows } from '../png/png-rows.ts';

/** Side of a tile, mask pixels. */
const TILE_PX = 512;
const MAX_SIDE_PX = 1 << 17;
const TRAILER_BYTES = 8;

/** Per tile: offset and length of its compressed bytes; length 0 means that all its pixels have the value `offset`. */
const indexSchema = z.object({
  format: z.literal(1),
  widthPx: z.number().int().positive(),
  heightPx: z.number().int().positive(),
  columns: z.number().int().positive(),
  tiles: z.array(z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()])),
});
type TileIndex = z.infer<typeof indexSchema>;

/**
 * Cuts a mask into compressed tiles, once, so that any part of it can then be read in milliseconds: a PNG can only be
 * read from its top. Pixels become 0 and 1 (any value but 0). Holds 512 lines. The file appears whole or not at all.
 */
export async function writeMaskTiles(pngPath: string, tilesPath: string, signal: AbortSignal): Promise<void> {
  const draft = `${tilesPath}.${process.pid}.draft`;
  const file = openSync(draft, 'w');
  try {
    let end = 0;
    const append = (bytes: Uint8Array): number => {
      const at = end;
      writeSync(file, bytes);
      end += bytes.length;
      return at;
    };
    const index: TileIndex = { format: 1, widthPx: 0, heightPx: 0, columns: 0, tiles: [] };
    let band = new Uint8Array(0);
    const tile = new Uint8Array(TILE_PX * TILE_PX);
    const finishBand = () => {
      for (let column = 0; column < index.columns; column++) {
        const isUniform = copyTile(band, index.widthPx, column * TILE_PX, tile);
        if (isUniform) index.tiles.push([tile[0], 0]);
        else {
          const packed = deflateRawSync(tile, { level: 1 });
          index.tiles.push([append(packed), packed.length]);
        }
      }
      band.fill(0);
    };
    await readGreyRows(
      pngPath,
      ({ widthPx, heightPx }) => {
        if (widthPx > MAX_SIDE_PX || heightPx > MAX_SIDE_PX || widthPx === 0 || heightPx === 0) {
          throw new PngError(`is ${widthPx} × ${heightPx} pixels; a mask has 1 to ${MAX_SIDE_PX} a side`);
        }
        Object.assign(index, { widthPx, heightPx, columns: Math.ceil(widthPx / TILE_PX) });
        band = new Uint8Array(widthPx * TILE_PX);
      },
      (row, y) => {
        signal.throwIfAborted();
        const offset = (y % TILE_PX) * index.widthPx;
        markSet(row, band, offset);
        if (y % TILE_PX === TILE_PX - 1 || y === index.heightPx - 1) finishBand();
      },
    );
    const json = Buffer.from(JSON.stringify(index));
    const trailer = Buffer.alloc(TRAILER_BYTES);
    trailer.writeDoubleBE(append(json));
    append(trailer);
    renameSync(draft, tilesPath);
  } finally {
    closeSync(file);
    rmSync(draft, { force: true });
  }
}

/** Writes 1 into a band of zeros for every pixel of a line that is not 0; runs of four zeros are passed over at once. */
function markSet(row: Uint8Array, band: Uint8Array, offset: number): void {
  const words = new Uint32Array(row.buffer, row.byteOffset, row.length >> 2);
  for (let w = 0, x = 0; w < words.length; w++, x += 4) {
    if (words[w] === 0) continue;
    for (let i = x; i < x + 4; i++) if (row[i] !== 0) band[offset + i] = 1;
  }
  for (let i = words.length * 4; i < row.length; i++) if (row[i] !== 0) band[offset + i] = 1;
}

/** Copies one tile out of a band of lines, zeros past its right border. True when all its pixels are equal. */
function copyTile(band: Uint8Array, widthPx: number, left: number, tile: Uint8Array): boolean {
  const width = Math.min(TILE_PX, widthPx - left);
  if (width < TILE_PX) tile.fill(0);
  for (let y = 0; y < TILE_PX; y++)
    tile.set(band.subarray(y * widthPx + left, y * widthPx + left + width), y * TILE_PX);
  // Equal to itself shifted by one: a comparison in native code, over pixels that are nearly always equal.
  return Buffer.compare(tile.subarray(1), tile.subarray(0, tile.length - 1)) === 0;
}

interface MaskTiles {
  widthPx: number;
  heightPx: number;
  /**
   * Shares of set pixels, 0 to 255, row-major [heightPx, widthPx]: each is the mean over factor × factor mask pixels.
   * Outside the mask nothing is set.
   */
  coverage(window: { left: number; top: number; widthPx: number; heightPx: number; factor: number }): Uint8Array;
  close(): void;
}

/** Opens a tile file. Throws when it is not one. */
export function openMaskTiles(tilesPath: string, bytes: number): MaskTiles {
  const file = openSync(tilesPath, 'r');
  const read = (offset: number, length: number): Buffer => {
    const buffer = Buffer.alloc(length);
    if (readSync(file, buffer, 0, length, offset) !== length) throw new Error(`${tilesPath} is cut off`);
    return buffer;
  };
  const indexStart = read(bytes - TRAILER_BYTES, TRAILER_BYTES).readDoubleBE();
  const index = indexSchema.parse(JSON.parse(read(indexStart, bytes - TRAILER_BYTES - indexStart).toString()));
  const tileAt = (column: number, row: number): Uint8Array | number => {
    const [offset, length] = index.tiles[row * index.columns + column];
    return length === 0 ? offset : inflateRawSync(read(offset, length), { maxOutputLength: TILE_PX * TILE_PX });
  };
  return {
    widthPx: index.widthPx,
    heightPx: index.heightPx,
    coverage: (window) => sumTiles(index, tileAt, window),
    close: () => closeSync(file),
  };
}

function sumTiles(
  { widthPx: maskWidth, heightPx: maskHeight }: TileIndex,
  tileAt: (column: number, row: number) => Uint8Array | number,
  {
    left,
    top,
    widthPx,
    heightPx,
    factor,
  }: { left: number; top: number; widthPx: number; heightPx: number; factor: number },
): Uint8Array {
  const counts = new Uint32Array(widthPx * heightPx);
  const fromX = Math.max(0, left);
  const toX = Math.min(maskWidth, left + widthPx * factor);
  const fromY = Math.max(0, top);
  const toY = Math.min(maskHeight, top + heightPx * factor);
  for (let tileY = Math.floor(fromY / TILE_PX); tileY * TILE_PX < toY; tileY++) {
    for (let tileX = Math.floor(fromX / TILE_PX); tileX * TILE_PX < toX; tileX++) {
      const tile = tileAt(tileX, tileY);
      if (tile === 0) continue;
      const endX = Math.min(toX, (tileX + 1) * TILE_PX);
      const endY = Math.min(toY, (tileY + 1) * TILE_PX);
      for (let y = Math.max(fromY, tileY * TILE_PX); y < endY; y++) {
        const outRow = Math.floor((y - top) / factor) * widthPx;
        const tileRow = (y - tileY * TILE_PX) * TILE_PX - tileX * TILE_PX;
        for (let x = Math.max(fromX, tileX * TILE_PX); x < endX; x++) {
          counts[outRow + Math.floor((x - left) / factor)] += typeof tile === 'number' ? tile : tile[tileRow + x];
        }
      }
    }
  }
  const full = factor * factor;
  return Uint8Array.from(counts, (count) => Math.round((255 * count) / full));
}
