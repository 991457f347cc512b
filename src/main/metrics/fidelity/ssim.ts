import type { RgbImage } from '../../media/camera-frames.ts';
import { gaussianBlur } from './gaussian-blur.ts';
import { planesOf, sameSize, type Planes } from './planes.ts';

const WINDOW_PX = 11;
const SIGMA_PX = 1.5;
const C1 = 0.01 ** 2;
const C2 = 0.03 ** 2;

/**
 * Structural similarity (Wang et al. 2004) of two RGB pictures of equal size, sides of at least 6 px: Gaussian window of 11
 * with sigma 1.5, K1 0.01, K2 0.03, colours in [0, 1], population moments. Borders as torchmetrics 1.9 has them: pictures
 * are padded by reflection and every pixel counts (scikit-image leaves the outer 5 px out). The mean over pixels and over
 * the three channels.
 */
export function ssim(a: RgbImage, b: RgbImage): number {
  sameSize(a, b);
  const [x, y] = [planesOf(a), planesOf(b)];
  const meanX = local(x);
  const meanY = local(y);
  const xx = local(times(x, x));
  const yy = local(times(y, y));
  const xy = local(times(x, y));
  let sum = 0;
  for (let i = 0; i < meanX.length; i++) {
    const [mx, my] = [meanX[i], meanY[i]];
    const varianceX = Math.max(0, xx[i] - mx * mx);
    const varianceY = Math.max(0, yy[i] - my * my);
    const covariance = xy[i] - mx * my;
    sum += ((2 * mx * my + C1) * (2 * covariance + C2)) / ((mx * mx + my * my + C1) * (varianceX + varianceY + C2));
  }
  return sum / meanX.length;
}

/** Means under the window around each pixel. */
const local = (planes: Planes): Float64Array => gaussianBlur(planes, SIGMA_PX, WINDOW_PX).values;

const times = (a: Planes, b: Planes): Planes => ({ ...a, values: a.values.map((value, i) => value * b.values[i]) });
