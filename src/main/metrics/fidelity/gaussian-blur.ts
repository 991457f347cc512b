import type { Planes } from './planes.ts';

/**
 * Gaussian blur of each plane with reflect padding (the border pixel is not repeated), as torchvision's gaussian_blur:
 * weights exp(−x²/2σ²) at whole pixels, normalised over the kernel. Both sides must be longer than half the kernel.
 */
export function gaussianBlur({ widthPx, heightPx, values }: Planes, sigma: number, kernelPx: number): Planes {
  const reach = (kernelPx - 1) / 2;
  if (widthPx <= reach || heightPx <= reach)
    throw new RangeError(`a blur of ${kernelPx} px on ${widthPx} x ${heightPx}`);
  const kernel = Float64Array.from({ length: kernelPx }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * sigma ** 2)));
  const total = kernel.reduce((a, b) => a + b, 0);
  const size = widthPx * heightPx;
  const across = new Float64Array(values.length);
  const out = new Float64Array(values.length);
  const columns = reflections(widthPx, reach);
  for (let row = 0; row < values.length; row += widthPx)
    for (let u = 0; u < widthPx; u++) {
      let sum = 0;
      for (let k = 0; k < kernelPx; k++) sum += kernel[k] * values[row + columns[u + k]];
      across[row + u] = sum / total;
    }
  const rows = reflections(heightPx, reach);
  for (let plane = 0; plane < values.length; plane += size)
    for (let v = 0; v < heightPx; v++)
      for (let k = 0; k < kernelPx; k++) {
        const [from, to, weight] = [plane + rows[v + k] * widthPx, plane + v * widthPx, kernel[k] / total];
        for (let u = 0; u < widthPx; u++) out[to + u] += weight * across[from + u];
      }
  return { widthPx, heightPx, values: out };
}

/** Where each place of a padded line is read: −reach … length + reach − 1, mirrored at the ends. */
function reflections(length: number, reach: number): Uint32Array {
  return Uint32Array.from({ length: length + 2 * reach }, (_, i) => {
    const at = Math.abs(i - reach);
    return at < length ? at : 2 * (length - 1) - at;
  });
}
