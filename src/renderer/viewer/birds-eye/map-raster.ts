import { mediaUrl } from '../../state/connection.ts';
import type { BirdsEyeTheme } from './theme.ts';

/** Larger crops are halved until they fit: the raster is a ground, not the subject. */
const MAX_SIDE_PX = 2048;

/**
 * Fetches a mask crop (white where one can drive or walk) and paints it in the theme's greys. Null when it is not to be had:
 * the view then stands on plain ground.
 */
export async function loadMapRaster(
  path: string,
  theme: BirdsEyeTheme,
  signal: AbortSignal,
): Promise<ImageBitmap | null> {
  const response = await fetch(mediaUrl(path), { signal });
  if (!response.ok) return null;
  const mask = await createImageBitmap(await response.blob());
  const shrink = Math.min(1, MAX_SIDE_PX / Math.max(mask.width, mask.height));
  const canvas = new OffscreenCanvas(Math.ceil(mask.width * shrink), Math.ceil(mask.height * shrink));
  const ctx = canvas.getContext('2d');
  if (!ctx) return null;
  const area = [0, 0, canvas.width, canvas.height] as const;
  ctx.drawImage(mask, ...area);
  mask.close();
  // White becomes the road's grey, then black is lifted to the ground's.
  ctx.globalCompositeOperation = 'multiply';
  ctx.fillStyle = theme.road;
  ctx.fillRect(...area);
  ctx.globalCompositeOperation = 'lighten';
  ctx.fillStyle = theme.ground;
  ctx.fillRect(...area);
  return canvas.transferToImageBitmap();
}
