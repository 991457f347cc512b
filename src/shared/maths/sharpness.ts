import type { RgbBytes } from './picture-shift.ts';

/** Mean of the three colours of each pixel, 0 to 1, row-major. */
function greyOf({ rgb }: RgbBytes): Float64Array {
  const grey = new Float64Array(rgb.length / 3);
  for (let i = 0; i < grey.length; i++) grey[i] = (rgb[3 * i] + rgb[3 * i + 1] + rgb[3 * i + 2]) / (3 * 255);
  return grey;
}

/** Variance of the Laplacian [0 1 0; 1 −4 1; 0 1 0] of the grey picture, over the pixels that have four neighbours. */
export function sharpness(picture: RgbBytes): number {
  const { widthPx: w, heightPx: h } = picture;
  const grey = greyOf(picture);
  const n = (w - 2) * (h - 2);
  let sum = 0;
  let squares = 0;
  for (let y = 1; y < h - 1; y++)
    for (let x = 1; x < w - 1; x++) {
      const i = y * w + x;
      const v = grey[i - 1] + grey[i + 1] + grey[i - w] + grey[i + w] - 4 * grey[i];
      sum += v;
      squares += v * v;
    }
  return n > 0 ? Math.max(0, squares / n - (sum / n) ** 2) : 0;
}
