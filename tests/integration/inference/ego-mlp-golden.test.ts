import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startInference } from '../../../src/main/inference/start-inference.ts';
import type { Inference } from '../../../src/main/inference/inference.ts';
import type { ExecutionProvider } from '../../../src/shared/domain/model.ts';
import { differencesFromPyTorch } from './golden-ego-mlp.ts';

let inference: Inference;
const open = (providers: ExecutionProvider[]) =>
  (inference = startInference({
    bundledFolder: resolve(import.meta.dirname, '../../../models'),
    userFolder: '',
    providers,
  }));
afterEach(async () => {
  await inference.close();
  vi.unstubAllEnvs();
});

it('the committed ego-status MLP answers in the inference process as PyTorch did', async () => {
  const { differences, provider } = await differencesFromPyTorch(open(['cpu']));
  expect(provider).toBe('cpu');
  expect(differences).toHaveLength(12 * 8 * 3);
  expect(Math.max(...differences)).toBeLessThanOrEqual(1e-5);
});

/** Debian's Chromium brings a software Vulkan that WebGPU takes. */
const softwareVulkan = '/usr/lib/chromium/vk_swiftshader_icd.json';

describe.skipIf(!existsSync(softwareVulkan))('on WebGPU, by the software Vulkan of Debian’s Chromium', () => {
  it('answers too, and falls to the processor without an adapter', async () => {
    vi.stubEnv('VK_ICD_FILENAMES', softwareVulkan);
    const found = await differencesFromPyTorch(open(['webgpu', 'cpu']));
    expect(found.provider).toBe('webgpu');
    expect(Math.max(...found.differences)).toBeLessThan(1e-4);
    await inference.close();

    vi.stubEnv('VK_ICD_FILENAMES', '/nonexistent.json');
    expect((await differencesFromPyTorch(open(['webgpu', 'cpu']))).provider).toBe('cpu');
    expect(inference.state().tried[0]).toMatchObject({
      provider: 'webgpu',
      ok: false,
      reason: expect.stringMatching(/adapter/) as string,
    });
  });
});
