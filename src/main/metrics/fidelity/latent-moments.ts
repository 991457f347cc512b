/** Mean and standard deviation of each latent channel. */
export interface ChannelMoments {
  mean: number[];
  std: number[];
}

/**
 * Mean and standard deviation (n − 1) of each channel over all positions of all latents (shape [channels, height, width],
 * un-standardised): what calibration brings predictions to. Of predictions and truths of test windows this is an oracle.
 * Throws RangeError for no latents.
 */
export function channelMoments(latents: readonly ArrayLike<number>[], channels: number): ChannelMoments {
  if (latents.length === 0) throw new RangeError('moments of no latents');
  const size = latents[0].length / channels;
  const mean: number[] = [];
  const std: number[] = [];
  for (let c = 0; c < channels; c++) {
    let sum = 0;
    for (const latent of latents) for (let i = c * size; i < (c + 1) * size; i++) sum += latent[i];
    const centre = sum / (size * latents.length);
    let squares = 0;
    for (const latent of latents) for (let i = c * size; i < (c + 1) * size; i++) squares += (latent[i] - centre) ** 2;
    mean.push(centre);
    std.push(Math.sqrt(squares / Math.max(1, size * latents.length - 1)));
  }
  return { mean, std };
}
