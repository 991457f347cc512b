import type { RolloutOptions } from '../../../shared/domain/video-prediction.ts';
import type { RgbImage } from '../../media/camera-frames.ts';
import type { RolloutWindow, WorldModel } from '../../pipelines/dit-wam/world-model.ts';
import { withSecondTry, type Bench } from './bench.ts';

/** Runs of a network that one window costs. */
export const runsAWindow = ({ spec }: WorldModel, { steps, guidance }: RolloutOptions): number => {
  if (spec.objective === 'direct') return 1;
  if (spec.objective === 'jump') return spec.chain;
  return steps * (guidance === 1 ? 1 : 2);
};

/** Futures of some windows, counted and timed. @param noiseKeys one a window */
export async function predict(
  bench: Bench,
  model: WorldModel,
  windows: readonly RolloutWindow[],
  options: RolloutOptions,
  noiseKeys: readonly number[],
): Promise<Float32Array[][]> {
  const { signal } = bench.context;
  const runs = windows.length * runsAWindow(model, options);
  let told = 0;
  const onStep = (done: number, total: number) => {
    const now = (runs * done) / total;
    bench.work.done(Math.max(0, now - told), model.manifest.title);
    told = Math.max(told, now);
  };
  const rollout = await withSecondTry(signal, () => model.rollOut(windows, options, { signal, onStep, noiseKeys }));
  bench.work.done(runs - told, model.manifest.title);
  bench.times.add(model.manifest.id, rollout.stageMs, windows.length);
  bench.times.ranOn(rollout.provider, rollout.threads);
  return rollout.windows;
}

/** Latents of pictures; the VAE's time is noted under its own name. */
export async function encode(bench: Bench, model: WorldModel, images: readonly RgbImage[]): Promise<Float32Array[]> {
  const { signal } = bench.context;
  const { latents, ms } = await withSecondTry(signal, () => model.encode(images, signal));
  bench.times.add(model.spec.vae, { encode: ms }, images.length);
  bench.work.done(images.length, 'encoding');
  return latents;
}

/** Pictures of latents, likewise. */
export async function decode(bench: Bench, model: WorldModel, latents: readonly Float32Array[]): Promise<RgbImage[]> {
  const { signal } = bench.context;
  const { images, ms } = await withSecondTry(signal, () => model.decode(latents, signal));
  bench.times.add(model.spec.vae, { decode: ms }, latents.length);
  bench.work.done(latents.length, 'decoding');
  return images;
}
