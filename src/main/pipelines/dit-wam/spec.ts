import { z } from 'zod';
import { ACTION_STEP_S, worldObjectives } from '../../../shared/domain/steering.ts';
import { learnedCameraSchema } from '../../../shared/domain/world-camera.ts';
import type { ModelView } from '../../media/camera-frames.ts';

const perChannel = z.array(z.number());
const moments = z.object({ mean: perChannel, std: z.array(z.number().nonnegative()) });
const range = z.tuple([z.number().min(-1).max(1), z.number().min(-1).max(1)]);

/** `parameters` of a manifest whose pipeline is `vae`. Graphs: `encoder` image [batch, 3, S, S] in [-1, 1] → `latent` [batch, C, h, w]; `decoder` back. */
export const vaeParametersSchema = z.object({
  imagePx: z.number().int().positive(),
  latent: z.object({
    channels: z.number().int().positive(),
    height: z.number().int().positive(),
    width: z.number().int().positive(),
  }),
  /** The encoder's answer times this is the latent that world models know; Stable Diffusion's is 0.18215. */
  scale: z.number().positive(),
  /** Latents are clamped to ± this before decoding. */
  clamp: z.number().positive(),
});

/**
 * `parameters` of a manifest whose pipeline is `dit-wam`. Graph `world`: x f32 [batch, H·S, P], anchor f32 [batch, S, P],
 * action_features f32 [batch, H, F], t i64 [batch], null_action f32 [batch] (1 conditional, 0 without actions) → `prediction`
 * f32 [batch, H·S, P] (clean standardised latents with the anchor added, or the noise for `epsilon`). A `batch` of 1 may be
 * fixed. Tokens are patches in row order, numbers inside one in the order channel, row, column.
 */
export const worldParametersSchema = z.object({
  /** Model whose graphs `encoder` and `decoder` make latents and pictures. */
  vae: z.string(),
  objective: z.enum(worldObjectives),
  patch: z.number().int().positive(),
  /** Steps of one network evaluation: H. A chain of jumps has 1. */
  horizon: z.number().int().positive(),
  /** Evaluations in a chain; 1 but for jumps. */
  chain: z.number().int().positive().default(1),
  /** Half-second actions in each step. */
  actionsPerStep: z.number().int().positive(),
  features: z.discriminatedUnion('kind', [
    /** sin and cos of the mean steering and acceleration times pi·2^k, k = 0 … frequencies − 1. */
    z.object({ kind: z.literal('fourier'), frequencies: z.number().int().min(1).max(64) }),
    /** The actions, the motion integrated from them, and low frequencies of both: see action-features.ts. */
    z.object({
      kind: z.literal('ego-motion'),
      frequencies: z.number().int().min(1).max(64),
      wheelBaseM: z.number().positive(),
      steeringRatio: z.number().positive(),
    }),
  ]),
  /** Of training tokens, one for each of the P components. */
  standardisation: z.object({ mean: perChannel, std: z.array(z.number().positive()) }),
  diffusion: z.object({ trainSteps: z.number().int().positive(), offset: z.number().positive() }).optional(),
  /** Means and spreads of latent channels over predictions on training windows, and over their truth. */
  calibration: z
    .object({
      windows: z.number().int().positive(),
      steps: z.number().int().positive(),
      predicted: moments,
      truth: moments,
    })
    .optional(),
  /** Twin that answers in one pass, for blending. */
  direct: z.string().optional(),
  /** 5th and 95th percentiles in training, normalised. */
  actionRange: z.object({ steering: range, acceleration: range }),
  /** The camera whose pictures it learned by: each recorded picture is shown as that one sees it. Without it, the centre square. */
  camera: learnedCameraSchema.optional(),
  /** Of this graph, for tables. */
  parameterCount: z.number().int().positive().optional(),
});
export type WorldParameters = z.infer<typeof worldParametersSchema>;
export type VaeParameters = z.infer<typeof vaeParametersSchema>;

/** What the pipeline knows of a model: its manifest and its VAE's, proved to fit each other. */
export interface WorldModelSpec extends WorldParameters {
  imagePx: number;
  latentShape: { channels: number; height: number; width: number };
  latentLength: number;
  /** The encoder's answer times this is a latent. */
  scale: number;
  clamp: number;
  /** Tokens of one latent and numbers of one token: S, P. */
  tokens: number;
  tokenLength: number;
  /** Seconds after the present of each picture of a rollout. */
  atS: number[];
  /** Half-second actions of a rollout. */
  actions: number;
}

/** What a model is shown of recorded pictures. */
export const modelView = ({ imagePx, camera }: Pick<WorldModelSpec, 'imagePx' | 'camera'>): ModelView => ({
  sizePx: imagePx,
  camera: camera ?? null,
});

/** Models of one name here see the same pictures in the same latents, and can share them. */
export const sightOf = ({ vae, camera }: Pick<WorldParameters, 'vae' | 'camera'>): string =>
  JSON.stringify([vae, camera ?? null]);

/** Steps of a rollout, evaluations of the chain counted. */
export const rolloutSteps = ({ horizon, chain }: Pick<WorldParameters, 'horizon' | 'chain'>): number => horizon * chain;

/** Seconds of one step. */
export const stepSeconds = ({ actionsPerStep }: Pick<WorldParameters, 'actionsPerStep'>): number =>
  actionsPerStep * ACTION_STEP_S;
