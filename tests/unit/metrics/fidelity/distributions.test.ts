import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { frechetDistance } from '../../../../src/main/metrics/fidelity/frechet-distance.ts';
import { kernelDistance } from '../../../../src/main/metrics/fidelity/kernel-distance.ts';
import { channelMoments } from '../../../../src/main/metrics/fidelity/latent-moments.ts';
import { randomNormals } from '../../../../src/main/metrics/statistics/random-numbers.ts';
import { bytesOf, readReference } from './reference.ts';

// From torchmetrics on given features, and numpy, by tests/reference/image_metrics.py.
const golden = readReference(
  'images.json',
  z.object({
    kidSeed: z.number(),
    sets: z.array(
      z.object({
        width: z.number(),
        real: z.string(),
        made: z.string(),
        fid: z.object({ torchmetrics: z.number(), symmetric: z.number() }),
        kid: z.object({ mean: z.number(), sd: z.number(), torchmetrics: z.number().optional() }),
      }),
    ),
  }),
);

function featuresOf(text: string, width: number): Float64Array[] {
  const numbers = Float64Array.from(new Int16Array(bytesOf(text).buffer), (value) => value / 32);
  return Array.from({ length: numbers.length / width }, (_, i) => numbers.slice(i * width, (i + 1) * width));
}

const gaussians = (count: number, width: number, seed: number, offset = 0): Float32Array[] => {
  const normal = randomNormals(seed);
  return Array.from({ length: count }, () => Float32Array.from({ length: width }, () => normal() + offset));
};

describe.each(golden.sets)('features of width $width', (set) => {
  const [real, made] = [featuresOf(set.real, set.width), featuresOf(set.made, set.width)];
  const title = `${real.length} against ${made.length}`;

  it(`${title}: FID equals numpy’s, by roots of symmetric matrices`, async () => {
    // Where features are fewer than their width, numpy takes the root of eigenvalues that are 0 up to rounding: 1e-16 gives 1e-8.
    expect(Math.abs(((await frechetDistance(real, made)) ?? NaN) / set.fid.symmetric - 1)).toBeLessThan(1e-6);
  });

  it(`${title}: FID equals torchmetrics’`, async () => {
    expect(Math.abs(((await frechetDistance(real, made)) ?? NaN) / set.fid.torchmetrics - 1)).toBeLessThan(1e-6);
  });

  it(`${title}: KID equals numpy’s on the same subsets`, async () => {
    const found = await kernelDistance(real, made, golden.kidSeed);
    expect(Math.abs((found?.mean ?? NaN) - set.kid.mean)).toBeLessThan(1e-9);
    expect(Math.abs((found?.sd ?? NaN) - set.kid.sd)).toBeLessThan(1e-9);
  });
});

describe('KID where every subset is the whole set', () => {
  const whole = golden.sets.flatMap(({ kid, ...set }) =>
    kid.torchmetrics === undefined ? [] : [{ ...set, expected: kid.torchmetrics }],
  );

  it.each(whole)('equals torchmetrics’, width $width', async ({ real, made, width, expected }) => {
    const found = await kernelDistance(featuresOf(real, width), featuresOf(made, width), 7);
    expect(Math.abs((found?.mean ?? NaN) - expected)).toBeLessThan(1e-9);
    expect(found?.sd).toBeLessThan(1e-12);
  });
});

describe('Fréchet distance', () => {
  it('of a set to itself is 0, also with fewer features than their width', async () => {
    for (const [count, width] of [
      [60, 8],
      [9, 40],
    ] as const)
      expect(await frechetDistance(gaussians(count, width, 3), gaussians(count, width, 3))).toBeLessThan(1e-9);
  });

  it('of a moved set is the square of its way', async () => {
    const moved = gaussians(60, 8, 3).map((row) => row.map((value) => value + 2));
    expect(await frechetDistance(gaussians(60, 8, 3), moved)).toBeCloseTo(8 * 4, 4);
  });

  it('needs two features a side of one width', async () => {
    expect(await frechetDistance(gaussians(1, 4, 1), gaussians(9, 4, 1))).toBeNull();
    await expect(frechetDistance(gaussians(5, 4, 1), gaussians(5, 3, 1))).rejects.toThrow(RangeError);
  });

  it('stops when cancelled', async () => {
    const cancel = new AbortController();
    const found = frechetDistance(gaussians(700, 700, 1), gaussians(700, 700, 2), { signal: cancel.signal });
    setImmediate(() => cancel.abort());
    await expect(found).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('kernel distance', () => {
  it('is near 0 for two draws of one distribution and grows with their distance', async () => {
    const distance = async (offset: number) =>
      (await kernelDistance(gaussians(150, 16, 1), gaussians(150, 16, 2, offset), 42))?.mean ?? NaN;
    const [same, near, far] = [await distance(0), await distance(0.3), await distance(1)];
    expect(Math.abs(same)).toBeLessThan(0.05);
    expect(near).toBeGreaterThan(0.1);
    expect(far).toBeGreaterThan(near * 3);
  });

  it('is the same for the same seed and another for another', async () => {
    const [a, b] = [gaussians(80, 4, 1), gaussians(90, 4, 2, 0.2)];
    expect(await kernelDistance(a, b, 5)).toEqual(await kernelDistance(a, b, 5));
    expect(await kernelDistance(a, b, 6)).not.toEqual(await kernelDistance(a, b, 5));
  });

  it('is null below two features a side', async () => {
    expect(await kernelDistance(gaussians(1, 4, 1), gaussians(9, 4, 1), 1)).toBeNull();
  });
});

describe('moments of latent channels', () => {
  it('are over all positions of all latents', () => {
    const { mean, std } = channelMoments(
      [
        [1, 2, 10, 10],
        [3, 4, 10, 14],
      ],
      2,
    );
    expect(mean).toEqual([2.5, 11]);
    expect(std.map((value) => value ** 2 * 3)).toEqual([expect.closeTo(5, 12), expect.closeTo(12, 12)]);
  });

  it('need a latent', () => {
    expect(() => channelMoments([], 4)).toThrow(RangeError);
  });
});
