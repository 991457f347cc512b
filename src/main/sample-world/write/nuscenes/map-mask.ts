import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Readable, Transform } from 'node:stream';
import { createDeflate } from 'node:zlib';
import type { PolygonRings } from '../../../../shared/domain/map.ts';
import { PNG_SIGNATURE, pngChunk } from '../../../media/png/png-chunks.ts';

export const PX_PER_METRE = 10;
const INSIDE = 255;
const GREY = 0;

/**
 * Writes a map picture: 8-bit grey PNG, 255 where any of the polygons covers the middle of a pixel. The column is 10 x,
 * the row counts from the north: 10 (height − y). Never holds more than a few rows.
 */
export async function writeMask(
  path: string,
  widthM: number,
  heightM: number,
  polygons: readonly PolygonRings[],
  signal: AbortSignal,
): Promise<void> {
  const file = createWriteStream(path);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthM * PX_PER_METRE, 0);
  header.writeUInt32BE(heightM * PX_PER_METRE, 4);
  header.set([8, GREY, 0, 0, 0], 8);
  file.write(PNG_SIGNATURE);
  file.write(pngChunk('IHDR', header));
  const toChunks = new Transform({
    transform: (data: Buffer, _encoding, done) => done(null, pngChunk('IDAT', data)),
    flush: (done) => done(null, pngChunk('IEND', Buffer.alloc(0))),
  });
  await pipeline(
    Readable.from(maskRows(widthM * PX_PER_METRE, heightM * PX_PER_METRE, polygons), { objectMode: false }),
    createDeflate({ level: 1, chunkSize: 1 << 18 }),
    toChunks,
    file,
    { signal },
  );
}

/** A polygon with the rows that it touches. */
interface Shape {
  rings: PolygonRings;
  firstRow: number;
  lastRow: number;
}

/** Filter byte and pixels of each row, from the north. */
function* maskRows(widthPx: number, heightPx: number, polygons: readonly PolygonRings[]): Generator<Buffer> {
  const shapes = polygons.map((rings): Shape => {
    let [low, high] = [Infinity, -Infinity];
    for (let i = 1; i < rings[0].length; i += 2) {
      low = Math.min(low, rings[0][i]);
      high = Math.max(high, rings[0][i]);
    }
    return {
      rings,
      firstRow: Math.floor(heightPx - high * PX_PER_METRE),
      lastRow: Math.ceil(heightPx - low * PX_PER_METRE),
    };
  });
  shapes.sort((a, b) => a.firstRow - b.firstRow);
  let next = 0;
  let active: Shape[] = [];
  for (let row = 0; row < heightPx; row++) {
    while (next < shapes.length && shapes[next].firstRow <= row) active.push(shapes[next++]);
    active = active.filter((shape) => shape.lastRow >= row);
    const line = Buffer.alloc(widthPx + 1);
    const y = (heightPx - row - 0.5) / PX_PER_METRE;
    for (const { rings } of active) fillRow(line, rings, y);
    yield line;
  }
}

/** Fills the pixels of a row whose middles lie inside by the even-odd rule; the row has a filter byte before its pixels. */
function fillRow(line: Buffer, rings: PolygonRings, y: number): void {
  const crossings: number[] = [];
  for (const ring of rings) {
    const n = ring.length;
    for (let i = 0, j = n - 2; i < n; j = i, i += 2) {
      const [x0, y0, x1, y1] = [ring[j], ring[j + 1], ring[i], ring[i + 1]];
      if (y0 > y === y1 > y) continue;
      crossings.push(x0 + ((y - y0) / (y1 - y0)) * (x1 - x0));
    }
  }
  crossings.sort((a, b) => a - b);
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const from = Math.max(0, Math.ceil(crossings[i] * PX_PER_METRE - 0.5));
    const to = Math.min(line.length - 2, Math.ceil(crossings[i + 1] * PX_PER_METRE - 0.5) - 1);
    if (to >= from) line.fill(INSIDE, 1 + from, 2 + to);
  }
}
