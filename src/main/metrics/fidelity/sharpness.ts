import { sharpness as sharpnessOfBytes } from '../../../shared/maths/sharpness.ts';
import type { RgbImage } from '../../media/camera-frames.ts';

/** Sharpness of a picture as the window measures it; a picture without an interior has none and throws RangeError. */
export function sharpness(image: RgbImage): number {
  const { widthPx, heightPx } = image;
  if (!(widthPx > 2 && heightPx > 2)) throw new RangeError(`sharpness of a picture of ${widthPx} x ${heightPx}`);
  return sharpnessOfBytes(image);
}
