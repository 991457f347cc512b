import { featureLength } from '../../src/main/pipelines/dit-wam/action-features.ts';
import type { WorldParameters } from '../../src/main/pipelines/dit-wam/spec.ts';
import type { ModelManifest } from '../../src/shared/domain/model.ts';
import { writeModel } from './model-folder.ts';
import { randomVae, randomWorld, type WorldSizes } from './world-graphs.ts';

/** Sizes of a world model and its VAE. */
export interface WorldScale {
  imagePx: number;
  channels: number;
  latentPx: number;
  patch: number;
  horizon: number;
  chain: number;
  actionsPerStep: number;
  features: WorldParameters['features'];
  vaeScale: number;
  fixedBatch?: boolean;
}

/** Small enough to be run hundreds of times in a test. */
export const tinyScale: WorldScale = {
  imagePx: 32,
  channels: 2,
  latentPx: 4,
  patch: 2,
  horizon: 4,
  chain: 1,
  actionsPerStep: 2,
  features: { kind: 'ego-motion', frequencies: 4, wheelBaseM: 3.089, steeringRatio: 14.5 },
  vaeScale: 1,
};

/** The shapes of the paper: Stable Diffusion latents of 256 px, 16 half seconds, 256 Fourier features. */
export const paperScale: WorldScale = {
  imagePx: 256,
  channels: 4,
  latentPx: 32,
  patch: 4,
  horizon: 16,
  chain: 1,
  actionsPerStep: 1,
  features: { kind: 'fourier', frequencies: 64 },
  vaeScale: 0.18215,
};

export const worldSizes = (scale: WorldScale): WorldSizes => ({
  horizon: scale.horizon,
  tokens: (scale.latentPx / scale.patch) ** 2,
  tokenLength: scale.channels * scale.patch ** 2,
  features: featureLength(scale.features),
  fixedBatch: scale.fixedBatch ?? false,
});

const tensor = (name: string, shape: (number | string)[], type: 'float32' | 'int64' = 'float32') => ({
  name,
  type,
  shape,
});
const parts = { format: 1 as const, version: '1.0.0', family: 'dit-wam' as const, description: '', licence: '' };

export function vaeManifest(id: string, { imagePx, channels, latentPx, vaeScale, fixedBatch }: WorldScale): ModelManifest {
  const batch = fixedBatch ? 1 : 'batch';
  const image = tensor('image', [batch, 3, imagePx, imagePx]);
  const latent = tensor('latent', [batch, channels, latentPx, latentPx]);
  return {
    ...parts,
    id,
    title: id,
    pipeline: 'vae',
    graphs: {
      encoder: { file: 'encoder.onnx', inputs: [image], outputs: [latent] },
      decoder: { file: 'decoder.onnx', inputs: [latent], outputs: [image] },
    },
    output: null,
    video: null,
    parameters: {
      imagePx,
      latent: { channels, height: latentPx, width: latentPx },
      scale: vaeScale,
      clamp: 6,
    },
  };
}

/** A world model's manifest; `changes` go over its parameters. */
export function worldManifest(
  id: string,
  vae: string,
  scale: WorldScale,
  changes: Partial<WorldParameters> = {},
): ModelManifest {
  const { horizon, tokens, tokenLength, features } = worldSizes(scale);
  const batch = scale.fixedBatch ? 1 : 'batch';
  const x = [batch, horizon * tokens, tokenLength];
  const parameters: WorldParameters = {
    vae,
    objective: 'x0',
    patch: scale.patch,
    horizon,
    chain: scale.chain,
    actionsPerStep: scale.actionsPerStep,
    features: scale.features,
    standardisation: {
      mean: Array.from({ length: tokenLength }, (_, i) => 0.1 * Math.sin(i)),
      std: Array.from({ length: tokenLength }, (_, i) => 0.8 + 0.1 * Math.cos(i)),
    },
    diffusion: { trainSteps: 1000, offset: 0.008 },
    actionRange: { steering: [-0.3, 0.2], acceleration: [-0.2, 0.2] },
    ...changes,
  };
  return {
    ...parts,
    id,
    title: id,
    pipeline: 'dit-wam',
    graphs: {
      world: {
        file: 'world.onnx',
        inputs: [
          tensor('x', x),
          tensor('anchor', [batch, tokens, tokenLength]),
          tensor('action_features', [batch, horizon, features]),
          tensor('t', [batch], 'int64'),
          tensor('null_action', [batch]),
        ],
        outputs: [tensor('prediction', x)],
      },
    },
    output: null,
    video: {
      steps: horizon * scale.chain,
      stepS: scale.actionsPerStep * 0.5,
      widthPx: scale.imagePx,
      heightPx: scale.imagePx,
    },
    parameters,
  };
}

/** Writes a VAE and world models of one scale into a folder of models; the graphs are random ones where none is given. */
export function writeWorldModels(
  root: string,
  scale: WorldScale,
  worlds: Record<string, { changes?: Partial<WorldParameters>; graph?: Uint8Array }>,
  network = { width: 16, blocks: 1 },
  vae = 'test-vae',
): void {
  const { encoder, decoder } = randomVae(scale);
  writeModel(root, vae, {
    manifest: vaeManifest(vae, scale),
    files: { 'encoder.onnx': encoder, 'decoder.onnx': decoder },
  });
  for (const [id, { changes, graph }] of Object.entries(worlds))
    writeModel(root, id, {
      manifest: worldManifest(id, vae, scale, changes),
      files: { 'world.onnx': graph ?? randomWorld(worldSizes(scale), network) },
    });
}
