import { resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ddimStep, ddimSteps } from '../../../src/main/inference/sampling/ddim.ts';
import { startInference } from '../../../src/main/inference/start-inference.ts';
import { actionFeatures } from '../../../src/main/pipelines/dit-wam/action-features.ts';
import { farthest, featureCases, graphCases, madeUp, samplerCases, tensorOf } from './golden-world-models.ts';

const inference = startInference({
  bundledFolder: resolve(import.meta.dirname, '../../../models'),
  userFolder: '',
  providers: ['cpu'],
});
afterAll(() => inference.close());

/** Weights are the same fp16 numbers on both sides, so only the order of float32 sums differs. */
const TOLERANCE = 1e-4;

describe('committed graphs answer in the inference process as PyTorch did', () => {
  it.each(graphCases())('$model $graph', async ({ model, graph, feeds, output, answer }) => {
    const { outputs } = await inference.run({
      modelId: model,
      graph,
      feeds: Object.fromEntries(Object.entries(feeds).map(([name, feed]) => [name, tensorOf(feed)])),
    });
    expect(outputs[output].shape).toEqual(answer.shape);
    expect(farthest(answer, outputs[output].data)).toBeLessThan(TOLERANCE);
  });
});

describe('diffusion by the product’s sampler comes out as by PyTorch’s', () => {
  it.each(samplerCases())('$model', async (golden) => {
    const x = madeUp(golden.noise);
    for (const step of ddimSteps({ trainSteps: 1000, offset: 0.008 }, golden.steps)) {
      const { outputs } = await inference.run({
        modelId: golden.model,
        graph: 'world',
        feeds: {
          x: { type: 'float32', shape: golden.noise.shape, data: x.slice() },
          anchor: tensorOf(golden.anchor),
          action_features: tensorOf(golden.action_features),
          t: tensorOf({ int64: [step.t] }),
          null_action: tensorOf({ float32: [1] }),
        },
      });
      ddimStep(x, outputs.prediction.data as Float32Array, step, golden.objective);
    }
    expect(farthest(golden.answer, x)).toBeLessThan(10 * TOLERANCE);
  });
});

it.each(featureCases())('features of $actionsPerStep actions a step are those the networks learned from', (golden) => {
  const { values } = actionFeatures(
    { kind: 'ego-motion', frequencies: 4, wheelBaseM: 3.089, steeringRatio: 14.5 },
    golden.actionsPerStep,
    golden,
    golden.speedMps,
  );
  const wanted = golden.features.flat();
  expect(values).toHaveLength(wanted.length);
  expect(Math.max(...wanted.map((value, i) => Math.abs(value - values[i])))).toBeLessThan(1e-6);
});
