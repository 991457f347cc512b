import { Transformer } from '@napi-rs/image';
import { crc32, deflateSync } from 'node:zlib';

/** A JPEG whose pixels vary smoothly, so that its size and content can be told apart from another one's. */
export function jpegPicture(widthPx: number, heightPx: number, seed = 0): Buffer {
  const rgba = new Uint8Array(widthPx * heightPx * 4);
  for (let i = 0; i < widthPx * heightPx; i++) {
    rgba.set([(i % widthPx) + seed, Math.floor(i / widthPx), seed, 255], i * 4);
  }
  return Transformer.fromRgbaPixels(rgba, widthPx, heightPx).jpegSync(90);
}

/** A JPEG header that claims a size, with an end marker but no picture. */
export function jpegClaiming(widthPx: number, heightPx: number): Buffer {
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(heightPx, 5);
  frame.writeUInt16BE(widthPx, 7);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), frame, Buffer.from([0xff, 0xd9])]);
}

export function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(8 + body.length);
  out.writeUInt32BE(data.length, 0);
  out.set(body, 4);
  out.writeUInt32BE(crc32(body), 4 + body.length);
  return out;
}

export const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export function pngHeader(widthPx: number, heightPx: number, bitDepth = 8, colourType = 0, interlace = 0): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  header.set([bitDepth, colourType, 0, 0, interlace], 8);
  return pngChunk('IHDR', header);
}

/**
 * A grey PNG of 8 bits, or of 1 bit where `pixels` holds 0 and 1, its lines filtered by one of the five filters.
 * Written as the format says (filter by difference to the neighbours), not by the code under test.
 */
export function greyPng(
  widthPx: number,
  heightPx: number,
  pixels: Uint8Array,
  options: { filter?: number; bitDepth?: 1 | 8; idatBytes?: number } = {},
): Buffer {
  const { filter = 0, bitDepth = 8, idatBytes = 1000 } = options;
  const lineBytes = bitDepth === 8 ? widthPx : Math.ceil(widthPx / 8);
  const raw = new Uint8Array(lineBytes * heightPx);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      if (bitDepth === 8) raw[y * lineBytes + x] = pixels[y * widthPx + x];
      else raw[y * lineBytes + (x >> 3)] |= pixels[y * widthPx + x] << (7 - (x & 7));
    }
  }
  const at = (x: number, y: number) => (x < 0 || y < 0 ? 0 : raw[y * lineBytes + x]);
  const lines = Buffer.alloc((lineBytes + 1) * heightPx);
  for (let y = 0; y < heightPx; y++) {
    lines[y * (lineBytes + 1)] = filter;
    for (let x = 0; x < lineBytes; x++) {
      const [a, b, c] = [at(x - 1, y), at(x, y - 1), at(x - 1, y - 1)];
      const p = a + b - c;
      const nearest = [a, b, c].reduce((best, v) => (Math.abs(p - v) < Math.abs(p - best) ? v : best));
      const predictions = [0, a, b, (a + b) >> 1, nearest];
      lines[y * (lineBytes + 1) + 1 + x] = at(x, y) - predictions[filter];
    }
  }
  const packed = deflateSync(lines);
  const parts: Buffer[] = [];
  for (let i = 0; i < packed.length; i += idatBytes) parts.push(pngChunk('IDAT', packed.subarray(i, i + idatBytes)));
  return Buffer.concat([
    PNG_SIGNATURE,
    pngHeader(widthPx, heightPx, bitDepth),
    ...parts,
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}
