import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createInflate } from 'node:zlib';
import { PngError, readPngChunks } from './png-chunks.ts';
import { unfilterLine } from './png-unfilter.ts';

interface GreyPngHeader {
  widthPx: number;
  heightPx: number;
  bitDepth: 1 | 8;
}

/**
 * Reads a grey PNG (1 or 8 bits, not interlaced) line by line without ever holding the picture: a nuScenes map mask of
 * 32 286 × 36 871 is 1.2 GB of pixels in a 2 MB file.
 * `onRow` gets one byte a pixel, 0 to 255, in a buffer that is overwritten by the next line; 1-bit pixels come as 0 and
 * 255. It may return false to stop.
 * Fails with PngError for what is damaged or of another kind, and as the file system does.
 */
export async function readGreyRows(
  path: string,
  onHeader: (header: GreyPngHeader) => void,
  onRow: (row: Uint8Array, y: number) => boolean | void,
): Promise<void> {
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  const chunks = readPngChunks(file as AsyncIterable<Uint8Array>);
  try {
    const first = await chunks.next();
    if (first.done || first.value.type !== 'IHDR') throw new PngError('does not begin with the IHDR chunk');
    const header = readHeader(first.value.data);
    onHeader(header);
    const inflate = createInflate({ chunkSize: 1 << 20 });
    // `pipeline` hands a failure of the chunks on to the inflater, from where the loop below throws it.
    pipeline(Readable.from(pixelBytes(chunks), { objectMode: false }), inflate, () => {});
    try {
      await splitLines(inflate as AsyncIterable<Uint8Array>, header, onRow);
    } finally {
      inflate.destroy();
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      throw new PngError('has damaged picture data', { cause: error });
    throw error;
  } finally {
    file.destroy();
  }
}

function readHeader(data: Uint8Array): GreyPngHeader {
  if (data.length !== 13) throw new PngError('has an IHDR chunk of the wrong length');
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const [bitDepth, colourType, , , interlace] = data.subarray(8);
  if (colourType !== 0 || (bitDepth !== 1 && bitDepth !== 8) || interlace !== 0) {
    throw new PngError(
      `is of colour type ${colourType} with ${bitDepth} bits${interlace ? ', interlaced' : ''}; a mask has 1 or 8 bits of grey`,
    );
  }
  return { widthPx: view.getUint32(0), heightPx: view.getUint32(4), bitDepth };
}

async function* pixelBytes(chunks: AsyncGenerator<{ type: string; data: Uint8Array }>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) if (chunk.type === 'IDAT') yield chunk.data;
}

async function splitLines(
  inflated: AsyncIterable<Uint8Array>,
  { widthPx, heightPx, bitDepth }: GreyPngHeader,
  onRow: (row: Uint8Array, y: number) => boolean | void,
): Promise<void> {
  const lineBytes = bitDepth === 8 ? widthPx : Math.ceil(widthPx / 8);
  let line = new Uint8Array(lineBytes);
  let above = new Uint8Array(lineBytes);
  const pixels = bitDepth === 8 ? null : new Uint8Array(widthPx);
  let filter = -1;
  let filled = 0;
  let y = 0;
  for await (const bytes of inflated) {
    for (let at = 0; at < bytes.length;) {
      if (filter < 0) {
        filter = bytes[at++];
        continue;
      }
      const take = Math.min(bytes.length - at, lineBytes - filled);
      line.set(bytes.subarray(at, at + take), filled);
      at += take;
      filled += take;
      if (filled < lineBytes) break;
      unfilterLine(filter, line, above);
      if (onRow(pixels === null ? line : spreadBits(line, pixels), y) === false || ++y === heightPx) return;
      [line, above] = [above, line];
      filter = -1;
      filled = 0;
    }
  }
  throw new PngError(`ends after ${y} of ${heightPx} lines`);
}

function spreadBits(line: Uint8Array, pixels: Uint8Array): Uint8Array {
  for (let x = 0; x < pixels.length; x++) pixels[x] = (line[x >> 3] >> (7 - (x & 7))) & 1 ? 255 : 0;
  return pixels;
}
