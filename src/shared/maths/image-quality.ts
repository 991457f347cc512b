/** A picture as bytes, rows from the top: RGB (`bytesPerPixel` 3) or RGBA (4; the fourth is not read). */
export interface PixelBytes {
  widthPx: number;
  heightPx: number;
  bytes: Uint8Array | Uint8ClampedArray;
  bytesPerPixel: 3 | 4;
}

const CHANNELS = 3;
const WINDOW = 11;
/** Places on either side of the window's middle. */
const REACH = WINDOW >> 1;
const SIGMA_PX = 1.5;
const C1 = 0.01 ** 2;
const C2 = 0.03 ** 2;

/** Normalised Gaussian over the window. */
const kernel = ((): Float64Array => {
  const weights = Float64Array.from({ length: WINDOW }, (_, i) => Math.exp(-0.5 * ((i - REACH) / SIGMA_PX) ** 2));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((w) => w / sum);
})();

function checkSizes(a: PixelBytes, b: PixelBytes): void {
  if (a.widthPx !== b.widthPx || a.heightPx !== b.heightPx)
    throw new RangeError(
      `pictures of ${String(a.widthPx)} × ${String(a.heightPx)} and ${String(b.widthPx)} × ${String(b.heightPx)} px cannot be compared`,
    );
  for (const { widthPx, heightPx, bytes, bytesPerPixel } of [a, b])
    if (bytes.length !== widthPx * heightPx * bytesPerPixel)
      throw new RangeError(
        `${String(bytes.length)} bytes for a picture of ${String(widthPx)} × ${String(heightPx)} px`,
      );
}

/** One channel in [0, 1]. */
function plane({ widthPx, heightPx, bytes, bytesPerPixel }: PixelBytes, channel: number): Float64Array {
  const values = new Float64Array(widthPx * heightPx);
  for (let i = 0, at = channel; i < values.length; i++, at += bytesPerPixel) values[i] = bytes[at] / 255;
  return values;
}

/** Index of a place beside the picture by reflection about its edge: −1 is 1. */
const reflected = (i: number, length: number): number => (i < 0 ? -i : i >= length ? 2 * (length - 1) - i : i);

/** Weighted mean over the window about every place; beyond the edges the picture is reflected. */
function windowed(values: Float64Array, width: number, height: number): Float64Array {
  const rows = new Float64Array(values.length);
  const padded = new Float64Array(width + 2 * REACH);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < padded.length; x++) padded[x] = values[y * width + reflected(x - REACH, width)];
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let k = 0; k < WINDOW; k++) sum += kernel[k] * padded[x + k];
      rows[y * width + x] = sum;
    }
  }
  const out = new Float64Array(values.length);
  for (let y = 0; y < height; y++)
    for (let k = 0; k < WINDOW; k++) {
      const from = reflected(y + k - REACH, height) * width;
      for (let x = 0; x < width; x++) out[y * width + x] += kernel[k] * rows[from + x];
    }
  return out;
}

const product = (a: Float64Array, b: Float64Array): Float64Array => a.map((v, i) => v * b[i]);

/**
 * Structural similarity of two pictures of one size: Gaussian window 11, sigma 1.5 px, K1 0.01, K2 0.03, values in [0, 1],
 * population variances, pictures reflected beyond their edges (as torchmetrics does); mean over red, green, blue and all places.
 * At most 1. Throws RangeError for pictures of different sizes or smaller than the window needs.
 */
export function ssim(a: PixelBytes, b: PixelBytes): number {
  checkSizes(a, b);
  const { widthPx: width, heightPx: height } = a;
  if (width <= REACH || height <= REACH)
    throw new RangeError(`SSIM needs pictures of at least ${String(REACH + 1)} × ${String(REACH + 1)} px`);
  let sum = 0;
  let count = 0;
  for (let channel = 0; channel < CHANNELS; channel++) {
    const x = plane(a, channel);
    const y = plane(b, channel);
    const meanX = windowed(x, width, height);
    const meanY = windowed(y, width, height);
    const meanXX = windowed(product(x, x), width, height);
    const meanYY = windowed(product(y, y), width, height);
    const meanXY = windowed(product(x, y), width, height);
    for (let i = 0; i < meanX.length; i++) {
      const xx = meanX[i] * meanX[i];
      const yy = meanY[i] * meanY[i];
      const xy = meanX[i] * meanY[i];
      const variances = Math.max(0, meanXX[i] - xx) + Math.max(0, meanYY[i] - yy);
      sum += ((2 * xy + C1) * (2 * (meanXY[i] - xy) + C2)) / ((xx + yy + C1) * (variances + C2));
    }
    count += meanX.length;
  }
  return sum / count;
}

/**
 * Peak signal-to-noise ratio of two pictures of one size over all pixels and channels, dB; Infinity for equal ones.
 * Throws RangeError for pictures of different sizes.
 */
export function psnr(a: PixelBytes, b: PixelBytes): number {
  checkSizes(a, b);
  const pixels = a.widthPx * a.heightPx;
  let sum = 0;
  for (let i = 0; i < pixels; i++)
    for (let channel = 0; channel < CHANNELS; channel++) {
      const difference = a.bytes[i * a.bytesPerPixel + channel] - b.bytes[i * b.bytesPerPixel + channel];
      sum += difference * difference;
    }
  return 10 * Math.log10((255 * 255 * pixels * CHANNELS) / sum);
}
