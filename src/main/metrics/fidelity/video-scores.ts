import { videoHorizonsS, videoMetricKey } from '../../../shared/domain/video-metric.ts';
import type { RgbImage } from '../../media/camera-frames.ts';
import { latentCosSim, type LatentShape } from './cos-sim.ts';
import { psnr } from './psnr.ts';
import { ssim } from './ssim.ts';

/** One predicted picture and what was recorded at its time. */
export interface ScoredPicture {
  /** Seconds after the decision instant. */
  atS: number;
  /** Pictures of the model's size: as decoded (before JPEG), and the recorded one shrunk to it. */
  predicted: RgbImage;
  /** Null where the recording ends or the picture is not on disk: then this picture has no scores. */
  recorded: RgbImage | null;
  /** Un-standardised latents, shape [C, h, w]: as predicted, and of the recorded picture by the model's encoder; null without them. */
  predictedLatent: ArrayLike<number> | null;
  recordedLatent: ArrayLike<number> | null;
}

/** A picture belongs to a horizon when it is no further from it than this. */
const SAME_TIME_S = 1e-3;

/**
 * Values of the `video/…` metrics of one decision instant, by key. A horizon at which no picture was predicted or recorded
 * is left out; so is the PSNR of a picture equal to the recorded one, which has no finite value. Gives way to other work after
 * each picture (6 ms at 128 px).
 * @param patch side of a token in latent positions
 */
export async function videoScores(
  pictures: readonly ScoredPicture[],
  latent: { shape: LatentShape; patch: number },
): Promise<Record<string, number>> {
  const scores: Record<string, number> = {};
  for (const horizonS of videoHorizonsS) {
    const picture = pictures.find(({ atS }) => Math.abs(atS - horizonS) <= SAME_TIME_S);
    if (!picture?.recorded) continue;
    const { predicted, recorded, predictedLatent, recordedLatent } = picture;
    scores[videoMetricKey('ssim', horizonS)] = ssim(predicted, recorded);
    const ratio = psnr(predicted, recorded);
    if (Number.isFinite(ratio)) scores[videoMetricKey('psnr', horizonS)] = ratio;
    if (predictedLatent && recordedLatent)
      scores[videoMetricKey('cosSim', horizonS)] = latentCosSim(
        predictedLatent,
        recordedLatent,
        latent.shape,
        latent.patch,
      );
    await new Promise((resolve) => setImmediate(resolve));
  }
  return scores;
}
