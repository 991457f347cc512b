import type { Estimate } from '../../../shared/domain/lab.ts';
import type { RgbImage } from '../../media/camera-frames.ts';
import { latentCosSim } from '../../metrics/fidelity/cos-sim.ts';
import { meanByClip } from '../../metrics/statistics/estimate.ts';
import { standardise } from '../../inference/sampling/standardise.ts';
import { patchify } from '../../pipelines/dit-wam/patches.ts';
import type { WorldModel } from '../../pipelines/dit-wam/world-model.ts';
import type { Bench } from './bench.ts';
import { clipEstimate, clipRatio, nothing } from './clip-estimates.ts';
import { joined, type Features } from './feature-net.ts';
import { decode } from './predict.ts';

/** Predicted pictures at one horizon against the recorded ones, gathered portion by portion. */
export interface MeasuredPictures {
  add(predicted: PredictedPortion): Promise<void>;
  windows(): number;
  figures(): { cosSim: Estimate; ssim: Estimate; psnr: Estimate; sharpness: Estimate; latentMse: Estimate };
  /** Clip means of a value, for paired tests. */
  byClip(value: 'cosSim' | 'ssim' | 'latentMse'): Map<string, number>;
  features(): Float32Array;
}

export interface PredictedPortion {
  clipIds: readonly string[];
  latents: readonly Float32Array[];
  recordedLatents: readonly Float32Array[];
  recorded: readonly RgbImage[];
}

/** @param model decodes the latents; its patches are those of CosSim, its standardisation that of the mean square error */
export function measurePictures(bench: Bench, model: WorldModel, features: Features | null): MeasuredPictures {
  const clipIds: string[] = [];
  const values = { cosSim: [], ssim: [], psnr: [], sharpness: [], recordedSharpness: [], latentMse: [] } as Record<
    'cosSim' | 'ssim' | 'psnr' | 'sharpness' | 'recordedSharpness' | 'latentMse',
    number[]
  >;
  const rows: Float32Array[] = [];
  const { seed } = bench.request;
  const { spec } = model;
  const estimate = (list: readonly number[]) => clipEstimate(clipIds, list, seed);
  return {
    async add({ clipIds: ids, latents, recordedLatents, recorded }) {
      const predicted = await decode(bench, model, latents);
      const pictures = { predicted, recorded: [...recorded] };
      const measured = await bench.thread.call('pictures', pictures, { signal: bench.context.signal });
      if (features) rows.push(await features.of(predicted));
      clipIds.push(...ids);
      values.ssim.push(...measured.ssim);
      values.psnr.push(...measured.psnr);
      values.sharpness.push(...measured.sharpness);
      values.recordedSharpness.push(...measured.recordedSharpness);
      latents.forEach((latent, i) => {
        values.cosSim.push(latentCosSim(latent, recordedLatents[i], spec.latentShape, spec.patch));
        values.latentMse.push(standardisedMse(latent, recordedLatents[i], model));
      });
    },
    windows: () => clipIds.length,
    figures: () => ({
      cosSim: estimate(values.cosSim),
      ssim: estimate(values.ssim),
      psnr: estimate(values.psnr),
      sharpness: clipRatio(clipIds, values.sharpness, values.recordedSharpness, seed) ?? nothing,
      latentMse: estimate(values.latentMse),
    }),
    byClip: (value) => meanByClip(clipIds, values[value]),
    features: () => joined(rows),
  };
}

/** Mean square difference of two un-standardised latents after the model's standardisation. */
export function standardisedMse(a: Float32Array, b: Float32Array, { spec }: Pick<WorldModel, 'spec'>): number {
  const grid = { ...spec.latentShape, patch: spec.patch };
  const [x, y] = [a, b].map((latent) => standardise(patchify(latent, grid), spec.standardisation));
  return x.reduce((sum, value, i) => sum + (value - y[i]) ** 2, 0) / x.length;
}
