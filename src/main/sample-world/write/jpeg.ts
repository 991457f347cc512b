import { Transformer } from '@napi-rs/image';

const QUALITY = 85;
const OPAQUE = 255;

/** A JPEG file of RGB pixels, row-major. */
export function encodeJpeg(rgb: Uint8Array, widthPx: number, heightPx: number): Buffer {
  const rgba = new Uint8Array(widthPx * heightPx * 4);
  for (let from = 0, to = 0; to < rgba.length; from += 3, to += 4) {
    rgba[to] = rgb[from];
    rgba[to + 1] = rgb[from + 1];
    rgba[to + 2] = rgb[from + 2];
    rgba[to + 3] = OPAQUE;
  }
  return Transformer.fromRgbaPixels(rgba, widthPx, heightPx).jpegSync(QUALITY);
}
