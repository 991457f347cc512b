import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { psnr, ssim, type PixelBytes } from '../../../src/shared/maths/image-quality.ts';

const goldenSchema = z.array(
  z.object({ widthPx: z.number(), heightPx: z.number(), spread: z.number(), ssim: z.number(), psnr: z.number() }),
);
// From torchmetrics, by tests/reference/image_quality.py.
const golden = goldenSchema.parse(
  JSON.parse(readFileSync(new URL('../../golden/image-quality.json', import.meta.url), 'utf8')),
);

type Level = (x: number, y: number, channel: number) => number;

function made(widthPx: number, heightPx: number, level: Level, bytesPerPixel: 3 | 4 = 3): PixelBytes {
  const bytes = new Uint8Array(widthPx * heightPx * bytesPerPixel).fill(255);
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++)
      for (let channel = 0; channel < 3; channel++)
        bytes[(y * widthPx + x) * bytesPerPixel + channel] = level(x, y, channel);
  return { widthPx, heightPx, bytes, bytesPerPixel };
}

const wave =
  (seed: number): Level =>
  (x, y, channel) =>
    (x * (5 + channel) + y * (3 + 2 * channel) + ((x * y * (seed + 1)) % 17) * 6 + seed * channel) % 256;

/** Shifted by a pixel and moved by up to `seed` levels. */
const other =
  (seed: number, width: number, height: number): Level =>
  (x, y, channel) => {
    const n = (channel * height + y) * width + x;
    return Math.min(255, wave(seed)((x + width - 1) % width, y, channel) + ((n * 31) % (seed + 1)));
  };

describe('SSIM and PSNR equal those of torchmetrics', () => {
  it.each(golden)('$widthPx × $heightPx, moved by up to $spread', (of) => {
    for (const stride of [3, 4] as const) {
      const a = made(of.widthPx, of.heightPx, wave(of.spread), stride);
      const b = made(of.widthPx, of.heightPx, other(of.spread, of.widthPx, of.heightPx));
      expect(ssim(a, b)).toBeCloseTo(of.ssim, 6);
      expect(psnr(a, b)).toBeCloseTo(of.psnr, 5);
    }
  });
});

describe('the ends of the scales', () => {
  const a = made(20, 20, wave(1));
  it('is 1 and infinite for equal pictures', () => {
    expect(ssim(a, a)).toBeCloseTo(1, 12);
    expect(psnr(a, a)).toBe(Infinity);
  });
  it('is 0 dB between black and white', () => {
    expect(
      psnr(
        made(11, 11, () => 0),
        made(11, 11, () => 255),
      ),
    ).toBeCloseTo(0, 12);
  });
  it('refuses pictures of different sizes, and for SSIM smaller than its window needs', () => {
    expect(() => ssim(a, made(20, 21, wave(1)))).toThrow('20 × 20 and 20 × 21 px');
    expect(() => psnr(a, made(21, 20, wave(1)))).toThrow(RangeError);
    expect(() => ssim(made(5, 20, wave(1)), made(5, 20, wave(1)))).toThrow('at least 6 × 6 px');
  });
});
