import { describe, expect, it } from 'vitest';
import {
  vaeParameters,
  worldModelSpec,
  worldParameters,
} from '../../../../src/main/pipelines/dit-wam/prove-manifest.ts';
import type { ModelManifest } from '../../../../src/shared/domain/model.ts';
import { paperScale, tinyScale, vaeManifest, worldManifest } from '../../../models/world-folder.ts';

const world = (): ModelManifest => worldManifest('world', 'vae', tinyScale);
const vae = (): ModelManifest => vaeManifest('vae', tinyScale);
/** A copy with a value at a path; undefined takes it away. */
function changed(manifest: ModelManifest, path: string, value: unknown): ModelManifest {
  const copy = structuredClone(manifest) as unknown as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let at = copy;
  for (const key of keys) at = at[key] as Record<string, unknown>;
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy as unknown as ModelManifest;
}
const eight = Array.from({ length: 8 }, () => 1);
const calibration = (channels: number) => {
  const moments = { mean: Array.from({ length: channels }, () => 0), std: Array.from({ length: channels }, () => 1) };
  return { windows: 2, steps: 50, predicted: moments, truth: moments };
};

describe('the numbers of a world model follow from its manifest and its VAE', () => {
  it('at the size of the tests', () => {
    expect(worldModelSpec(world(), vae())).toMatchObject({
      tokens: 4,
      tokenLength: 8,
      latentLength: 32,
      atS: [1, 2, 3, 4],
      actions: 8,
      chain: 1,
    });
  });
  it('at the size of the paper', () => {
    const spec = worldModelSpec(worldManifest('paper', 'vae', paperScale), vaeManifest('vae', paperScale));
    expect(spec).toMatchObject({ tokens: 64, tokenLength: 64, latentLength: 4096, scale: 0.18215, actions: 16 });
    expect(spec.atS.at(-1)).toBe(8);
  });
  it('for a chain of jumps', () => {
    const scale = { ...tinyScale, horizon: 1, chain: 4, actionsPerStep: 4 };
    const spec = worldModelSpec(worldManifest('jump', 'vae', scale, { objective: 'jump', chain: 4 }), vae());
    expect(spec).toMatchObject({ atS: [2, 4, 6, 8], actions: 16 });
  });
});

const wrong: [path: string, value: unknown, words: string][] = [
  ['parameters.standardisation.mean', eight.slice(1), 'standardisation.mean has 7 numbers where a token has 8'],
  ['parameters.standardisation.std', [...eight, 1], 'standardisation.std has 9 numbers where a token has 8'],
  ['parameters.standardisation.std', eight.map(() => 0), 'parameters.standardisation.std.0'],
  ['parameters.calibration', calibration(3), 'calibration.predicted.mean has 3 numbers where a latent has 2 channels'],
  ['parameters.patch', 3, 'patch is 3, but the 8 numbers of a token are no multiple of its 9 places'],
  ['parameters.horizon', 5, '"x" has the shape [batch, 16, 8], expected [batch, 20, 8]'],
  ['parameters.chain', 2, 'chain is 2; only jumps are chained'],
  ['parameters.objective', 'jump', 'horizon is 4; a jump has 1'],
  ['parameters.objective', 'guess', 'parameters.objective'],
  ['parameters.diffusion', undefined, 'diffusion is absent; the objective x0 needs its schedule'],
  ['parameters.actionsPerStep', 4, 'video.stepS is 1 where 4 actions take 2 s'],
  ['parameters.features.frequencies', 3, '"action_features" has the shape [batch, 4, 90], expected [batch, 4, 70]'],
  ['parameters.vae', undefined, 'parameters.vae'],
  [
    'parameters.camera',
    { focalOfSide: 0, principalOfSide: [0.5, 0.5], pitchDownDeg: 2 },
    'parameters.camera.focalOfSide',
  ],
  [
    'parameters.camera',
    { focalOfSide: 1.27, principalOfSide: [0.5], pitchDownDeg: 2 },
    'parameters.camera.principalOf',
  ],
  ['parameters.camera', { focalOfSide: 1.27, principalOfSide: [0.5, 0.5] }, 'parameters.camera.pitchDownDeg'],
  ['video', null, 'video is absent; a world model makes pictures'],
  ['video.steps', 5, 'video.steps is 5 where horizon 4 times chain 1 is 4'],
  ['graphs.world', undefined, 'graphs.world is absent'],
  ['graphs.world.inputs.3.type', 'int32', 'graphs.world.inputs: "t" is int32, expected int64'],
  ['graphs.world.inputs.4.name', 'acts', 'graphs.world.inputs: "null_action" is absent'],
  ['graphs.world.inputs.0.shape.0', 8, '"x" has the shape [8, 16, 8], expected [batch, 16, 8]'],
  ['graphs.world.outputs.0.name', 'eps', 'graphs.world.outputs: "prediction" is absent'],
  ['pipeline', 'ego-mlp', 'pipeline is "ego-mlp", expected "dit-wam"'],
];

describe('a manifest that does not fit itself is refused in words', () => {
  it('and the one that these are changed from is not', () => {
    expect(worldParameters(world()).horizon).toBe(4);
  });
  it.each(wrong)('%s', (path, value, words) => {
    expect(() => worldParameters(changed(world(), path, value))).toThrow(words);
  });
  it('with a free size for what is fixed elsewhere it fits', () => {
    expect(() => worldParameters(changed(world(), 'graphs.world.inputs.0.shape', ['batch', 'all', 8]))).not.toThrow();
  });
});

const wrongTogether: [path: string, value: unknown, words: string][] = [
  ['parameters.latent.height', 5, '"latent" has the shape [batch, 2, 4, 4], expected [batch, 2, 5, 4]'],
  ['parameters.imagePx', 64, '"image" has the shape [batch, 3, 32, 32], expected [batch, 3, 64, 64]'],
  ['parameters.scale', 0, 'parameters.scale'],
  ['graphs.decoder', undefined, 'graphs.decoder is absent'],
  ['pipeline', 'frame-encoder', 'pipeline is "frame-encoder", expected "vae"'],
];

describe('a VAE that does not fit itself is refused in words', () => {
  it.each(wrongTogether)('%s', (path, value, words) => {
    expect(() => vaeParameters(changed(vae(), path, value))).toThrow(words);
    expect(() => worldModelSpec(world(), changed(vae(), path, value))).toThrow(words);
  });
});

describe('a world model and a VAE that do not fit each other are refused in words', () => {
  it.each([
    [
      'a latent that the patch does not divide',
      { latentPx: 5 },
      'patch is 2, which does not divide the latent 2 × 5 × 5',
    ],
    ['more channels', { channels: 4 }, 'standardisation.mean has 8 numbers where a token has 16'],
    ['a larger latent', { latentPx: 8 }, '"anchor" has the shape [batch, 4, 8], expected [batch, 16, 8]'],
    ['larger pictures', { imagePx: 64 }, 'video is 32 × 32 px where "vae" makes 64 px'],
  ])('%s', (_, scale, words) => {
    expect(() => worldModelSpec(world(), vaeManifest('vae', { ...tinyScale, ...scale }))).toThrow(words);
  });
});
