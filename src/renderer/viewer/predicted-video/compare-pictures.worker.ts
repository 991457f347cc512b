import { psnr, ssim, type PixelBytes } from '../../../shared/maths/image-quality.ts';
import type { CompareAnswer, CompareJob } from './compare-messages.ts';
import { differencePicture } from './difference-scale.ts';

/** Holds predicted pictures against recorded ones off the page's thread. */

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
    key,
    difference,
    meanLevels,
    ssim: ssim(recorded, made),
    psnr: psnr(recorded, made),
  };
  self.postMessage(answer, { transfer: [difference] });
}

self.addEventListener('message', ({ data }: MessageEvent<CompareJob>) => void compare(data));
