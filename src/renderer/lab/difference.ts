import type { RgbBytes } from '../../shared/maths/picture-shift.ts';
import * as scale from '../viewer/predicted-video/difference-scale.ts';

const pixelBytes = ({ widthPx, heightPx, rgb }: RgbBytes) =>
  ({ widthPx, heightPx, bytes: rgb, bytesPerPixel: 3 }) as const;

/** Mean absolute difference over channels of two pictures of one size, in the window's one scale of colours. */
export function differencePicture(a: RgbBytes, b: RgbBytes): RgbBytes {
  const { rgba } = scale.differencePicture(pixelBytes(a), pixelBytes(b));
  const rgb = new Uint8Array(a.rgb.length);
  for (let i = 0, o = 0; o < rgb.length; i += 4, o += 3) rgb.set(rgba.subarray(i, i + 3), o);
  return { widthPx: a.widthPx, heightPx: a.heightPx, rgb };
}

/** Mean absolute difference of two pictures as a share of the whole range. */
export const meanDifference = (a: RgbBytes, b: RgbBytes): number =>
  scale.differencePicture(pixelBytes(a), pixelBytes(b)).meanLevels / 255;
