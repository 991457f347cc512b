import type { RgbImage } from '../../media/camera-frames.ts';
import { sameSize } from './planes.ts';

/** Peak signal-to-noise ratio of two RGB pictures of equal size, dB, over all pixels and channels; Infinity for equal ones. */
export function psnr(a: RgbImage, b: RgbImage): number {
  sameSize(a, b);
  let sum = 0;
  for (let i = 0; i < a.rgb.length; i++) sum += (a.rgb[i] - b.rgb[i]) ** 2;
  return 10 * Math.log10((255 ** 2 * a.rgb.length) / sum);
}
