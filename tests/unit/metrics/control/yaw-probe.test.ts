import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pairFeatureCount, pairFeatures } from '../../../../src/main/metrics/control/pair-features.ts';
import { applyFit, fitRidge } from '../../../../src/main/metrics/control/ridge.ts';
import { fitYawProbe, type YawExample } from '../../../../src/main/metrics/control/yaw-probe.ts';
import { randomNormals, randomShares } from '../../../../src/main/metrics/statistics/random-numbers.ts';
import { readReference } from '../fidelity/reference.ts';

const numbers = z.array(z.number());
// From numpy, by tests/reference/statistics_lab.py.
const { ridge } = readReference(
  'statistics.json',
  z.object({
    ridge: z.array(
      z.object({ x: z.array(numbers), y: numbers, penalty: z.number(), probe: z.array(numbers), answers: numbers }),
    ),
  }),
);

describe('ridge regression', () => {
  it.each(ridge)('of $y.length examples equals numpy’s closed form', ({ x, y, penalty, probe, answers }) => {
    const fit = fitRidge(x, y, penalty);
    probe.forEach((features, i) => expect(applyFit(fit, features)).toBeCloseTo(answers[i], 10));
  });

  it('refuses what it cannot fit', () => {
    expect(() => fitRidge([], [], 1)).toThrow(RangeError);
    expect(() => fitRidge([[1]], [1], 0)).toThrow(RangeError);
  });
});

const shape = { channels: 2, height: 8, width: 16 };

/** A random scene, smooth sideways, seen through a window that starts at a column. */
function view(seed: number, column: number): Float32Array {
  const normal = randomNormals(seed);
  const scene = Float64Array.from({ length: 2 * 8 * 48 }, normal);
  const latent = new Float32Array(shape.channels * shape.height * shape.width);
  for (let row = 0; row < 16; row++)
    for (let u = 0; u < 16; u++) {
      const at = 16 + column + u;
      const left = Math.floor(at);
      const near = (i: number) => (scene[row * 48 + i] + scene[row * 48 + i + 1]) / 2;
      latent[row * 16 + u] = (1 - at + left) * near(left) + (at - left) * near(left + 1);
    }
  return latent;
}

/** Pairs of views; turning left by a radian moves the scene 8 columns to the right. */
function examples(clips: number, yawOf: (turned: number) => number): YawExample[] {
  const share = randomShares(6);
  return Array.from({ length: clips * 4 }, (_, i) => {
    const turned = share() - 0.5;
    const features = pairFeatures(view(i, 0), view(i, -8 * turned), shape, 4);
    return { features, yawRad: yawOf(turned), clipId: `clip ${i % clips}` };
  });
}

describe('a yaw probe', () => {
  it('reads turning from pairs of latents of scenes it has not seen', async () => {
    const probe = await fitYawProbe(
      examples(40, (turned) => turned),
      1,
    );
    if (!probe) throw new Error('no probe of 40 clips');
    expect(probe).toMatchObject({ heldOutExamples: 32, examples: 128 });
    expect(probe.heldOutCorrelation).toBeGreaterThan(0.95);
    const yawRad = (column: number) => applyFit(probe.fit, pairFeatures(view(9001, 0), view(9001, column), shape, 4));
    expect(yawRad(-3)).toBeGreaterThan(0.25);
    expect(yawRad(3)).toBeLessThan(-0.25);
  });

  it('says so where there is nothing to read', async () => {
    const normal = randomNormals(12);
    const probe = await fitYawProbe(
      examples(40, () => normal()),
      1,
    );
    expect(Math.abs(probe?.heldOutCorrelation ?? 1)).toBeLessThan(0.5);
  });

  it('needs five clips', async () => {
    const of = (clips: number) =>
      fitYawProbe(
        examples(clips, (turned) => turned),
        1,
      );
    expect(await of(4)).toBeNull();
    expect(await of(5)).toMatchObject({ heldOutExamples: 4, examples: 16 });
  });

  it('holds out the same clips for the same seed', async () => {
    const all = examples(12, (turned) => turned);
    const [first, again] = [await fitYawProbe(all, 3), await fitYawProbe(all, 3)];
    expect(first?.heldOutCorrelation).toBe(again?.heldOutCorrelation);
  });
});

describe('features of a pair', () => {
  // Ten lags to either side and two soft picks for each of four bands and the whole.
  const GROUP = 23;

  it('hold both latents shrunk, after the lagged correlations', () => {
    const one = Float32Array.from({ length: 256 }, (_, i) => Math.floor(i / 128));
    const two = one.map((value) => value + 2);
    const features = pairFeatures(one, two, shape, 4);
    expect(features.length).toBe(5 * GROUP + 2 * (2 * 2 * 4));
    expect(pairFeatureCount(shape, 4)).toBe(features.length);
    const cells = [0, 1, 2, 3].flatMap((value) => Array<number>(8).fill(value));
    expect([...features.slice(-32)]).toEqual(cells);
    expect(features.slice(0, -32).every((value) => Math.abs(value) < 1e-12)).toBe(true);
  });

  it('find the lag at which the later one repeats the earlier', () => {
    const features = pairFeatures(view(3, 0), view(3, -2), shape, 4);
    for (let group = 0; group < 5; group++) {
      const lags = [...features.slice(GROUP * group, GROUP * group + 21)];
      expect(lags.indexOf(Math.max(...lags)) - 10).toBe(2);
      expect(Math.abs(features[GROUP * group + 22] - 2)).toBeLessThan(0.7);
    }
  });
});
