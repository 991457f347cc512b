import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { clipErrors, probeErrors, steeringDegrees } from '../../../../src/main/metrics/probe/clip-errors.ts';
import { gelu } from '../../../../src/main/metrics/probe/gelu.ts';
import { answers, initialWeights, mlpTrainer } from '../../../../src/main/metrics/probe/mlp.ts';
import { orthogonalProjection } from '../../../../src/main/metrics/probe/orthogonal-projection.ts';
import { trainProbe } from '../../../../src/main/metrics/probe/train-probe.ts';
import { randomNormals } from '../../../../src/main/metrics/statistics/random-numbers.ts';
import { readReference } from '../fidelity/reference.ts';

const numbers = z.array(z.number()).transform((list) => Float64Array.from(list));
const weights = z.object({ weight1: numbers, bias1: numbers, weight2: numbers, bias2: numbers });
// From torch in 64 bits, by tests/reference/statistics_lab.py.
const { mlp } = readReference(
  'statistics.json',
  z.object({
    mlp: z.object({
      inputs: z.number(),
      hidden: z.number(),
      outputs: z.number(),
      rows: z.number(),
      rate: z.number(),
      start: weights,
      steps: z.array(z.object({ x: numbers, y: numbers, dropout: numbers, loss: z.number() })),
      end: weights,
      probe: numbers,
      answers: numbers,
    }),
  }),
);
// erf is approximated to 1.5e-7; Adam's first steps keep little more than the sign of a slope.
const TOLERANCE = 2e-6;
const furthest = (a: Float64Array, b: Float64Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);

describe('training steps', () => {
  it('equal torch’s: GELU, dropout, mean squared error, Adam', () => {
    const { inputs, hidden, outputs, rows } = mlp;
    const own = { inputs, hidden, outputs, ...structuredClone(mlp.start) };
    const step = mlpTrainer(own, mlp.rate);
    for (const { x, y, dropout, loss } of mlp.steps)
      expect(Math.abs(step(x, y, rows, dropout) - loss)).toBeLessThan(TOLERANCE);
    for (const key of ['weight1', 'bias1', 'weight2', 'bias2'] as const)
      expect(furthest(own[key], mlp.end[key])).toBeLessThan(TOLERANCE);
    expect(furthest(answers(own, mlp.probe, 3), mlp.answers)).toBeLessThan(TOLERANCE);
    expect(furthest(own.weight1, mlp.start.weight1)).toBeGreaterThan(1e-3);
  });

  it('begin within ± 1/√inputs', () => {
    const { weight1, weight2 } = initialWeights(100, 256, 2, 1);
    const reach = (list: Float64Array) => list.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(reach(weight1)).toBeLessThan(0.1);
    expect(reach(weight1)).toBeGreaterThan(0.0999);
    expect(reach(weight2)).toBeLessThan(1 / 16);
  });

  it('have GELU’s slope', () => {
    const x = Float64Array.from({ length: 13 }, (_, i) => i - 6);
    const at = (by: number) => {
      const out = new Float64Array(13);
      const slopes = new Float64Array(13);
      gelu(
        x.map((value) => value + by),
        out,
        slopes,
        13,
      );
      return { out, slopes };
    };
    const slope = at(0.01).out.map((value, i) => (value - at(-0.01).out[i]) / 0.02);
    expect(furthest(slope, at(0).slopes)).toBeLessThan(1e-4);
    expect(at(0).out[6]).toBe(0);
  });
});

/** Clips whose steering is a bent function of their features, acceleration noise. */
function drive(clips: number, pictures: number, seed: number) {
  const normal = randomNormals(seed);
  const count = clips * pictures;
  const features = Array.from({ length: count }, () => Float32Array.from({ length: 12 }, () => normal()));
  return {
    features,
    steering: features.map((x) => 0.2 * Math.abs(x[0]) + 0.1 * x[1]),
    acceleration: features.map(() => 0.1 * normal()),
    clipIds: features.map((_, i) => `clip ${i % clips}`),
  };
}

describe('a probe', () => {
  const train = drive(20, 30, 1);
  const test = drive(8, 10, 2);

  it('learns what the features hold, and not what they do not', async () => {
    const errors = await probeErrors(train, test, [0]);
    const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;
    const spread = (list: readonly number[]) => Math.sqrt(mean(list.map((value) => (value - mean(list)) ** 2)));
    expect(errors.map(({ pictures }) => pictures)).toEqual(Array<number>(8).fill(10));
    expect(mean(errors.map(({ steering }) => steering))).toBeLessThan(0.45 * spread(test.steering));
    expect(mean(errors.map(({ acceleration }) => acceleration))).toBeGreaterThan(0.9 * spread(test.acceleration));
  });

  it('is the same for the same seed, and means are over seeds', async () => {
    const ofSeed = async (seed: number) =>
      clipErrors(test, (await trainProbe(train, seed, {}, { epochs: 3 })).predict(test.features));
    const [first, again, other] = [await ofSeed(0), await ofSeed(0), await ofSeed(1)];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('tells its epochs and stops when cancelled', async () => {
    const told: number[] = [];
    const probe = await trainProbe(train, 0, { onProgress: (done, total) => told.push(done / total) }, { epochs: 4 });
    expect(told).toEqual([0.25, 0.5, 0.75, 1]);
    expect(probe.trainingErrors.length).toBe(4);
    expect(probe.trainingErrors[3]).toBeLessThan(probe.trainingErrors[0]);
    const cancel = new AbortController();
    setImmediate(() => cancel.abort());
    await expect(trainProbe(train, 0, { signal: cancel.signal })).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('refuses no examples and features of another width', async () => {
    await expect(trainProbe({ features: [], steering: [], acceleration: [] }, 0)).rejects.toThrow(RangeError);
    const probe = await trainProbe(drive(1, 4, 3), 0, {}, { epochs: 1 });
    expect(() => probe.predict([new Float32Array(5)])).toThrow(RangeError);
  });
});

describe('errors of clips', () => {
  it('are root mean squares inside each clip', () => {
    const set = { steering: [0, 0, 1], acceleration: [0, 0, 0], clipIds: ['a', 'a', 'b'] };
    expect(clipErrors(set, { steering: [3, 4, 1], acceleration: [0, 0, -2] })).toEqual([
      { clipId: 'a', steering: Math.sqrt(12.5), acceleration: 0, pictures: 2 },
      { clipId: 'b', steering: 0, acceleration: 2, pictures: 1 },
    ]);
  });

  it('are told as degrees of the wheel', () => {
    expect(steeringDegrees(0.058)).toBeCloseTo(19.939, 3);
  });
});

describe('projection to one width', () => {
  const features = (width: number, seed: number) => Float32Array.from({ length: width }, randomNormals(seed));
  const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i], 0);

  it('leaves features of that width as they are', () => {
    const x = features(384, 1);
    expect(orthogonalProjection(384, 7)(x)).toEqual(x);
  });

  it('keeps lengths and angles of narrower features', () => {
    const project = orthogonalProjection(20, 7, 48);
    const [a, b] = [features(20, 1), features(20, 2)];
    expect(project(a).length).toBe(48);
    expect(dot(project(a), project(b))).toBeCloseTo(dot(a, b), 4);
    expect(dot(project(a), project(a))).toBeCloseTo(dot(a, a), 4);
  });

  it('of wider features has orthonormal directions', () => {
    const project = orthogonalProjection(30, 7, 12);
    const columns = Array.from({ length: 30 }, (_, i) =>
      project(Float32Array.from({ length: 30 }, (_, k) => (i === k ? 1 : 0))),
    );
    for (let a = 0; a < 12; a++)
      for (let b = 0; b <= a; b++) {
        const product = columns.reduce((sum, column) => sum + column[a] * column[b], 0);
        expect(product).toBeCloseTo(a === b ? 1 : 0, 5);
      }
  });

  it('is frozen by its seed', () => {
    const x = features(20, 1);
    expect(orthogonalProjection(20, 7, 48)(x)).toEqual(orthogonalProjection(20, 7, 48)(x));
    expect(orthogonalProjection(20, 8, 48)(x)).not.toEqual(orthogonalProjection(20, 7, 48)(x));
  });
});
