import type { LatentShape } from '../fidelity/cos-sim.ts';

/** Rows of a latent that are correlated together: near road, far road and sky turn by different amounts. */
const BANDS = 4;
/** Latent columns to either side that a correlation looks at. */
const MOST_LAG = 6;

/**
 * What a linear probe needs to see turning between two latents of shape [channels, height, width] in the order of time: for
 * each channel and band of rows the correlation of the later with the earlier one at every sideways lag of up to 6 columns
 * (turning left moves the scene right), then both latents shrunk `cell` by `cell`.
 */
export function pairFeatures(
  earlier: ArrayLike<number>,
  later: ArrayLike<number>,
  shape: LatentShape,
  cell: number,
): Float32Array {
  const correlations: number[] = [];
  const rows = shape.height / BANDS;
  for (let c = 0; c < shape.channels; c++)
    for (let band = 0; band < BANDS; band++) {
      const top = c * shape.height + Math.round(band * rows);
      const end = c * shape.height + Math.round((band + 1) * rows);
      for (let lag = -MOST_LAG; lag <= MOST_LAG; lag++)
        correlations.push(laggedCorrelation(earlier, later, shape.width, top, end, lag));
    }
  return Float32Array.from([...correlations, ...shrunk(earlier, shape, cell), ...shrunk(later, shape, cell)]);
}

/** Correlation over rows `top` to `end` of earlier[u] with later[u + lag], where both are inside. */
function laggedCorrelation(
  earlier: ArrayLike<number>,
  later: ArrayLike<number>,
  width: number,
  top: number,
  end: number,
  lag: number,
): number {
  let [a, b, aa, bb, ab, count] = [0, 0, 0, 0, 0, 0];
  for (let row = top; row < end; row++)
    for (let u = Math.max(0, -lag); u < Math.min(width, width - lag); u++) {
      const [x, y] = [earlier[row * width + u], later[row * width + u + lag]];
      a += x;
      b += y;
      aa += x * x;
      bb += y * y;
      ab += x * y;
      count++;
    }
  if (count === 0) return 0;
  const spread = (aa - (a * a) / count) * (bb - (b * b) / count);
  return spread > 0 ? (ab - (a * b) / count) / Math.sqrt(spread) : 0;
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
