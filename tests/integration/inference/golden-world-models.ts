import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { TensorData } from '../../../src/main/inference/tensor.ts';

const hashedSchema = z.object({ shape: z.array(z.number()), seed: z.number(), scale: z.number() });
export type Hashed = z.infer<typeof hashedSchema>;
const answerSchema = z.object({ shape: z.array(z.number()), every: z.number(), values: z.array(z.number()).min(64) });
export type Answer = z.infer<typeof answerSchema>;
const feedSchema = z.union([
  hashedSchema,
  z.object({ int64: z.array(z.number()) }),
  z.object({ float32: z.array(z.number()) }),
]);

const casesOf = <T extends z.ZodType>(name: string, schema: T): z.infer<T>[] =>
  z
    .object({ cases: z.array(schema) })
    .parse(JSON.parse(readFileSync(resolve(import.meta.dirname, `../../golden/dit-wam/${name}.json`), 'utf8'))).cases;

export const graphCases = () =>
  casesOf(
    'graphs',
    z.object({
      model: z.string(),
      graph: z.string(),
      feeds: z.record(z.string(), feedSchema),
      output: z.string(),
      answer: answerSchema,
    }),
  );

export const samplerCases = () =>
  casesOf(
    'samplers',
    z.object({
      model: z.string(),
      objective: z.enum(['x0', 'epsilon']),
      steps: z.number(),
      noise: hashedSchema,
      anchor: hashedSchema,
      action_features: hashedSchema,
      answer: answerSchema,
    }),
  );

export const featureCases = () =>
  casesOf(
    'features',
    z.object({
      steering: z.array(z.number()),
      acceleration: z.array(z.number()),
      speedMps: z.number(),
      actionsPerStep: z.number(),
      features: z.array(z.array(z.number())),
    }),
  );

/** The numbers that models/training/dit_wam/write_goldens.py made up, exactly. */
export function madeUp({ shape, seed, scale }: Hashed): Float32Array {
  const length = shape.reduce((a, b) => a * b, 1);
  return Float32Array.from(
    { length },
    (_, i) => Math.fround(((48271 * i + 69621 * seed) % 65537) / 32768.5 - 1) * Math.fround(scale),
  );
}

export function tensorOf(feed: z.infer<typeof feedSchema>): TensorData {
  if ('int64' in feed)
    return { type: 'int64', shape: [feed.int64.length], data: BigInt64Array.from(feed.int64.map(BigInt)) };
  if ('float32' in feed)
    return { type: 'float32', shape: [feed.float32.length], data: Float32Array.from(feed.float32) };
  return { type: 'float32', shape: feed.shape, data: madeUp(feed) };
}

/** Largest difference from PyTorch's answer over the numbers that were kept of it, as a share of their largest or of 1. */
export function farthest(answer: Answer, found: ArrayLike<number | bigint>): number {
  const size = Math.max(1, ...answer.values.map(Math.abs));
  return Math.max(...answer.values.map((value, i) => Math.abs(value - Number(found[i * answer.every])))) / size;
}
