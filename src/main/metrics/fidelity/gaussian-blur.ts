import type { Planes } from './planes.ts';

/**
 * Gaussian blur of each plane with reflect padding (the border pixel is not repeated), as torchvision's gaussian_blur:
 * weights exp(−x²/2σ²) at whole pixels, normalised over the kernel, an odd number of pixels. Both sides must be longer than
 * half the kernel.
 */
export function gaussianBlur({ widthPx, heightPx, values }: Planes, sigma: number, kernelPx: number): Planes {
  const reach = (kernelPx - 1) / 2;
  if (widthPx <= reach || heightPx <= reach)
    throw new RangeError(`a blur of ${kernelPx} px on ${widthPx} x ${heightPx}`);
  const kernel = gaussian(sigma, reach);
  const size = widthPx * heightPx;
  const out = new Float64Array(values.length);
  const columns = reflections(widthPx, reach);
  const rows = reflections(heightPx, reach);
  const line = new Float64Array(columns.length);
  for (let plane = 0; plane < values.length; plane += size) {
    const across = new Float64Array(size);
    for (let v = 0; v < heightPx; v++) {
      for (let u = 0; u < line.length; u++) line[u] = values[plane + v * widthPx + columns[u]];
      for (let u = 0; u < widthPx; u++) {
        let sum = kernel[0] * line[u + reach];
        for (let k = 1; k <= reach; k++) sum += kernel[k] * (line[u + reach - k] + line[u + reach + k]);
        across[v * widthPx + u] = sum;
      }
    }
    for (let v = 0; v < heightPx; v++) {
      const to = plane + v * widthPx;
      const middle = v * widthPx;
      for (let u = 0; u < widthPx; u++) out[to + u] = kernel[0] * across[middle + u];
      for (let k = 1; k <= reach; k++) {
        const above = rows[v + reach - k] * widthPx;
        const under = rows[v + reach + k] * widthPx;
        for (let u = 0; u < widthPx; u++) out[to + u] += kernel[k] * (across[above + u] + across[under + u]);
      }
    }
  }
  return { widthPx, heightPx, values: out };
}

/** Weights at 0, 1, … reach pixels from the middle, summing to 1 over both sides. */
function gaussian(sigma: number, reach: number): Float64Array {
  const half = Float64Array.from({ length: reach + 1 }, (_, x) => Math.exp(-(x ** 2) / (2 * sigma ** 2)));
  const total = 2 * half.reduce((a, b) => a + b, 0) - half[0];
  return half.map((weight) => weight / total);
}

/** Where each place of a padded line is read: −reach … length + reach − 1, mirrored at the ends. */
function reflections(length: number, reach: number): Uint32Array {
  return Uint32Array.from({ length: length + 2 * reach }, (_, i) => {
    const at = Math.abs(i - reach);
    return at < length ? at : 2 * (length - 1) - at;
  });
}
