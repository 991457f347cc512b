import { describe, expect, it } from 'vitest';
import { blend, calibrate } from '../../../../src/main/inference/sampling/calibrate.ts';
import { cosineAlphaBar } from '../../../../src/main/inference/sampling/cosine-schedule.ts';
import { ddimStep, ddimSteps, guide } from '../../../../src/main/inference/sampling/ddim.ts';
import { noiseKey, normalNoise } from '../../../../src/main/inference/sampling/normal-noise.ts';
import { runSequence, type Sequence } from '../../../../src/main/inference/sampling/run-sequence.ts';
import { standardise, unstandardise } from '../../../../src/main/inference/sampling/standardise.ts';
import type { TensorData } from '../../../../src/main/inference/tensor.ts';

const schedule = { trainSteps: 1000, offset: 0.008 };
const f32 = (...values: number[]): TensorData => ({
  type: 'float32',
  shape: [values.length],
  data: Float32Array.of(...values),
});

describe('DDIM', () => {
  it('of 50 steps stands at 980, 960 … 0 and ends without noise', () => {
    const steps = ddimSteps(schedule, 50);
    expect(steps.map(({ t }) => t)).toEqual(Array.from({ length: 50 }, (_, i) => 980 - 20 * i));
    const bars = cosineAlphaBar(schedule);
    expect(steps[3]).toEqual({ t: 920, alphaBar: bars[920], alphaBarNext: bars[900] });
    expect(steps[49]).toEqual({ t: 0, alphaBar: 1, alphaBarNext: 1 });
  });

  it('takes at most as many steps as the network was trained with', () => {
    expect(ddimSteps({ trainSteps: 10, offset: 0.008 }, 50).map(({ t }) => t)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    expect(ddimSteps(schedule, 1).map(({ t }) => t)).toEqual([0]);
  });

  it.each(['x0', 'epsilon'] as const)('finds the clean value when the network knows it (%s)', (target) => {
    const clean = [0.7, -1.3];
    const noise = normalNoise(1, 2, 2);
    const bars = cosineAlphaBar(schedule);
    const x = Float32Array.from(clean, (z, i) => Math.sqrt(bars[980]) * z + Math.sqrt(1 - bars[980]) * noise[i]);
    for (const step of ddimSteps(schedule, 50)) {
      const answer = target === 'x0' ? Float32Array.from(clean) : noise;
      ddimStep(x, answer, step, target);
    }
    clean.forEach((z, i) => expect(x[i]).toBeCloseTo(z, target === 'x0' ? 6 : 3));
  });

  it('guidance goes beyond the conditional answer', () => {
    const conditional = Float32Array.of(1, 2);
    guide(conditional, Float32Array.of(0, 4), 1.5);
    expect([...conditional]).toEqual([1.5, 1]);
  });
});

describe('noise', () => {
  it('is standard normal', () => {
    const noise = normalNoise(7, 11, 100_000);
    const mean = noise.reduce((a, b) => a + b, 0) / noise.length;
    const moment = (power: number) => noise.reduce((sum, v) => sum + (v - mean) ** power, 0) / noise.length;
    expect(Math.abs(mean)).toBeLessThan(0.01);
    expect(moment(2)).toBeCloseTo(1, 1);
    expect(Math.abs(moment(3))).toBeLessThan(0.05);
    expect(moment(4)).toBeCloseTo(3, 0);
  });

  it('follows from seed and key alone, and a shorter one is the beginning of a longer one', () => {
    expect(normalNoise(7, 1, 9)).toEqual(normalNoise(7, 1, 100).slice(0, 9));
    const all = [
      normalNoise(7, 1, 1000),
      normalNoise(7, 2, 1000),
      normalNoise(8, 1, 1000),
      normalNoise(7, 2 ** 32 + 1, 1000),
    ];
    all.forEach((a, i) =>
      all.slice(i + 1).forEach((b) => {
        const correlation = a.reduce((sum, v, k) => sum + v * b[k], 0) / a.length;
        expect(Math.abs(correlation)).toBeLessThan(0.12);
      }),
    );
  });

  it('keys are integers that tell words apart', () => {
    const keys = Array.from({ length: 20_000 }, (_, i) => noiseKey('token', i * 500_000));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.every(Number.isSafeInteger)).toBe(true);
    expect(keys.every((key) => key >= 0)).toBe(true);
    expect(noiseKey('ab', 'c')).not.toBe(noiseKey('a', 'bc'));
  });
});

it('standardising goes by component and back', () => {
  const moments = { mean: [1, -2], std: [2, 0.5] };
  const tokens = Float32Array.of(3, -2, 1, -1);
  expect([...standardise(tokens, moments)]).toEqual([1, 0, 0, 2]);
  expect(unstandardise(standardise(tokens, moments), moments)).toEqual(tokens);
});

it('calibration goes by channel, blending by share', () => {
  const moments = { predicted: { mean: [1, 0], std: [2, 1] }, truth: { mean: [0, 10], std: [1, 0] } };
  const latent = calibrate(Float32Array.of(3, 1, 5, 7), moments);
  expect(latent[0]).toBeCloseTo(1, 5);
  expect([...latent].slice(1)).toEqual([0, 10, 10]);
  expect([...blend(Float32Array.of(1, 0), Float32Array.of(0, 2), 0.25)]).toEqual([0.25, 1.5]);
});

describe('a sequence', () => {
  /** Answers x · gain + bias of the evaluation; `told` keeps what it was fed. */
  const linear =
    (told: Record<string, TensorData>[] = []) =>
    async (feeds: Record<string, TensorData>) => {
      told.push(feeds);
      const at = (name: string) => Number(feeds[name].data[0]);
      return { y: f32(at('x') * at('gain') + at('bias')) };
    };
  const chain: Sequence = {
    constant: { gain: f32(2) },
    each: [{ bias: f32(1) }, { bias: f32(10) }, { bias: f32(100) }],
    start: f32(1),
    carry: { kind: 'answer', inputs: ['x'], output: 'y' },
  };

  it('of answers feeds each to the next and tells all', async () => {
    const answers: unknown[] = [];
    const { state, done } = await runSequence(chain, 0, {
      run: linear(),
      onEvaluation: (i, answer) => answers.push([i, answer?.data[0]]),
      goOn: async () => true,
    });
    expect(answers).toEqual([
      [0, 3],
      [1, 16],
      [2, 132],
    ]);
    expect([done, state.data[0]]).toEqual([3, 132]);
  });

  it('that is stopped goes on where it stood to the same end', async () => {
    const stopping = { run: linear(), onEvaluation: () => undefined, goOn: async () => false };
    const first = await runSequence(chain, 0, stopping);
    expect([first.done, first.state.data[0]]).toEqual([1, 3]);
    const rest = await runSequence({ ...chain, start: first.state }, first.done, {
      ...stopping,
      goOn: async () => true,
    });
    expect([rest.done, rest.state.data[0]]).toEqual([3, 132]);
  });

  it('of denoising leaves the caller’s noise alone and asks twice with guidance', async () => {
    const fed: Record<string, TensorData>[] = [];
    const start = f32(0.5);
    const steps = ddimSteps(schedule, 2);
    const { state } = await runSequence(
      {
        constant: { gain: f32(0) },
        each: [{ bias: f32(1) }, { bias: f32(1) }],
        start,
        carry: {
          kind: 'ddim',
          input: 'x',
          output: 'y',
          steps,
          target: 'x0',
          guidance: { weight: 3, feeds: { bias: f32(0.5) } },
        },
      },
      0,
      { run: linear(fed), onEvaluation: () => undefined, goOn: async () => true },
    );
    expect(start.data[0]).toBe(0.5);
    expect(fed.map(({ bias }) => bias.data[0])).toEqual([1, 0.5, 1, 0.5]);
    // 0.5 + 3 · (1 − 0.5)
    expect(state.data[0]).toBeCloseTo(2, 6);
  });

  it.each([
    [{ z: f32(1) }, 'its answer has no "y"'],
    [{ y: f32(1, 2) }, '"y" has the shape [2], expected [1]'],
  ])('whose answer does not fit is refused', async (outputs, words) => {
    const hooks = { run: async () => outputs, onEvaluation: () => undefined, goOn: async () => true };
    await expect(runSequence(chain, 0, hooks)).rejects.toThrow(words);
  });
});
