import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Inference } from '../../../../src/main/inference/inference.ts';
import { startInference } from '../../../../src/main/inference/start-inference.ts';
import { openWorldModel } from '../../../../src/main/pipelines/dit-wam/open-world-model.ts';
import type { RolloutOptions } from '../../../../src/shared/domain/video-prediction.ts';
import { rolloutOptionsSchema } from '../../../../src/shared/domain/video-prediction.ts';
import { tinyScale, writeWorldModels } from '../../../models/world-folder.ts';

/** A device computed by the processor, which comes with Debian's Chromium: slow, and as good as any for being right. */
const softwareDevice = '/usr/lib/chromium/vk_swiftshader_icd.json';
const folder = mkdtempSync(join(tmpdir(), 'foresight-device-'));
const before = process.env.VK_ICD_FILENAMES;
if (existsSync(softwareDevice)) process.env.VK_ICD_FILENAMES ??= softwareDevice;
const open = (provider: 'cpu' | 'webgpu') =>
  startInference({ bundledFolder: folder, userFolder: '', providers: [provider], limits: { probeMs: 60_000 } });
const processor = open('cpu');
const device = open('webgpu');

beforeAll(() => writeWorldModels(folder, tinyScale, { world: {}, noise: { changes: { objective: 'epsilon' } } }));
afterAll(async () => {
  await processor.close();
  await device.close();
  rmSync(folder, { recursive: true });
  if (before === undefined) delete process.env.VK_ICD_FILENAMES;
});

const window = {
  present: Float32Array.from({ length: 32 }, (_, k) => Math.sin(k)),
  actions: { speedMps: 4, steering: new Float32Array(8).fill(0.1), acceleration: new Float32Array(8).fill(0.05) },
};

describe.skipIf(!existsSync(softwareDevice))('denoising on a device keeps its state there', () => {
  it.each([
    ['world', {}],
    ['world', { guidance: 2 }],
    ['noise', {}],
  ] satisfies [string, Partial<RolloutOptions>][])(
    '%s %j comes to what the processor comes to',
    async (id, changes) => {
      const options = rolloutOptionsSchema.parse({ steps: 10, ...changes });
      const stayed: boolean[] = [];
      const [here, there] = await Promise.all(
        [processor, device].map(async (inference, i) => {
          const sequence: Inference['sequence'] = async (...given) => {
            const result = await inference.sequence(...given);
            stayed[i] = result.onDevice;
            return result;
          };
          return (await openWorldModel(id, { ...inference, sequence })).rollOut([window], options);
        }),
      );
      expect(stayed).toEqual([false, true]);
      expect([here.provider, there.provider]).toEqual(['cpu', 'webgpu']);
      here.windows[0].forEach((latent, k) =>
        latent.forEach((value, i) => expect(Math.abs(value - there.windows[0][k][i])).toBeLessThan(1e-3)),
      );
    },
    240_000,
  );
});
