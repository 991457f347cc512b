import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { hasImageEnd, readImageHeader } from './image-header.ts';
import { checkImage, contentTypes, damagedImage, type ImageFacts } from './image-verdict.ts';
import type { Content } from './media-response.ts';
import { unreadable, type FoundFile } from './resolve-file.ts';

/** Files up to this size are read at once, larger ones are streamed. */
const WHOLE_BYTES = 16 * 2 ** 20;
const HEAD_BYTES = 256 * 1024;
const TAIL_BYTES = 64 * 1024;

/** Tells versions of a file apart by its time and size. */
export const etagOf = (file: FoundFile): string => `"${file.modifiedMs.toString(36)}-${file.bytes.toString(36)}"`;

/**
 * Opens a recorded picture after its header and its end were checked; pixels are not decoded.
 * Fails as `checkImage`, and with `media.image-damaged` for a file that was cut off.
 * @param name how the file is called in messages
 */
export async function openImage(file: FoundFile, name: string): Promise<Content & { facts: ImageFacts }> {
  const handle = await open(file.path, 'r').catch((error: unknown) => {
    throw unreadable(name, error);
  });
  try {
    const whole = file.bytes <= WHOLE_BYTES ? await readPart(handle, 0, file.bytes) : null;
    const head = whole ?? (await readPart(handle, 0, HEAD_BYTES));
    const header = readImageHeader(head);
    const facts = checkImage(name, header);
    const headerEnd = 'headerEnd' in header ? header.headerEnd : 0;
    const tailStart = Math.max(headerEnd, file.bytes - TAIL_BYTES);
    const tail = whole ? whole.subarray(headerEnd) : await readPart(handle, tailStart, file.bytes);
    if (!hasImageEnd(facts.kind, tail))
      throw damagedImage(name, `is cut off after ${file.bytes} bytes: its end marker is missing`);
    return {
      facts,
      type: contentTypes[facts.kind],
      size: file.bytes,
      etag: etagOf(file),
      cacheControl: 'private, max-age=0, must-revalidate',
      read: (start, end) => whole?.subarray(start, end) ?? streamFile(file.path, start, end),
    };
  } catch (error) {
    throw error instanceof Error && 'code' in error && 'syscall' in error ? unreadable(name, error) : error;
  } finally {
    await handle.close();
  }
}

async function readPart(handle: FileHandle, start: number, end: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(end - start);
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, start + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

/** Bytes from start to end (exclusive) as a web stream. */
export const streamFile = (path: string, start: number, end: number): ReadableStream<Uint8Array> =>
  Readable.toWeb(
    createReadStream(path, { start, end: Math.max(start, end - 1) }),
  ) as NodeStream<Uint8Array> as ReadableStream<Uint8Array>;
