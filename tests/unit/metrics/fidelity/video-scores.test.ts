import { describe, expect, it } from 'vitest';
import { psnr } from '../../../../src/main/metrics/fidelity/psnr.ts';
import { ssim } from '../../../../src/main/metrics/fidelity/ssim.ts';
import { videoScores, type ScoredPicture } from '../../../../src/main/metrics/fidelity/video-scores.ts';
import { videoMetricInfos } from '../../../../src/shared/domain/video-metric.ts';
import { paint } from './reference.ts';

const recorded = paint(16, 16, (u, v) => [u * 9, v * 9, 90]);
const predicted = paint(16, 16, (u, v) => [u * 9, v * 8, 100]);
const latent = { shape: { channels: 1, height: 2, width: 2 }, patch: 1 };
const at = (atS: number, over: Partial<ScoredPicture> = {}): ScoredPicture => ({
  atS,
  predicted,
  recorded,
  predictedLatent: [1, 1, 1, -1],
  recordedLatent: [1, 1, 1, 1],
  ...over,
});

describe('scores of one decision instant', () => {
  it('are those of the pictures at the horizons', async () => {
    const scores = await videoScores(
      [1, 2, 3, 4].map((atS) => at(atS)),
      latent,
    );
    expect(Object.keys(scores).sort()).toEqual(
      ['cosSim', 'psnr', 'ssim'].flatMap((metric) => [1, 2, 4].map((s) => `video/${metric}@${s}s`)),
    );
    expect(scores['video/ssim@2s']).toBe(ssim(predicted, recorded));
    expect(scores['video/psnr@4s']).toBe(psnr(predicted, recorded));
    expect(scores['video/cosSim@1s']).toBe(0.5);
  });

  it('are all known metrics', async () => {
    const known = new Set(videoMetricInfos.map(({ key }) => key));
    expect(
      Object.keys(
        await videoScores(
          [1, 2, 4, 8].map((s) => at(s)),
          latent,
        ),
      ).every((key) => known.has(key)),
    ).toBe(true);
  });

  it.each([
    ['a horizon between pictures', at(1.5), []],
    ['a picture that was not recorded', at(4, { recorded: null }), []],
    ['no latents', at(4, { recordedLatent: null }), ['video/ssim@4s', 'video/psnr@4s']],
    ['a picture equal to the recorded one', at(2, { predicted: recorded }), ['video/ssim@2s', 'video/cosSim@2s']],
    ['a time off by rounding', at(4.0000004), ['video/ssim@4s', 'video/psnr@4s', 'video/cosSim@4s']],
  ])('of %s', async (_, picture, keys) => {
    expect(Object.keys(await videoScores([picture], latent))).toEqual(keys);
  });
});
