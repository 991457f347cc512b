import { crc32, deflateSync } from 'node:zlib';

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
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines, { level: 3 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, 'latin1');
  out.set(data, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)), 8 + data.length);
  return out;
}
