import { crc32 } from 'node:zlib';

interface PngChunk {
  type: string;
  data: Uint8Array;
}

/** A PNG that breaks the format; the message continues "the file …". */
export class PngError extends Error {}

/** The first bytes of every PNG. */
export const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Encoders write IDAT chunks of 8 KiB to a few MiB. */
const MAX_CHUNK_BYTES = 64 * 2 ** 20;

/**
 * Splits the bytes of a PNG file into its chunks and checks each one's CRC (PNG 3rd edition, 5.3). Holds one chunk.
 * Ends after IEND; a file that ends before it fails with PngError.
 */
export async function* readPngChunks(source: AsyncIterable<Uint8Array>): AsyncGenerator<PngChunk> {
  let held: Buffer = Buffer.alloc(0);
  let signed = false;
  for await (const bytes of source) {
    held =
      held.length === 0 ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) : Buffer.concat([held, bytes]);
    if (!signed) {
      if (held.length < PNG_SIGNATURE.length) continue;
      if (!held.subarray(0, PNG_SIGNATURE.length).equals(PNG_SIGNATURE)) throw new PngError('is not a PNG');
      held = held.subarray(PNG_SIGNATURE.length);
      signed = true;
    }
    while (held.length >= 12) {
      const length = held.readUInt32BE(0);
      const type = held.toString('latin1', 4, 8);
      if (length > MAX_CHUNK_BYTES) throw new PngError(`has a ${type} chunk of ${length} bytes`);
      if (held.length < 12 + length) break;
      if (crc32(held.subarray(4, 8 + length)) !== held.readUInt32BE(8 + length))
        throw new PngError(`has a ${type} chunk with a wrong checksum`);
      yield { type, data: held.subarray(8, 8 + length) };
      if (type === 'IEND') return;
      held = held.subarray(12 + length);
    }
  }
  throw new PngError('is cut off');
}

/** A chunk as it stands in a file: length, type, data, CRC. */
export function pngChunk(type: string, data: Uint8Array): Buffer {
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, 'latin1');
  out.set(data, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)), 8 + data.length);
  return out;
}
