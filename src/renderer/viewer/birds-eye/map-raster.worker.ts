import { paintRaster, type RasterJob } from './paint-raster.ts';

/** Paints map rasters beside the page: a crop of 2 000 x 2 000 px would hold up a clip switch. A new job ends the one before. */

/** Page to worker. */
export type RasterRequest = RasterJob & { id: number };
/** Worker to page: null where the raster is not to be had. */
export interface RasterAnswer {
  id: number;
  image: ImageBitmap | null;
}

let running = new AbortController();

self.addEventListener('message', ({ data }: MessageEvent<RasterRequest>) => {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  const answer = (image: ImageBitmap | null) => {
    const message: RasterAnswer = { id: data.id, image };
    self.postMessage(message, { transfer: image ? [image] : [] });
  };
  paintRaster(data, signal).then(answer, () => answer(null));
});
