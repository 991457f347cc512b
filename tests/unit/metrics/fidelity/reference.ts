import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { z } from 'zod';
import type { RgbImage } from '../../../../src/main/media/camera-frames.ts';

/** A file of reference answers in tests/golden/image-metrics. */
export const readReference = <T>(name: string, schema: z.ZodType<T>): T =>
  schema.parse(JSON.parse(readFileSync(resolve(import.meta.dirname, '../../../golden/image-metrics', name), 'utf8')));

export const bytesOf = (base64: string): Uint8Array => Uint8Array.from(Buffer.from(base64, 'base64'));

export const pictureOf = (base64: string, size: { widthPx: number; heightPx: number }): RgbImage => ({
  widthPx: size.widthPx,
  heightPx: size.heightPx,
  rgb: bytesOf(base64),
});

/** A picture painted by a function of column and row that gives red, green, blue. */
export function paint(widthPx: number, heightPx: number, colour: (u: number, v: number) => [number, number, number]) {
  const rgb = new Uint8Array(widthPx * heightPx * 3);
  for (let v = 0; v < heightPx; v++) for (let u = 0; u < widthPx; u++) rgb.set(colour(u, v), (v * widthPx + u) * 3);
  return { widthPx, heightPx, rgb };
}
