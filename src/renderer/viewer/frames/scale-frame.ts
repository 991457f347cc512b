let canvas: OffscreenCanvas | null = null;

/**
 * A decoded frame of a video at another size, as a picture of its own. Drawing it is three times as fast as
 * `createImageBitmap` with a size, where there is no GPU.
 */
export function scaledFrame(frame: VideoFrame, widthPx: number, heightPx: number): ImageBitmap {
  canvas ??= new OffscreenCanvas(widthPx, heightPx);
  if (canvas.width !== widthPx || canvas.height !== heightPx)
    Object.assign(canvas, { width: widthPx, height: heightPx });
  const ctx = canvas.getContext('2d', { alpha: false });
  if (!ctx) throw new Error('the worker gives no canvas to draw on');
  ctx.imageSmoothingQuality = 'medium';
  ctx.drawImage(frame, 0, 0, widthPx, heightPx);
  return canvas.transferToImageBitmap();
}
