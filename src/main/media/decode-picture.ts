import { Transformer } from '@napi-rs/image';
import { readFileSync } from 'node:fs';
import { endianness } from 'node:os';
import type { Pixels } from './area-downscale.ts';
import { hasImageEnd, readImageHeader } from './image-header.ts';
import { checkImage, damagedImage } from './image-verdict.ts';
import { unreadable } from './resolve-file.ts';

/**
 * Reads and decodes a JPEG or PNG after its header and its end were checked.
 * Fails as `checkImage`, and with `media.image-damaged` or `media.unreadable`.
 * @param name how the file is called in messages
 */
export function readPicture(path: string, name: string): Pixels {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw unreadable(name, error);
  }
  const header = readImageHeader(bytes);
  const { kind } = checkImage(name, header);
  if (!hasImageEnd(kind, bytes.subarray('headerEnd' in header ? header.headerEnd : 0)))
    throw damagedImage(name, `is cut off after ${bytes.length} bytes: its end marker is missing`);
  return decodePicture(bytes, name);
}

/** Pixels of a JPEG or PNG, 8 bits a channel. Fails with `media.image-damaged` where the decoder gives up. */
function decodePicture(bytes: Uint8Array, name: string): Pixels {
  const { widthPx, heightPx, data } = rawPixels(bytes, name);
  const bytesAPixel = data.length / (widthPx * heightPx);
  const channels = bytesAPixel;
  if (channels !== 1 && channels !== 2 && channels !== 3 && channels !== 4)
    throw damagedImage(name, `has ${bytesAPixel} bytes a pixel; 1 to 4 can be shown`);
  return { widthPx, heightPx, channels, data };
}

/** The decoder hands 16-bit channels as two bytes each in the order of the machine; the upper one is kept. */
function rawPixels(bytes: Uint8Array, name: string): { widthPx: number; heightPx: number; data: Uint8Array } {
  try {
    const picture = new Transformer(bytes);
    const { width, height, colorType } = picture.metadataSync();
    const raw = picture.rawPixelsSync();
    const data = WIDE_TYPES.has(colorType) ? upperBytes(raw) : raw;
    return { widthPx: width, heightPx: height, data };
  } catch (error) {
    throw damagedImage(name, `cannot be decoded: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** `JsColorType` of 16-bit pictures (L16, La16, Rgb16, Rgba16); the enum itself is not there at run time. */
const WIDE_TYPES: ReadonlySet<number> = new Set([4, 5, 6, 7]);

function upperBytes(raw: Uint8Array): Uint8Array {
  const out = new Uint8Array(raw.length / 2);
  const upper = endianness() === 'LE' ? 1 : 0;
  for (let i = 0; i < out.length; i++) out[i] = raw[2 * i + upper];
  return out;
}
