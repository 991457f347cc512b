import { mediaUrl } from '../../state/connection.ts';
import type { RasterAnswer, RasterRequest } from './map-raster.worker.ts';
import type { BirdsEyeTheme } from './theme.ts';

/** Paints the map raster of the open clip beside the page. */
export class RasterPainter {
  readonly #worker = new Worker(new URL('./map-raster.worker.ts', import.meta.url), {
    type: 'module',
    name: 'map rasters',
  });
  readonly #onImage: (image: ImageBitmap) => void;
  #asked = 0;

  /** @param onImage gets the raster that was asked for last; nothing comes where it is not to be had: the view then stands on plain ground */
  constructor(onImage: (image: ImageBitmap) => void) {
    this.#onImage = onImage;
    this.#worker.addEventListener('message', ({ data: { id, image } }: MessageEvent<RasterAnswer>) => {
      if (image === null) return;
      if (id === this.#asked) this.#onImage(image);
      else image.close();
    });
  }

  /** Asks for a mask crop in the theme's greys. What was asked before no longer comes. */
  paint(path: string, { road, kerb }: BirdsEyeTheme): void {
    const request: RasterRequest = { id: ++this.#asked, url: mediaUrl(path), road, kerb };
    this.#worker.postMessage(request);
  }

  /** What was asked for no longer comes. */
  forget(): void {
    this.#asked++;
  }

  close(): void {
    this.#worker.terminate();
  }
}
