import type { Command } from 'commander';
import { z } from 'zod';
import type { ModelInfo } from '../../../shared/domain/model.ts';
import { ProblemError } from '../../../shared/domain/problem.ts';
import { videoRunOptionsSchema, type VideoRunOptions } from '../../../shared/domain/video-prediction.ts';
import type { Inference } from '../../inference/inference.ts';
import { reasonAgainst } from '../../pipelines/dit-wam/setting-use.ts';
import { worldParametersSchema, type WorldParameters } from '../../pipelines/dit-wam/spec.ts';
import { badOption } from './filter-options.ts';

/** The options of `foresight run` that only world models read, by the setting that each is. */
const optionOf = {
  steps: 'steps',
  guidance: 'guidance',
  seed: 'seed',
  calibrate: 'calibrate',
  blend: 'blend',
  everyS: 'every',
} as const satisfies Record<keyof VideoRunOptions, string>;
type Setting = keyof typeof optionOf;

export const withVideoOptions = (command: Command): Command =>
  command
    .option('--steps <n>', 'world models: denoising steps (default: 50)')
    .option('--guidance <weight>', 'world models: weight of classifier-free guidance, 1 is off (default: 1)')
    .option('--seed <n>', 'world models: seed of the noise (default: 7)')
    .option(
      '--calibrate <how>',
      'world models: none, or train for the mean and spread of training latents (default: train)',
    )
    .option('--blend <share>', 'world models: share of the direct twin in the latent, 0 to 1 (default: 0)')
    .option('--every <seconds>', 'world models: seconds between decision instants at least (default: 2)');

const givenSchema = z.object({
  steps: z.string().optional(),
  guidance: z.string().optional(),
  seed: z.string().optional(),
  calibrate: z.string().optional(),
  blend: z.string().optional(),
  every: z.string().optional(),
});

/** The settings that a command line names, checked; the others stay out. Throws ProblemError. */
export function givenVideoOptions(options: unknown): Partial<VideoRunOptions> {
  const { every, ...rest } = givenSchema.parse(options);
  const texts = Object.entries({ ...rest, everyS: every }) as [Setting, string | undefined][];
  return Object.fromEntries(
    texts.flatMap(([setting, text]) => {
      if (text === undefined) return [];
      const value = setting === 'calibrate' ? text : text.trim() === '' ? NaN : Number(text);
      const parsed = videoRunOptionsSchema.shape[setting].safeParse(value);
      if (!parsed.success) throw badOption(`--${optionOf[setting]} ${text} cannot be used`, known[setting]);
      return [[setting, parsed.data]];
    }),
  );
}

const known: Record<Setting, string> = {
  steps: 'whole numbers from 1 to 1000',
  guidance: 'numbers from 0 to 10',
  seed: 'whole numbers from 0 to 2147483647',
  calibrate: 'none, train',
  blend: 'numbers from 0 to 1',
  everyS: 'seconds above 0, up to 60',
};

/**
 * How a model is to be run; undefined for a planner. Throws ProblemError where a setting is given that the model has no use
 * for: a number that changes nothing would be believed to have changed something.
 */
export async function readVideoOptions(
  options: unknown,
  modelId: string,
  inference: Inference,
): Promise<VideoRunOptions | undefined> {
  const given = givenVideoOptions(options);
  const names = Object.keys(given) as Setting[];
  const model = (await inference.models()).find((m) => m.modelId === modelId);
  // What is wrong with it is told where it is started.
  if (!model || model.problem) return undefined;
  if (model.role !== 'world-model') {
    if (names.length === 0) return undefined;
    throw noUse(names[0], model, 'it predicts no video');
  }
  const parameters = worldParametersSchema.safeParse((await inference.manifest(modelId)).parameters);
  for (const name of parameters.success ? names : []) {
    const reason = reasonAgainst(name, given[name], parameters.data as WorldParameters);
    if (reason !== null) throw noUse(name, model, reason);
  }
  return videoRunOptionsSchema.parse(given);
}

const noUse = (setting: Setting, { modelId }: ModelInfo, reason: string) =>
  new ProblemError({
    code: 'cli.option-without-use',
    title: `--${optionOf[setting]} is of no use to ${modelId}`,
    whatHappened: `${modelId} does not read it: ${reason}.`,
    whatWasKept: 'Nothing was started.',
    whatToDo: `Leave out --${optionOf[setting]}, or choose a model that reads it; \`foresight models\` lists them.`,
  });
