import { describe, expect, it } from 'vitest';
import { cosineAlphaBar } from '../../../../src/main/inference/sampling/cosine-schedule.ts';
import { normalNoise } from '../../../../src/main/inference/sampling/normal-noise.ts';
import { actionFeatures, featureLength } from '../../../../src/main/pipelines/dit-wam/action-features.ts';
import { patchify, unpatchify } from '../../../../src/main/pipelines/dit-wam/patches.ts';
import { linearWorlds } from '../../../golden/dit-wam-sampling/linear-worlds.ts';

const { actions, alphaBar, noise, patches, latent, patch } = linearWorlds;

describe('parts of the sampler equal those of an independent implementation', () => {
  it.each(actions.map((one) => [`${one.features.kind}, ${one.actionsPerStep} actions a step`, one] as const))(
    'action features: %s',
    (_, one) => {
      const { values, endSpeedMps } = actionFeatures(one.features, one.actionsPerStep, one, one.speedMps);
      expect(values).toHaveLength((one.steering.length / one.actionsPerStep) * featureLength(one.features));
      one.values.forEach((expected, i) => expect(Math.abs(values[i] - expected)).toBeLessThan(1e-6));
      expect(endSpeedMps).toBeCloseTo(one.endSpeedMps, 9);
    },
  );

  it('the cosine schedule', () => {
    const bars = cosineAlphaBar({ trainSteps: 1000, offset: 0.008 });
    expect(bars).toHaveLength(1000);
    for (const [t, expected] of Object.entries(alphaBar)) expect(bars[Number(t)]).toBeCloseTo(expected, 12);
  });

  it('the noise of a seed and a key', () => {
    for (const { seed, key, values } of noise)
      values.forEach((expected, i) => expect(normalNoise(seed, key, values.length)[i]).toBeCloseTo(expected, 6));
  });

  it('the order of numbers in tokens', () => {
    const grid = { ...latent, patch };
    const tokens = patchify(Float32Array.from(patches.latent), grid);
    expect([...tokens]).toEqual(patches.tokens);
    expect([...unpatchify(tokens, grid)]).toEqual(patches.latent);
  });
});
