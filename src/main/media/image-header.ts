/** What the first bytes of an image file say about it. */
export type ImageHeader =
  | { kind: 'jpeg' | 'png'; widthPx: number; heightPx: number; headerEnd: number }
  /** `reason` continues "the file …". */
  | { kind: 'damaged'; reason: string }
  | { kind: 'other'; looksLike: string | null };

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, i) => bytes[i] === byte);
const ascii = (text: string): number[] => Array.from(text, (c) => c.charCodeAt(0));

const PNG_MAGIC = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const otherMagics: readonly (readonly [string, readonly number[]])[] = [
  ['GIF', ascii('GIF8')],
  ['BMP', ascii('BM')],
  ['TIFF', [0x49, 0x49, 0x2a, 0x00]],
  ['TIFF', [0x4d, 0x4d, 0x00, 0x2a]],
  ['PDF', ascii('%PDF')],
  ['ZIP', ascii('PK\u0003\u0004')],
  ['HTML', ascii('<')],
  ['JSON', ascii('{')],
];

/**
 * Kind and size of an image from its first bytes; pixels are not decoded.
 * JPEG: ITU T.81 B.2.2, the first SOFn segment. PNG: the IHDR chunk, which must come first.
 */
export function readImageHeader(bytes: Uint8Array): ImageHeader {
  if (bytes.length === 0) return { kind: 'damaged', reason: 'is empty (0 bytes)' };
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return jpegHeader(bytes);
  if (startsWith(bytes, PNG_MAGIC)) return pngHeader(bytes);
  if (startsWith(bytes, ascii('RIFF')) && startsWith(bytes.subarray(8), ascii('WEBP')))
    return { kind: 'other', looksLike: 'WebP' };
  const other = otherMagics.find(([, magic]) => startsWith(bytes, magic));
  return { kind: 'other', looksLike: other ? other[0] : null };
}

function jpegHeader(bytes: Uint8Array): ImageHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return { kind: 'damaged', reason: `has no JPEG segment at byte ${at}` };
    const marker = bytes[at + 1];
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xda || marker === 0xd9)
      return { kind: 'damaged', reason: 'has picture data before its size (no SOF segment)' };
    const length = view.getUint16(at + 2);
    if (length < 2) return { kind: 'damaged', reason: `has a JPEG segment of impossible length at byte ${at}` };
    // SOF0 to SOF15 without DHT (C4), JPG (C8) and DAC (CC).
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame && at + 9 <= bytes.length) {
      return {
        kind: 'jpeg',
        heightPx: view.getUint16(at + 5),
        widthPx: view.getUint16(at + 7),
        headerEnd: at + 2 + length,
      };
    }
    at += 2 + length;
  }
  return { kind: 'damaged', reason: 'ends before it tells its size' };
}

function pngHeader(bytes: Uint8Array): ImageHeader {
  if (bytes.length < 33) return { kind: 'damaged', reason: 'ends before it tells its size' };
  if (!startsWith(bytes.subarray(12), ascii('IHDR')))
    return { kind: 'damaged', reason: 'does not begin with the IHDR chunk' };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { kind: 'png', widthPx: view.getUint32(16), heightPx: view.getUint32(20), headerEnd: 33 };
}

/**
 * Whether the end of the file is there: a JPEG's EOI marker, a PNG's IEND chunk. Entropy-coded JPEG data cannot hold
 * FF D9 (FF is stuffed with 00), so one after the frame header is the real end; bytes behind it do no harm.
 * @param tail the last bytes of the file, none of them before `headerEnd`
 */
export function hasImageEnd(kind: 'jpeg' | 'png', tail: Uint8Array): boolean {
  const buffer = Buffer.from(tail.buffer, tail.byteOffset, tail.byteLength);
  return kind === 'jpeg'
    ? buffer.lastIndexOf(Buffer.of(0xff, 0xd9)) >= 0
    : buffer.lastIndexOf('IEND', undefined, 'latin1') >= 0;
}
