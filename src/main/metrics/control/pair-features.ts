import type { LatentShape } from '../fidelity/cos-sim.ts';

/** Bands of rows that are correlated on their own: near road, far road and sky turn by different amounts. */
const BANDS = 4;
/** Columns that two latents shifted against each other have in common at least. */
const LEAST_OVERLAP = 6;
/** How sharply the lag of the best correlation is picked; both are given, and a probe weighs them. */
const SHARPNESS = [8, 24] as const;

/** Features of a pair of latents of this shape. */
export const pairFeatureCount = ({ channels, height, width }: LatentShape, cell: number): number =>
  (BANDS + 1) * (2 * mostLag(width) + 1 + SHARPNESS.length) + (2 * channels * height * width) / cell ** 2;

/**
 * What a linear probe needs to see turning between two latents of shape [channels, height, width] in the order of time, each
 * row less its mean: for each of four bands of rows and for the whole, how the later latent correlates with the earlier one at
 * every sideways lag (mean over channels; turning left moves the scene right), and the lag at which it does best, softly
 * picked; then both latents shrunk `cell` by `cell`. A probe on the latents alone sees next to nothing of a turn, because a
 * shift is no linear function of them.
 */
export function pairFeatures(
  earlier: ArrayLike<number>,
  later: ArrayLike<number>,
  shape: LatentShape,
  cell: number,
): Float32Array {
  const { height, width } = shape;
  const [a, b] = [withoutRowMeans(earlier, width), withoutRowMeans(later, width)];
  const features: number[] = [];
  for (let band = 0; band <= BANDS; band++) {
    const whole = band === BANDS;
    const top = whole ? 0 : Math.round((band * height) / BANDS);
    const end = whole ? height : Math.round(((band + 1) * height) / BANDS);
    const correlations = correlationsByLag(a, b, shape, top, end);
    features.push(...correlations, ...SHARPNESS.map((sharpness) => softBestLag(correlations, sharpness)));
  }
  return Float32Array.from([...features, ...shrunk(earlier, shape, cell), ...shrunk(later, shape, cell)]);
}

const mostLag = (width: number): number => Math.max(1, width - LEAST_OVERLAP);

function withoutRowMeans(latent: ArrayLike<number>, width: number): Float64Array {
  const out = Float64Array.from(latent);
  for (let row = 0; row < out.length; row += width) {
    const line = out.subarray(row, row + width);
    const mean = line.reduce((x, y) => x + y, 0) / width;
    line.forEach((value, u) => (line[u] = value - mean));
  }
  return out;
}

/** Mean over channels of the correlation of a[u] with b[u + lag] over rows `top` to `end`, for each lag from left to right. */
function correlationsByLag(a: Float64Array, b: Float64Array, shape: LatentShape, top: number, end: number): number[] {
  const { channels, height, width } = shape;
  const most = mostLag(width);
  return Array.from({ length: 2 * most + 1 }, (_, i) => {
    const lag = i - most;
    let sum = 0;
    for (let c = 0; c < channels; c++) {
      let [aa, bb, ab] = [0, 0, 0];
      for (let row = (c * height + top) * width; row < (c * height + end) * width; row += width)
        for (let u = Math.max(0, -lag); u < Math.min(width, width - lag); u++) {
          const x = a[row + u];
          const y = b[row + u + lag];
          aa += x * x;
          bb += y * y;
          ab += x * y;
        }
      if (aa > 0 && bb > 0) sum += ab / Math.sqrt(aa * bb) / channels;
    }
    return sum;
  });
}

/** Mean lag, weighted by the exponential of the correlations. */
function softBestLag(correlations: readonly number[], sharpness: number): number {
  const weights = correlations.map((value) => Math.exp(sharpness * value));
  const total = weights.reduce((x, y) => x + y, 0);
  return weights.reduce((sum, weight, i) => sum + (weight / total) * (i - (correlations.length - 1) / 2), 0);
}

/** Means of cells of `cell` by `cell` positions, which divides height and width. */
function shrunk(latent: ArrayLike<number>, { channels, height, width }: LatentShape, cell: number): Float64Array {
  const [rows, columns] = [height / cell, width / cell];
  const means = new Float64Array(channels * rows * columns);
  for (let i = 0; i < latent.length; i++) {
    const u = i % width;
    const v = Math.floor(i / width) % height;
    const c = Math.floor(i / (width * height));
    means[(c * rows + Math.floor(v / cell)) * columns + Math.floor(u / cell)] += latent[i] / cell ** 2;
  }
  return means;
}
