import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { z } from 'zod';
import { startInference } from '../../../src/main/inference/start-inference.ts';
import type { TensorData } from '../../../src/main/inference/tensor.ts';

const repository = resolve(import.meta.dirname, '../../..');
const tensorSchema = z.object({ shape: z.array(z.number()), data: z.array(z.number()) });
const goldenSchema = z.object({ feeds: z.record(z.string(), tensorSchema), trajectory: tensorSchema });
const golden = goldenSchema.parse(JSON.parse(readFileSync(resolve(repository, 'tests/golden/ego-mlp.json'), 'utf8')));

const inference = startInference({ bundledFolder: resolve(repository, 'models'), userFolder: '', providers: ['cpu'] });
afterAll(() => inference.close());

it('the committed ego-status MLP answers in the inference process as PyTorch did', async () => {
  const feeds = Object.fromEntries(
    Object.entries(golden.feeds).map(([name, t]): [string, TensorData] => [
      name,
      { type: 'float32', shape: t.shape, data: Float32Array.from(t.data) },
    ]),
  );
  const { outputs } = await inference.run({ modelId: 'ego-mlp', graph: 'planner', feeds });
  expect(outputs.trajectory.shape).toEqual(golden.trajectory.shape);
  const differences = golden.trajectory.data.map((v, i) => Math.abs(v - Number(outputs.trajectory.data[i])));
  expect(differences).toHaveLength(12 * 8 * 3);
  expect(Math.max(...differences)).toBeLessThanOrEqual(1e-5);
});
