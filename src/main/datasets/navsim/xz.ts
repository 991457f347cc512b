import { createRequire } from 'node:module';
import type * as Xz from 'xz-decompress';

// The package is CommonJS whose names an import does not find.
const { XzReadableStream } = createRequire(import.meta.url)('xz-decompress') as typeof Xz;

/**
 * Unpacks an xz stream of at most `maxBytes`; null where it is damaged or larger. Memory is taken as the content comes,
 * so a small file that claims to be huge costs nothing.
 */
export async function unpackXz(packed: Uint8Array, maxBytes: number): Promise<Buffer | null> {
  const source = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(packed);
      controller.close();
    },
  });
  const reader = new XzReadableStream(source).getReader();
  const parts: Uint8Array[] = [];
  let bytes = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      bytes += part.value.length;
      if (bytes > maxBytes) return null;
      parts.push(part.value.slice());
    }
  } catch {
    return null;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  return Buffer.concat(parts, bytes);
}
