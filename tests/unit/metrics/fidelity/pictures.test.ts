import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { latentCosSim } from '../../../../src/main/metrics/fidelity/cos-sim.ts';
import { psnr } from '../../../../src/main/metrics/fidelity/psnr.ts';
import { sharpness } from '../../../../src/main/metrics/fidelity/sharpness.ts';
import { ssim } from '../../../../src/main/metrics/fidelity/ssim.ts';
import { bytesOf, paint, pictureOf, readReference } from './reference.ts';

// From torchmetrics and torch, by tests/reference/image_metrics.py.
const golden = readReference(
  'images.json',
  z.object({
    pairs: z.array(
      z.object({
        name: z.string(),
        widthPx: z.number(),
        heightPx: z.number(),
        a: z.string(),
        b: z.string(),
        ssim: z.number(),
        psnr: z.number(),
        sharpness: z.tuple([z.number(), z.number()]),
      }),
    ),
    latents: z.object({
      shape: z.object({ channels: z.number(), height: z.number(), width: z.number() }),
      a: z.string(),
      b: z.string(),
      cosSim: z.record(z.string(), z.number()),
    }),
  }),
);

// torchmetrics computes in 64 bits here but holds its Gaussian window and its logarithm's base in 32.
const SSIM_TOLERANCE = 1e-6;
const PSNR_TOLERANCE = 1e-5;

describe.each(golden.pairs)('$name', (pair) => {
  const [a, b] = [pictureOf(pair.a, pair), pictureOf(pair.b, pair)];

  it('has torchmetrics’ SSIM', () => {
    expect(Math.abs(ssim(a, b) - pair.ssim)).toBeLessThan(SSIM_TOLERANCE);
    expect(ssim(b, a)).toBeCloseTo(ssim(a, b), 12);
    expect(ssim(a, a)).toBeCloseTo(1, 12);
  });

  it('has torchmetrics’ PSNR', () => {
    expect(Math.abs(psnr(a, b) - pair.psnr)).toBeLessThan(PSNR_TOLERANCE);
    expect(psnr(a, a)).toBe(Infinity);
  });

  it('has torch’s variance of the Laplacian', () => {
    expect(Math.abs(sharpness(a) - pair.sharpness[0])).toBeLessThan(1e-12);
    expect(Math.abs(sharpness(b) - pair.sharpness[1])).toBeLessThan(1e-12);
  });
});

describe('pictures that cannot be compared', () => {
  const grey = (widthPx: number, heightPx: number) => paint(widthPx, heightPx, () => [9, 9, 9]);

  it.each([
    ['differ in size', () => ssim(grey(20, 20), grey(20, 21))],
    ['differ in size', () => psnr(grey(20, 20), grey(21, 20))],
    ['are smaller than half the window', () => ssim(grey(5, 20), grey(5, 20))],
    ['have too few bytes', () => ssim({ ...grey(20, 20), rgb: new Uint8Array(9) }, grey(20, 20))],
    ['have no interior', () => sharpness(grey(2, 9))],
  ])('%s', (_, compare) => {
    expect(compare).toThrow(RangeError);
  });

  it('of one colour are not sharp, stripes are', () => {
    const stripes = paint(9, 9, (u) => (u % 2 ? [0, 0, 0] : [255, 255, 255]));
    expect(sharpness(grey(9, 9))).toBe(0);
    expect(sharpness(stripes)).toBeGreaterThan(3);
  });
});

describe('CosSim of latents', () => {
  const { shape, cosSim } = golden.latents;
  const [a, b] = [golden.latents.a, golden.latents.b].map((text) => new Float32Array(bytesOf(text).buffer));

  // torch's cosine is in 32 bits here.
  it.each(Object.entries(cosSim))('of tokens of %s positions a side equals torch’s', (patch, expected) => {
    expect(Math.abs(latentCosSim(a, b, shape, Number(patch)) - expected)).toBeLessThan(1e-6);
  });

  it('counts a token of zeros as 0', () => {
    const two = { channels: 1, height: 1, width: 2 };
    expect(latentCosSim([3, 0], [5, 0], two, 1)).toBe(0.5);
  });

  it('refuses latents of another length', () => {
    expect(() => latentCosSim(a, b.subarray(1), shape, 2)).toThrow(RangeError);
  });
});
