import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { startInference } from '../../../../src/main/inference/start-inference.ts';
import { openWorldModel } from '../../../../src/main/pipelines/dit-wam/open-world-model.ts';
import { rolloutOptionsSchema } from '../../../../src/shared/domain/video-prediction.ts';
import { paperScale, writeWorldModels } from '../../../models/world-folder.ts';

/** The workspace's model folder: where a user puts an export. */
const userFolder = mkdtempSync(join(tmpdir(), 'foresight-paper-scale-'));
const inference = startInference({ bundledFolder: join(userFolder, 'none'), userFolder, providers: ['cpu'] });
afterAll(async () => {
  await inference.close();
  rmSync(userFolder, { recursive: true });
});

it('runs a model of the shapes of the paper for 50 steps, from pictures to pictures', async () => {
  writeWorldModels(userFolder, paperScale, { 'paper-world': {} }, { width: 32, blocks: 1 }, 'paper-vae');
  const { problem } = (await inference.models()).find(({ modelId }) => modelId === 'paper-world') ?? {};
  expect(problem).toBeNull();

  const world = await openWorldModel('paper-world', inference);
  expect(world.spec).toMatchObject({ tokens: 64, tokenLength: 64, latentLength: 4096, actions: 16, imagePx: 256 });
  expect(world.spec.atS).toEqual(Array.from({ length: 16 }, (_, i) => 0.5 * (i + 1)));

  const rgb = Uint8Array.from({ length: 3 * 256 * 256 }, (_, i) => (i * 7) % 256);
  const { latents } = await world.encode([{ widthPx: 256, heightPx: 256, rgb }]);
  const steps: number[] = [];
  const rollout = await world.rollOut(
    [
      {
        present: latents[0],
        actions: { speedMps: 9, steering: new Float32Array(16).fill(0.1), acceleration: new Float32Array(16) },
      },
    ],
    rolloutOptionsSchema.parse({ steps: 50 }),
    { onStep: (done, total) => steps.push(done / total) },
  );
  expect(steps).toHaveLength(50);
  expect(steps.at(-1)).toBe(1);
  expect(rollout.windows).toHaveLength(1);
  expect(rollout.windows[0].map((latent) => latent.length)).toEqual(new Array(16).fill(4096));
  const { images } = await world.decode(rollout.windows[0]);
  expect(images.map(({ widthPx, rgb: bytes }) => [widthPx, bytes.length])).toEqual(
    new Array(16).fill([256, 3 * 256 * 256]),
  );
  expect(images[0].rgb).not.toEqual(images[15].rgb);
});
