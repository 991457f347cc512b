import type { RgbImage } from '../../media/camera-frames.ts';
import { planesOf, sameSize } from './planes.ts';

const WINDOW = 11;
const SIGMA = 1.5;
const C1 = 0.01 ** 2;
const C2 = 0.03 ** 2;

/**
 * Structural similarity (Wang et al. 2004) of two RGB pictures of equal size, at least 11 x 11: Gaussian window of 11 with
 * sigma 1.5, K1 0.01, K2 0.03, colours in [0, 1], population moments. Borders as torchmetrics and scikit-image have them:
 * only windows that lie wholly inside count. The mean over them and over the three channels.
 */
export function ssim(a: RgbImage, b: RgbImage): number {
  sameSize(a, b);
  const { widthPx, heightPx } = a;
  if (widthPx < WINDOW || heightPx < WINDOW) throw new RangeError(`SSIM of pictures of ${widthPx} x ${heightPx}`);
  const [x, y] = [planesOf(a).values, planesOf(b).values];
  const size = widthPx * heightPx;
  let sum = 0;
  for (let at = 0; at < x.length; at += size)
    sum += planeSum(x.subarray(at, at + size), y.subarray(at, at + size), widthPx, heightPx);
  return sum / (3 * (widthPx - WINDOW + 1) * (heightPx - WINDOW + 1));
}

function planeSum(x: Float64Array, y: Float64Array, widthPx: number, heightPx: number): number {
  const local = (value: (i: number) => number) =>
    localMeans(
      Float64Array.from(x, (_, i) => value(i)),
      widthPx,
      heightPx,
    );
  const meanX = local((i) => x[i]);
  const meanY = local((i) => y[i]);
  const xx = local((i) => x[i] * x[i]);
  const yy = local((i) => y[i] * y[i]);
  const xy = local((i) => x[i] * y[i]);
  let sum = 0;
  for (let i = 0; i < meanX.length; i++) {
    const [mx, my] = [meanX[i], meanY[i]];
    const varianceX = Math.max(0, xx[i] - mx * mx);
    const varianceY = Math.max(0, yy[i] - my * my);
    const covariance = xy[i] - mx * my;
    sum += ((2 * mx * my + C1) * (2 * covariance + C2)) / ((mx * mx + my * my + C1) * (varianceX + varianceY + C2));
  }
  return sum;
}

const kernel = gaussianWindow();

function gaussianWindow(): Float64Array {
  const weights = Float64Array.from({ length: WINDOW }, (_, i) =>
    Math.exp(-((i - (WINDOW - 1) / 2) ** 2) / (2 * SIGMA ** 2)),
  );
  const total = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / total);
}

/** Weighted means of the windows that lie inside, shape [height − 10, width − 10]. */
function localMeans(plane: Float64Array, widthPx: number, heightPx: number): Float64Array {
  const [columns, rows] = [widthPx - WINDOW + 1, heightPx - WINDOW + 1];
  const across = new Float64Array(heightPx * columns);
  for (let v = 0; v < heightPx; v++)
    for (let u = 0; u < columns; u++) {
      let sum = 0;
      for (let k = 0; k < WINDOW; k++) sum += kernel[k] * plane[v * widthPx + u + k];
      across[v * columns + u] = sum;
    }
  const means = new Float64Array(rows * columns);
  for (let k = 0; k < WINDOW; k++)
    for (let i = 0; i < means.length; i++) means[i] += kernel[k] * across[i + k * columns];
  return means;
}
