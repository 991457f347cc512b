import { psnr as psnrOfBytes } from '../../../shared/maths/image-quality.ts';
import type { RgbImage } from '../../media/camera-frames.ts';

/** Peak signal-to-noise ratio of two RGB pictures, dB: the same function that the window measures with. Throws RangeError as that does. */
export const psnr = (a: RgbImage, b: RgbImage): number => psnrOfBytes(bytesOf(a), bytesOf(b));

const bytesOf = ({ widthPx, heightPx, rgb }: RgbImage) => ({
  widthPx,
  heightPx,
  bytes: rgb,
  bytesPerPixel: 3 as const,
});
