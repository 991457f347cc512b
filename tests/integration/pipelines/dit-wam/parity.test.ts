import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startInference } from '../../../../src/main/inference/start-inference.ts';
import { openWorldModel } from '../../../../src/main/pipelines/dit-wam/open-world-model.ts';
import { linearWorlds } from '../../../golden/dit-wam-sampling/linear-worlds.ts';
import { linearWorld } from '../../../models/world-graphs.ts';
import { tinyScale, worldSizes, writeWorldModels, type WorldScale } from '../../../models/world-folder.ts';

const { cases, worlds, standardisation, calibration, patch, actionsPerStep, latent } = linearWorlds;
const folder = mkdtempSync(join(tmpdir(), 'foresight-parity-'));
const inference = startInference({ bundledFolder: folder, userFolder: '', providers: ['cpu'] });
afterAll(async () => {
  await inference.close();
  rmSync(folder, { recursive: true });
});

const largestDifference = (a: readonly number[], b: ArrayLike<number>): number =>
  a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i])), a.length === b.length ? 0 : Infinity);

/** Each case is a model of its own, with the linear network it names. */
cases.forEach(({ world, objective, features, horizon, chain }, i) => {
  const scale: WorldScale = { ...tinyScale, horizon, chain, features, patch, actionsPerStep, latentPx: latent.width };
  const common = { standardisation, calibration };
  writeWorldModels(
    folder,
    scale,
    {
      [`case-${i}`]: {
        changes: { ...common, objective, direct: `twin-${i}` },
        graph: linearWorld(worldSizes(scale), worlds[world]),
      },
      ...(objective === 'x0' && features.kind === 'ego-motion'
        ? {
            [`twin-${i}`]: {
              changes: { ...common, objective: 'direct' },
              graph: linearWorld(worldSizes(scale), worlds.direct),
            },
          }
        : {}),
    },
    undefined,
    `vae-${i}`,
  );
});

describe('rollouts of linear networks equal those of an independent implementation', () => {
  it.each(cases.map((one, i) => [one.name, one, i] as const))('%s', async (_, one, i) => {
    const world = await openWorldModel(`case-${i}`, inference);
    const window = {
      present: Float32Array.from(one.present),
      actions: {
        speedMps: one.speedMps,
        steering: Float32Array.from(one.steering),
        acceleration: Float32Array.from(one.acceleration),
      },
    };
    const { windows } = await world.rollOut([window], one.options, { noiseKeys: [one.noiseKey] });
    expect(windows[0]).toHaveLength(one.latents.length);
    one.latents.forEach((expected, k) => expect(largestDifference(expected, windows[0][k])).toBeLessThan(2e-5));
  });
});
