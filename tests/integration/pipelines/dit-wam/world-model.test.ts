import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forkProcess } from '../../../../src/main/inference/process-line.ts';
import { startInference } from '../../../../src/main/inference/start-inference.ts';
import type { RgbImage } from '../../../../src/main/media/camera-frames.ts';
import { openWorldModel } from '../../../../src/main/pipelines/dit-wam/open-world-model.ts';
import type { RolloutWindow } from '../../../../src/main/pipelines/dit-wam/world-model.ts';
import { rolloutOptionsSchema, type RolloutOptions } from '../../../../src/shared/domain/video-prediction.ts';
import { linearWorld, randomWorld } from '../../../models/world-graphs.ts';
import { tinyScale, worldManifest, worldSizes, writeWorldModels } from '../../../models/world-folder.ts';
import { writeModel } from '../../../models/model-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'foresight-world-'));
const inference = startInference({ bundledFolder: folder, userFolder: '', providers: ['cpu'] });
afterAll(async () => {
  await inference.close();
  rmSync(folder, { recursive: true });
});

const jumps = { ...tinyScale, horizon: 1, chain: 3 };
const fixed = { ...tinyScale, fixedBatch: true };
const calibration = {
  windows: 200,
  steps: 50,
  predicted: { mean: [0, 0], std: [1, 1] },
  truth: { mean: [0.5, -0.5], std: [0.1, 0.1] },
};

beforeAll(() => {
  const sizes = worldSizes(tinyScale);
  const network = { width: 16, blocks: 1 };
  const { tokenLength, features } = sizes;
  const endless = linearWorld(sizes, {
    x: new Array<number>(tokenLength ** 2).fill(0),
    anchor: new Array<number>(tokenLength ** 2).fill(0),
    features: new Array<number>(features * tokenLength).fill(0),
    time: new Array<number>(tokenLength).fill(NaN),
  });
  writeWorldModels(folder, tinyScale, {
    world: { changes: { direct: 'twin', calibration } },
    twin: { changes: { objective: 'direct' }, graph: randomWorld(sizes, { ...network, seed: 2 }) },
    plain: {},
    // Long enough to be cancelled on its way.
    slow: { graph: randomWorld(sizes, { width: 512, blocks: 4 }) },
    endless: { graph: endless },
    'wrong-twin': { changes: { direct: 'jump' } },
    'other-eyes': {
      changes: { direct: 'twin', camera: { focalOfSide: 1, principalOfSide: [0.5, 0.5], pitchDownDeg: 0 } },
    },
    'no-twin-there': { changes: { direct: 'nowhere' } },
  });
  writeWorldModels(folder, jumps, { jump: { changes: { objective: 'jump' } } }, network);
  writeWorldModels(folder, fixed, { fixed: { graph: randomWorld(worldSizes(fixed), network) } }, network, 'fixed-vae');
  writeModel(folder, 'no-vae', {
    manifest: worldManifest('no-vae', 'absent-vae', tinyScale),
    files: { 'world.onnx': endless },
  });
});

const options = (changes: Partial<RolloutOptions> = {}) => rolloutOptionsSchema.parse({ steps: 5, ...changes });
/** Windows that differ in everything. */
const windows = (count: number, actions = 8): RolloutWindow[] =>
  Array.from({ length: count }, (_, i) => ({
    present: Float32Array.from({ length: 32 }, (_unused, k) => Math.sin(k * (i + 1))),
    actions: {
      speedMps: 3 + i,
      steering: new Float32Array(actions).fill(0.05 * (i - 1)),
      acceleration: new Float32Array(actions).fill(-0.02 * i),
    },
  }));
const difference = (a: Float32Array[], b: Float32Array[]): number =>
  Math.max(...a.flatMap((latent, k) => Array.from(latent, (value, i) => Math.abs(value - b[k][i]))));
const grey = (sizePx: number, bytes = 3 * sizePx * sizePx): RgbImage => ({
  widthPx: sizePx,
  heightPx: sizePx,
  rgb: new Uint8Array(bytes).fill(99),
});

describe('a rollout', () => {
  it('is the same bits for a window alone and among others, and again', async () => {
    const world = await openWorldModel('world', inference);
    const noiseKeys = [11, 12, 13];
    const together = await world.rollOut(windows(3), options(), { noiseKeys });
    for (const [i, window] of windows(3).entries()) {
      const alone = await world.rollOut([window], options(), { noiseKeys: [noiseKeys[i]] });
      expect(alone.windows[0]).toEqual(together.windows[i]);
    }
    expect(difference(together.windows[0], together.windows[1])).toBeGreaterThan(0.01);
    expect([together.provider, together.threads]).toEqual(['cpu', 1]);
    for (const stage of ['network', 'sampler', 'features', 'messages'])
      expect(together.stageMs[stage]).toBeGreaterThan(0);
  });

  it('in batches, as other devices take them, differs in the last bits only', async () => {
    const alone = await openWorldModel('world', inference);
    const batched = await openWorldModel('world', inference, { windowsPerRun: 2 });
    const [a, b] = [await alone.rollOut(windows(3), options()), await batched.rollOut(windows(3), options())];
    a.windows.forEach((window, i) => expect(difference(window, b.windows[i])).toBeLessThan(1e-5));
  });

  it('hangs on seed, noise key, actions, steps and guidance', async () => {
    const world = await openWorldModel('plain', inference);
    const [window] = windows(1);
    const first = async (given = window, changes: Partial<RolloutOptions> = {}, noiseKeys = [0]) =>
      (await world.rollOut([given], options(changes), { noiseKeys })).windows[0];
    const base = await first();
    const turned = { ...window, actions: { ...window.actions, steering: new Float32Array(8).fill(0.4) } };
    expect(difference(base, await first(turned))).toBeGreaterThan(1e-3);
    expect(difference(base, await first(window, { seed: 8 }))).toBeGreaterThan(1e-3);
    expect(difference(base, await first(window, {}, [1]))).toBeGreaterThan(1e-3);
    expect(difference(base, await first(window, { steps: 6 }))).toBeGreaterThan(1e-3);
    expect(difference(base, await first(window, { guidance: 2 }))).toBeGreaterThan(1e-3);
    // Without statistics nothing is calibrated.
    expect(await first(window, { calibrate: 'none' })).toEqual(base);
  });

  it('is calibrated, then blended with its twin', async () => {
    const world = await openWorldModel('world', inference);
    const rolled = async (changes: Partial<RolloutOptions>) =>
      (await world.rollOut(windows(1), options(changes))).windows[0];
    const raw = await rolled({ calibrate: 'none' });
    const mended = await rolled({});
    // (g − 0) / (1 + 1e-6) · 0.1 + 0.5 in the first channel.
    raw.forEach((latent, k) => expect(mended[k][0]).toBeCloseTo(latent[0] * 0.1 + 0.5, 5));
    const direct = (await (await openWorldModel('twin', inference)).rollOut(windows(1), options())).windows[0];
    expect(difference(await rolled({ blend: 1 }), direct)).toBeLessThan(1e-6);
    const half = await rolled({ blend: 0.5 });
    half.forEach((latent, k) => expect(latent[3]).toBeCloseTo((mended[k][3] + direct[k][3]) / 2, 5));
  });

  it('of a graph with a fixed batch of 1 takes windows one by one', async () => {
    const world = await openWorldModel('fixed', inference, { windowsPerRun: 4 });
    expect((await world.rollOut(windows(2), options({ guidance: 2 }))).windows).toHaveLength(2);
    expect((await world.encode([grey(32), grey(32)])).latents).toHaveLength(2);
  });

  it('tells every network evaluation of all windows, twins included', async () => {
    const told: [number, number][] = [];
    const world = await openWorldModel('world', inference);
    await world.rollOut(windows(2), options({ blend: 0.5 }), { onStep: (done, total) => told.push([done, total]) });
    expect(told).toEqual(Array.from({ length: 12 }, (_, i) => [i + 1, 12]));
  });

  it('of jumps tells each latent as it comes', async () => {
    const world = await openWorldModel('jump', inference);
    const told: [number, number, Float32Array][] = [];
    const { windows: rolled } = await world.rollOut(windows(2, 6), options({ seed: 1 }), {
      onLatent: (window, step, latent) => told.push([window, step, latent]),
    });
    expect(told.map(([window, step]) => [window, step])).toEqual([0, 1].flatMap((w) => [0, 1, 2].map((s) => [w, s])));
    for (const [window, step, latent] of told) expect(latent).toEqual(rolled[window][step]);
    // It has no use for a seed.
    expect((await world.rollOut(windows(2, 6), options({ seed: 2, steps: 9 }))).windows).toEqual(rolled);
  });

  it('of no windows is empty', async () => {
    expect((await (await openWorldModel('world', inference)).rollOut([], options())).windows).toEqual([]);
  });
});

describe('a rollout that is cancelled', () => {
  it('ends between steps; the process stays and answers the next', async () => {
    const world = await openWorldModel('slow', inference);
    await world.rollOut(windows(1), options({ steps: 1 }));
    const { restarts } = inference.state();
    const controller = new AbortController();
    let last = 0;
    const rolling = world.rollOut(windows(1), options({ steps: 1000 }), {
      signal: controller.signal,
      onStep: (done) => {
        last = done;
        controller.abort();
      },
    });
    await expect(rolling).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(last).toBeLessThan(1000);
    await world.rollOut(windows(1), options({ steps: 1 }));
    expect(inference.state().restarts).toBe(restarts);
  });

  it('lets other calls have their turn before its end', async () => {
    const world = await openWorldModel('slow', inference);
    const controller = new AbortController();
    const rolling = world.rollOut(windows(1), options({ steps: 1000 }), { signal: controller.signal });
    rolling.catch(() => undefined);
    // It would not come to an answer before 1000 runs of the slow network.
    expect((await world.encode([grey(32)])).latents).toHaveLength(1);
    controller.abort();
    await expect(rolling).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  });
});

describe('a rollout whose process is killed', () => {
  it('fails in words; the next one is answered by a new process', async () => {
    let pid = -1;
    const own = startInference({
      bundledFolder: folder,
      userFolder: '',
      providers: ['cpu'],
      spawn: (entryFile) => {
        const line = forkProcess(entryFile);
        pid = line.pid ?? -1;
        return line;
      },
    });
    try {
      const world = await openWorldModel('slow', own);
      const rolling = world.rollOut(windows(1), options({ steps: 1000 }), {
        onStep: (done) => {
          if (done === 1) process.kill(pid, 'SIGKILL');
        },
      });
      await expect(rolling).rejects.toMatchObject({ problem: { code: 'inference.crashed' } });
      expect((await world.rollOut(windows(1), options({ steps: 1 }))).windows).toHaveLength(1);
    } finally {
      await own.close();
    }
  });
});

describe('what a world model cannot take is refused in words', () => {
  const [window] = windows(1);
  const withActions = (changes: Partial<RolloutWindow['actions']>): RolloutWindow => ({
    ...window,
    actions: { ...window.actions, ...changes },
  });
  const wrong: [string, RolloutWindow, string][] = [
    ['a latent of another size', { ...window, present: new Float32Array(31) }, 'latent 0 has 31 numbers, expected 32'],
    ['a latent with NaN', { ...window, present: new Float32Array(32).fill(NaN) }, 'numbers that are not finite'],
    [
      'too few actions',
      withActions({ steering: new Float32Array(7) }),
      'window 0 has 7 actions of steering, expected 8',
    ],
    [
      'actions out of range',
      withActions({ acceleration: new Float32Array(8).fill(1.5) }),
      'acceleration 1.5 in action 0',
    ],
    [
      'actions that are no numbers',
      withActions({ steering: new Float32Array(8).fill(NaN) }),
      'steering NaN in action 0',
    ],
    ['a speed that is no number', withActions({ speedMps: NaN }), 'no finite speed (NaN m/s)'],
  ];
  it.each(wrong)('%s', async (_, given, words) => {
    const world = await openWorldModel('world', inference);
    await expect(world.rollOut([given], options())).rejects.toThrow(words);
  });

  it('pictures and latents of another size', async () => {
    const world = await openWorldModel('world', inference);
    await expect(world.encode([grey(32), grey(48)])).rejects.toThrow('picture 1 is 48 × 48 px, expected 32 × 32');
    await expect(world.encode([grey(32, 4 * 32 * 32)])).rejects.toThrow('has 4096 bytes, expected 3072: 3 a pixel');
    await expect(world.decode([new Float32Array(33)])).rejects.toThrow('latent 0 has 33 numbers, expected 32');
  });

  it('a blend without a twin, with another model for a twin, with one that is not there', async () => {
    const blended = async (id: string) =>
      (await openWorldModel(id, inference)).rollOut(windows(1), options({ blend: 0.5 }));
    await expect(blended('plain')).rejects.toThrow('its manifest names no direct twin');
    await expect(blended('wrong-twin')).rejects.toThrow(
      '"jump" is named as its direct twin, but it is no direct model',
    );
    await expect(blended('other-eyes')).rejects.toThrow(
      '"twin" is named as its direct twin, but it learned by another camera',
    );
    await expect(blended('no-twin-there')).rejects.toThrow('No manifest with the id "nowhere"');
  });

  it('an answer that is not finite', async () => {
    const world = await openWorldModel('endless', inference);
    await expect(world.rollOut(windows(1), options())).rejects.toThrow(
      '"prediction" holds numbers that are not finite',
    );
  });

  it('a model whose VAE is not there, and what is no world model', async () => {
    await expect(openWorldModel('no-vae', inference)).rejects.toThrow('No manifest with the id "absent-vae"');
    await expect(openWorldModel('test-vae', inference)).rejects.toThrow('pipeline is "vae", expected "dit-wam"');
  });
});

describe('pictures', () => {
  it('are clamped before and after decoding', async () => {
    const world = await openWorldModel('world', inference);
    const huge = new Float32Array(32).map((_, i) => (i % 2 ? 1e4 : -1e4));
    const clamped = huge.map((value) => Math.min(6, Math.max(-6, value)));
    const [a, b] = (await world.decode([huge, clamped])).images;
    expect(a.rgb).toEqual(b.rgb);
    expect(Math.max(...a.rgb)).toBe(255);
    expect(Math.min(...a.rgb)).toBe(0);
  });

  it('of any number are encoded as each alone', async () => {
    const world = await openWorldModel('world', inference);
    const pictures = Array.from({ length: 70 }, (_, i) => ({
      ...grey(32),
      rgb: new Uint8Array(3072).map((_unused, k) => (k * (i + 1)) % 256),
    }));
    const { latents } = await world.encode(pictures);
    const [alone] = (await world.encode([pictures[69]])).latents;
    expect(latents).toHaveLength(70);
    alone.forEach((value, i) => expect(latents[69][i]).toBeCloseTo(value, 4));
  });
});
