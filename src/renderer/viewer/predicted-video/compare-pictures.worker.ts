import { psnr, ssim, type PixelBytes } from '../../../shared/maths/image-quality.ts';
import { applyViewTable } from '../../../shared/maths/view-table.ts';
import { createViewTables } from '../../../shared/maths/view-tables.ts';
import type { CompareAnswer, CompareJob, PicturesJob, ViewAnswer, ViewJob } from './compare-messages.ts';
import { differencePicture } from './difference-scale.ts';

/** Makes views of recorded pictures and holds predicted ones against them, off the page's thread. */

/** A view of a picture that is decoded for it takes about a megabyte. */
const tables = createViewTables(16e6);

let canvas: OffscreenCanvas | null = null;

/** Pixels of a part of a picture at a size. */
function pixelsOf(
  picture: ImageBitmap,
  from: { x: number; y: number; width: number; height: number },
  widthPx: number,
  heightPx: number,
): PixelBytes {
  canvas ??= new OffscreenCanvas(widthPx, heightPx);
  if (canvas.width !== widthPx || canvas.height !== heightPx)
    Object.assign(canvas, { width: widthPx, height: heightPx });
  const ctx = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!ctx) throw new Error('the worker gives no canvas to draw on');
  ctx.imageSmoothingQuality = 'high';
  ctx.drawImage(picture, from.x, from.y, from.width, from.height, 0, 0, widthPx, heightPx);
  picture.close();
  return { widthPx, heightPx, bytes: ctx.getImageData(0, 0, widthPx, heightPx).data, bytesPerPixel: 4 };
}

async function compare({ key, truth, crop, predicted, widthPx, heightPx }: CompareJob): Promise<void> {
  const recorded = pixelsOf(truth, { ...crop, width: crop.size, height: crop.size }, widthPx, heightPx);
  const whole = { x: 0, y: 0, width: predicted.width, height: predicted.height };
  const made = pixelsOf(predicted, whole, widthPx, heightPx);
  const { rgba, meanLevels } = differencePicture(recorded, made);
  const difference = await createImageBitmap(new ImageData(rgba, widthPx, heightPx));
  const answer: CompareAnswer = {
    type: 'compare',
    key,
    difference,
    meanLevels,
    ssim: ssim(recorded, made),
    psnr: psnr(recorded, made),
  };
  self.postMessage(answer, { transfer: [difference] });
}

async function makeView({ key, picture, view, sizePx }: ViewJob): Promise<void> {
  const { width, height } = picture;
  const { bytes } = pixelsOf(picture, { x: 0, y: 0, width, height }, width, height);
  const table = tables.of({ ...view, pictureWidthPx: width, pictureHeightPx: height, sizePx });
  const rgb = applyViewTable(table, bytes, 4);
  const image = new ImageData(sizePx, sizePx);
  for (let i = 0, o = 0; i < rgb.length; i += 3, o += 4) {
    image.data[o] = rgb[i];
    image.data[o + 1] = rgb[i + 1];
    image.data[o + 2] = rgb[i + 2];
    image.data[o + 3] = 255;
  }
  const answer: ViewAnswer = { type: 'view', key, bitmap: await createImageBitmap(image) };
  self.postMessage(answer, { transfer: [answer.bitmap] });
}

self.addEventListener('message', ({ data }: MessageEvent<PicturesJob>) => {
  void (data.type === 'view' ? makeView(data) : compare(data));
});
