import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { worldParametersSchema } from '../../../src/main/pipelines/dit-wam/spec.ts';
import { worldObjectives } from '../../../src/shared/domain/steering.ts';
import { rolloutOptionsSchema } from '../../../src/shared/domain/video-prediction.ts';

const numbers = z.array(z.number());
const fields = worldParametersSchema.shape;

const schema = z.object({
  latent: z.object({ channels: z.number(), height: z.number(), width: z.number() }),
  patch: z.number(),
  actionsPerStep: z.number(),
  standardisation: fields.standardisation,
  calibration: fields.calibration.unwrap(),
  worlds: z.record(z.string(), z.object({ x: numbers, anchor: numbers, features: numbers, time: numbers })),
  cases: z.array(
    z.object({
      name: z.string(),
      world: z.string(),
      objective: z.enum(worldObjectives),
      features: fields.features,
      horizon: z.number(),
      chain: z.number(),
      options: rolloutOptionsSchema,
      noiseKey: z.number(),
      present: numbers,
      speedMps: z.number(),
      steering: numbers,
      acceleration: numbers,
      latents: z.array(numbers),
    }),
  ),
  actions: z.array(
    z.object({
      features: fields.features,
      actionsPerStep: z.number(),
      speedMps: z.number(),
      steering: numbers,
      acceleration: numbers,
      values: numbers,
      endSpeedMps: z.number(),
    }),
  ),
  alphaBar: z.record(z.string(), z.number()),
  noise: z.array(z.object({ seed: z.number(), key: z.number(), values: numbers })),
  patches: z.object({ latent: numbers, tokens: numbers }),
});

/** Answers of tests/reference/dit_wam_sampling.py. */
export const linearWorlds = schema.parse(
  JSON.parse(readFileSync(new URL('./linear-world.json', import.meta.url), 'utf8')),
);
