import { z } from 'zod';
import type { problemSchema } from './problem.ts';

export const executionProviders = ['cuda', 'webgpu', 'cpu'] as const;
export type ExecutionProvider = (typeof executionProviders)[number];

export const modelFamilies = ['baseline', 'dit-wam', 'drivewam', 'latent-wam', 'latentvla'] as const;
export type ModelFamily = (typeof modelFamilies)[number];

const tensorSchema = z.object({
  name: z.string(),
  type: z.enum(['float32', 'float16', 'int64', 'int32', 'bool', 'uint8']),
  /** A number is a fixed size, a word names a free one. */
  shape: z.array(z.union([z.number().int().positive(), z.string().min(1)])),
});
export type TensorContract = z.infer<typeof tensorSchema>;

const graphSchema = z.object({
  /** Path of the ONNX file inside the manifest's folder. */
  file: z.string().regex(/^(?!\/)(?!.*\.\.)[^\\]+\.onnx$/, 'a relative path of an .onnx file inside the model folder'),
  /** Hex digest of the file; checked where given. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  inputs: z.array(tensorSchema).min(1),
  outputs: z.array(tensorSchema).min(1),
});
export type GraphContract = z.infer<typeof graphSchema>;

/** `models/<folder>/manifest.json`: names the family, the graphs and their tensors, the pre-processing and the schedule. */
export const modelManifestSchema = z.object({
  format: z.literal(1),
  id: z.string().regex(/^[a-z0-9][a-z0-9._-]*$/),
  title: z.string().min(1),
  version: z.string().min(1),
  family: z.enum(modelFamilies),
  /** Which host code drives the graphs, e.g. `constant-velocity`, `ego-mlp`, `dit-wam`, `vae`, `frame-encoder`. */
  pipeline: z.string().min(1),
  description: z.string(),
  licence: z.string(),
  /** Empty for analytic models. */
  graphs: z.record(z.string(), graphSchema),
  /** Plan that comes out; absent for a model that plans nothing. */
  output: z
    .object({
      poses: z.number().int().positive(),
      stepS: z.number().positive(),
      modes: z.number().int().positive(),
    })
    .nullable()
    .default(null),
  /** Pictures that come out of a world model; absent for the others. */
  video: z
    .object({
      /** Pictures of one rollout and seconds between them; the first is that long after the present. */
      steps: z.number().int().positive(),
      stepS: z.number().positive(),
      widthPx: z.number().int().positive(),
      heightPx: z.number().int().positive(),
    })
    .nullable()
    .default(null),
  /** Numbers of the pipeline, e.g. history length, normalisation. Read by the pipeline's own schema. */
  parameters: z.record(z.string(), z.unknown()).default({}),
});
export type ModelManifest = z.infer<typeof modelManifestSchema>;

export type ModelRole = 'planner' | 'world-model' | 'part';
export const roleOf = ({ output, video }: Pick<ModelManifest, 'output' | 'video'>): ModelRole =>
  output ? 'planner' : video ? 'world-model' : 'part';

export interface ModelInfo {
  modelId: string;
  title: string;
  version: string;
  family: ModelFamily;
  pipeline: string;
  description: string;
  bundled: boolean;
  folder: string;
  /** SHA-256 over manifest and graphs, hex; null where a graph is missing. */
  hash: string | null;
  output: ModelManifest['output'];
  video: ModelManifest['video'];
  /** What a user does with it: a plan or a video can be run over clips, a part (VAE, encoder, feature net) serves others. */
  role: ModelRole;
  /** Why it cannot run; null when it can. */
  problem: z.infer<typeof problemSchema> | null;
}

export interface InferenceState {
  status: 'starting' | 'ready' | 'restarting' | 'failed' | 'idle';
  /** Provider in use for the next session, and what was tried. */
  provider: ExecutionProvider | null;
  tried: { provider: ExecutionProvider; ok: boolean; reason: string }[];
  sessions: { modelId: string; graph: string; provider: ExecutionProvider }[];
  restarts: number;
  /** Last crash in words, null if none. */
  lastCrash: string | null;
}
