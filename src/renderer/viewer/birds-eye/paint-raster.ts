/** What a raster is painted from: a mask crop (white where one can drive or walk, clear elsewhere) in the theme's greys. */
export interface RasterJob {
  url: string;
  road: string;
  kerb: string;
}

/** Larger crops are made smaller until they fit: the raster is a ground, not the subject. */
const MAX_SIDE_PX = 2048;

/** Width of the kerb line around the road, px of the raster. */
const KERB_PX = 2;

/** Fetches a mask crop and paints a kerb line and the road. Null when it is not to be had. */
export async function paintRaster({ url, road, kerb }: RasterJob, signal: AbortSignal): Promise<ImageBitmap | null> {
  const response = await fetch(url, { signal });
  if (!response.ok) return null;
  const mask = await createImageBitmap(await response.blob());
  const shrink = Math.min(1, MAX_SIDE_PX / Math.max(mask.width, mask.height));
  const width = Math.ceil(mask.width * shrink);
  const height = Math.ceil(mask.height * shrink);
  const plain = tinted(mask, width, height, road, [[0, 0]]);
  const around = [-KERB_PX, 0, KERB_PX].flatMap((dx) => [-KERB_PX, 0, KERB_PX].map((dy): [number, number] => [dx, dy]));
  const ground = tinted(mask, width, height, kerb, around);
  mask.close();
  ground.getContext('2d')?.drawImage(plain, 0, 0);
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
  // Read back and handed on, never composed: in the page's own memory that is cheaper.
  const ctx = canvas.getContext('2d', { willReadFrequently: true });
  if (!ctx) return canvas;
  for (const [dx, dy] of offsets) ctx.drawImage(mask, dx, dy, width, height);
  ctx.globalCompositeOperation = 'source-in';
  ctx.fillStyle = colour;
  ctx.fillRect(0, 0, width, height);
  return canvas;
}
