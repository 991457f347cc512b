import type { RgbImage } from '../../media/camera-frames.ts';

/** RGB bytes to planes in [-1, 1], [3, height, width], written into `out` from `at` on. */
export function toPlanes({ rgb }: RgbImage, out: Float32Array, at: number): void {
  const area = rgb.length / 3;
  for (let i = 0; i < area; i++) for (let c = 0; c < 3; c++) out[at + c * area + i] = rgb[i * 3 + c] / 127.5 - 1;
}

/** Planes [3, size, size] clamped to [-1, 1] to RGB bytes. */
export function fromPlanes(planes: Float32Array, sizePx: number): RgbImage {
  const area = sizePx * sizePx;
  // A clamped array rounds to the nearest byte, and takes what lies beyond the ends as the ends.
  const rgb = new Uint8ClampedArray(3 * area);
  for (let i = 0; i < area; i++) for (let c = 0; c < 3; c++) rgb[i * 3 + c] = (planes[c * area + i] + 1) * 127.5;
  return { widthPx: sizePx, heightPx: sizePx, rgb: new Uint8Array(rgb.buffer) };
}
