import type { RgbImage } from '../../media/camera-frames.ts';
import { greyOf } from './planes.ts';

/**
 * Variance of the Laplacian [0 1 0; 1 −4 1; 0 1 0] of the grey picture (mean of the three colours, in [0, 1]) over its
 * interior. Pixels on the border have no Laplacian: padding them with zeros, as some code does, would measure brightness there.
 */
export function sharpness(image: RgbImage): number {
  const { widthPx, heightPx } = image;
  const grey = greyOf(image);
  const count = (widthPx - 2) * (heightPx - 2);
  if (!(widthPx > 2 && heightPx > 2)) throw new RangeError(`sharpness of a picture of ${widthPx} x ${heightPx}`);
  let sum = 0;
  let squares = 0;
  for (let v = 1; v < heightPx - 1; v++)
    for (let u = 1; u < widthPx - 1; u++) {
      const i = v * widthPx + u;
      const laplacian = grey[i - 1] + grey[i + 1] + grey[i - widthPx] + grey[i + widthPx] - 4 * grey[i];
      sum += laplacian;
      squares += laplacian * laplacian;
    }
  return Math.max(0, squares / count - (sum / count) ** 2);
}
