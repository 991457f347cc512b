import type { PixelBytes } from '../../../shared/maths/image-quality.ts';

/** Colours of difference images from none to much, in equal steps. */
export const differenceColours = ['#08090e', '#3a1c5c', '#962c6e', '#e86250', '#fcc878', '#fcf8d6'] as const;
/** Mean difference of red, green and blue that has the last colour, in levels of 255; more looks the same. */
export const FULL_LEVELS = 96;

const channelsOf = (colour: string): number[] => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
const stops = differenceColours.map(channelsOf);

/** Colour of a mean difference in levels, as red, green, blue in [0, 255]. */
export function differenceColour(levels: number): [number, number, number] {
  const at = (Math.min(Math.max(levels, 0), FULL_LEVELS) / FULL_LEVELS) * (stops.length - 1);
  const low = Math.min(Math.floor(at), stops.length - 2);
  const [r, g, b] = stops[low].map((from, c) => Math.round(from + (at - low) * (stops[low + 1][c] - from)));
  return [r, g, b];
}

/** Red, green, blue and alpha by sum of the three absolute differences, 0 … 765. */
const coloursBySum = ((): Uint8ClampedArray => {
  const table = new Uint8ClampedArray((3 * 255 + 1) * 4);
  for (let sum = 0; sum <= 3 * 255; sum++) table.set([...differenceColour(sum / 3), 255], sum * 4);
  return table;
})();

export interface DifferencePicture {
  /** RGBA in the colours of the scale. */
  rgba: Uint8ClampedArray<ArrayBuffer>;
  /** Mean over all pixels, levels of 255. */
  meanLevels: number;
}

/** Mean absolute difference of red, green and blue of every pixel of two pictures of one size, in the fixed colours. */
export function differencePicture(a: PixelBytes, b: PixelBytes): DifferencePicture {
  if (a.widthPx !== b.widthPx || a.heightPx !== b.heightPx) throw new RangeError('pictures of different sizes');
  const pixels = a.widthPx * a.heightPx;
  const rgba = new Uint8ClampedArray(pixels * 4);
  let total = 0;
  for (let i = 0; i < pixels; i++) {
    const p = i * a.bytesPerPixel;
    const q = i * b.bytesPerPixel;
    const sum =
      Math.abs(a.bytes[p] - b.bytes[q]) +
      Math.abs(a.bytes[p + 1] - b.bytes[q + 1]) +
      Math.abs(a.bytes[p + 2] - b.bytes[q + 2]);
    total += sum;
    for (let c = 0; c < 4; c++) rgba[i * 4 + c] = coloursBySum[sum * 4 + c];
  }
  return { rgba, meanLevels: total / (3 * pixels) };
}
