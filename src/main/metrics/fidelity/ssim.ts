import { ssim as ssimOfBytes } from '../../../shared/maths/image-quality.ts';
import type { RgbImage } from '../../media/camera-frames.ts';

/** Structural similarity of two RGB pictures: the same function that the window measures with. Throws RangeError as that does. */
export const ssim = (a: RgbImage, b: RgbImage): number => ssimOfBytes(bytesOf(a), bytesOf(b));

const bytesOf = ({ widthPx, heightPx, rgb }: RgbImage) => ({
  widthPx,
  heightPx,
  bytes: rgb,
  bytesPerPixel: 3 as const,
});
