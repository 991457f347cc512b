import { deflateSync } from 'node:zlib';
import { PNG_SIGNATURE, pngChunk, pngHeader } from '../../pictures.ts';

/** Colour types of PNG (ISO/IEC 15948, table 11.1) that files of recordings come in. */
export const pngKinds = {
  grey: { type: 0, bits: 8, channels: 1 },
  'grey 16': { type: 0, bits: 16, channels: 1 },
  'grey and alpha': { type: 4, bits: 8, channels: 2 },
  rgb: { type: 2, bits: 8, channels: 3 },
  'rgb 16': { type: 2, bits: 16, channels: 3 },
  rgba: { type: 6, bits: 8, channels: 4 },
  palette: { type: 3, bits: 8, channels: 1 },
  'palette with transparency': { type: 3, bits: 8, channels: 1 },
} as const;
export type PngKind = keyof typeof pngKinds;

/**
 * A PNG of random samples and the RGB that a viewer without a background shows: alpha left out.
 * @param random in [0, 1)
 */
export function colourPng(
  kind: PngKind,
  widthPx: number,
  heightPx: number,
  random: () => number,
): { file: Buffer; rgb: Uint8Array } {
  const { type, bits, channels } = pngKinds[kind];
  const palette = Uint8Array.from({ length: 256 * 3 }, () => random() * 256);
  const sampleBytes = bits / 8;
  const lineBytes = widthPx * channels * sampleBytes;
  const lines = Buffer.alloc((lineBytes + 1) * heightPx);
  const rgb = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const samples = Array.from({ length: channels }, () => Math.floor(random() * 256));
      const at = y * (lineBytes + 1) + 1 + x * channels * sampleBytes;
      // The lower byte of a wide sample is left at a value of its own: it must not be seen.
      samples.forEach((sample, c) => lines.set(bits === 16 ? [sample, 77] : [sample], at + c * sampleBytes));
      for (let c = 0; c < 3; c++) {
        const sample = channels >= 3 ? samples[c] : samples[0];
        rgb[(y * widthPx + x) * 3 + c] = type === 3 ? palette[samples[0] * 3 + c] : sample;
      }
    }
  }
  const extra = type === 3 ? [pngChunk('PLTE', palette)] : [];
  if (kind === 'palette with transparency') extra.push(pngChunk('tRNS', Uint8Array.of(0, 120)));
  const file = Buffer.concat([
    PNG_SIGNATURE,
    pngHeader(widthPx, heightPx, bits, type),
    ...extra,
    pngChunk('IDAT', deflateSync(lines)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
  return { file, rgb };
}
