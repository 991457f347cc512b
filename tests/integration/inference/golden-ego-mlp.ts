import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { Inference } from '../../../src/main/inference/inference.ts';
import type { TensorData } from '../../../src/main/inference/tensor.ts';

const tensorSchema = z.object({ shape: z.array(z.number()), data: z.array(z.number()) });
const goldenSchema = z.object({ feeds: z.record(z.string(), tensorSchema), trajectory: tensorSchema });
const file = resolve(import.meta.dirname, '../../golden/ego-mlp.json');

/** Runs the committed ego-status MLP on the stored inputs: how far its answers are from PyTorch's, one number each. */
export async function differencesFromPyTorch(
  inference: Inference,
): Promise<{ differences: number[]; provider: string }> {
  const golden = goldenSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const feeds = Object.fromEntries(
    Object.entries(golden.feeds).map(([name, t]): [string, TensorData] => [
      name,
      { type: 'float32', shape: t.shape, data: Float32Array.from(t.data) },
    ]),
  );
  const { outputs, provider } = await inference.run({ modelId: 'ego-mlp', graph: 'planner', feeds });
  if (outputs.trajectory.shape.join() !== golden.trajectory.shape.join())
    throw new Error(`shape ${outputs.trajectory.shape.join()}`);
  return {
    differences: golden.trajectory.data.map((v, i) => Math.abs(v - Number(outputs.trajectory.data[i]))),
    provider,
  };
}
