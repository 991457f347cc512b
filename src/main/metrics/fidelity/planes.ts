import type { RgbImage } from '../../media/camera-frames.ts';

const CHANNELS = 3;

/** Numbers of one picture, one plane a colour: shape [3, height, width], in [0, 1]. */
export interface Planes {
  widthPx: number;
  heightPx: number;
  values: Float64Array;
}

export function planesOf({ widthPx, heightPx, rgb }: RgbImage): Planes {
  const size = widthPx * heightPx;
  if (rgb.length !== size * CHANNELS)
    throw new RangeError(`${rgb.length} bytes for an RGB picture of ${widthPx} x ${heightPx}`);
  const values = new Float64Array(size * CHANNELS);
  for (let i = 0; i < size; i++) for (let c = 0; c < CHANNELS; c++) values[c * size + i] = rgb[i * CHANNELS + c] / 255;
  return { widthPx, heightPx, values };
}

/** Throws RangeError for pictures that differ in size. */
export function sameSize(a: RgbImage, b: RgbImage): void {
  if (a.widthPx !== b.widthPx || a.heightPx !== b.heightPx)
    throw new RangeError(`pictures of ${a.widthPx} x ${a.heightPx} and ${b.widthPx} x ${b.heightPx}`);
}
