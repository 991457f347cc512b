import { deflateSync } from 'node:zlib';
import { PNG_SIGNATURE, pngChunk } from './png-chunks.ts';

const GREY_ALPHA = 4;

/**
 * A PNG of 8-bit grey with alpha.
 * @param pixels row-major, 2 bytes each: grey, alpha
 */
export function encodeGreyAlphaPng(widthPx: number, heightPx: number, pixels: Uint8Array): Uint8Array {
  const lineBytes = widthPx * 2;
  const lines = new Uint8Array(heightPx * (lineBytes + 1));
  for (let y = 0; y < heightPx; y++)
    lines.set(pixels.subarray(y * lineBytes, (y + 1) * lineBytes), y * (lineBytes + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  header.set([8, GREY_ALPHA, 0, 0, 0], 8);
  return Buffer.concat([
    PNG_SIGNATURE,
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(lines, { level: 3 })),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}
