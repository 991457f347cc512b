import { mediaUrl } from '../../state/connection.ts';
import type { BirdsEyeTheme } from './theme.ts';

/** Larger crops are halved until they fit: the raster is a ground, not the subject. */
const MAX_SIDE_PX = 2048;

/** Width of the kerb line around the road, px of the raster. */
const KERB_PX = 2;

/**
 * Fetches a mask crop (white where one can drive or walk, clear elsewhere) and paints it in the theme's greys: a kerb line
 * and the road. Null when it is not to be had: the view then stands on plain ground.
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
  const width = Math.ceil(mask.width * shrink);
  const height = Math.ceil(mask.height * shrink);
  const road = tinted(mask, width, height, theme.road, [[0, 0]]);
  const around = [-KERB_PX, 0, KERB_PX].flatMap((dx) => [-KERB_PX, 0, KERB_PX].map((dy): [number, number] => [dx, dy]));
  const ground = tinted(mask, width, height, theme.kerb, around);
  mask.close();
  ground.getContext('2d')?.drawImage(road, 0, 0);
  return ground.transferToImageBitmap();
}

/** The mask in one colour, drawn at some offsets. */
function tinted(
  mask: ImageBitmap,
  width: number,
  height: number,
  colour: string,
  offsets: readonly (readonly [number, number])[],
): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  const ctx = canvas.getContext('2d');
  if (!ctx) return canvas;
  for (const [dx, dy] of offsets) ctx.drawImage(mask, dx, dy, width, height);
  ctx.globalCompositeOperation = 'source-in';
  ctx.fillStyle = colour;
  ctx.fillRect(0, 0, width, height);
  return canvas;
}
