import type { Moments } from './standardise.ts';

/** Keeps a channel that never varied from being blown up without end. */
const TINY = 1e-6;

/**
 * Brings each channel of a latent from the moments that predictions had on training windows to those of the truth there:
 * (g − m_predicted) / (s_predicted + 1e-6) · s_truth + m_truth.
 * @param latent [channels, h, w], as the decoder takes it
 * @param moments one mean and spread a channel
 */
export function calibrate(latent: Float32Array, moments: { predicted: Moments; truth: Moments }): Float32Array {
  const { predicted, truth } = moments;
  const area = latent.length / predicted.mean.length;
  return latent.map((value, i) => {
    const c = Math.floor(i / area);
    return ((value - predicted.mean[c]) / (predicted.std[c] + TINY)) * truth.std[c] + truth.mean[c];
  });
}

/** share · a + (1 − share) · b, into a new array. */
export function blend(a: Float32Array, b: Float32Array, share: number): Float32Array {
  return a.map((value, i) => share * value + (1 - share) * b[i]);
}
