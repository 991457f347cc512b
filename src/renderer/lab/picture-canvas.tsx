import { useCallback } from 'react';
import type { RgbBytes } from '../../shared/maths/picture-shift.ts';

/** RGB bytes as a picture's pixels. */
export function imageDataOf({ widthPx, heightPx, rgb }: RgbBytes): ImageData {
  const image = new ImageData(widthPx, heightPx);
  for (let i = 0, o = 0; i < rgb.length; i += 3, o += 4) {
    image.data[o] = rgb[i];
    image.data[o + 1] = rgb[i + 1];
    image.data[o + 2] = rgb[i + 2];
    image.data[o + 3] = 255;
  }
  return image;
}

/** A picture of a model, scaled to its place. */
export function PictureCanvas({
  picture,
  label,
  stale = false,
}: {
  picture: RgbBytes;
  label: string;
  stale?: boolean;
}) {
  const paint = useCallback(
    (canvas: HTMLCanvasElement | null) => canvas?.getContext('2d')?.putImageData(imageDataOf(picture), 0, 0),
    [picture],
  );
  return (
    <canvas
      ref={paint}
      className="lab-picture"
      width={picture.widthPx}
      height={picture.heightPx}
      role="img"
      aria-label={label}
      data-stale={stale || undefined}
    />
  );
}
