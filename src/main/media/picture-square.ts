import { centreSquare } from '../../shared/domain/video-prediction.ts';
import { applyViewTable, type ViewRequest } from '../../shared/maths/view-table.ts';
import { createViewTables } from '../../shared/maths/view-tables.ts';
import { shrinkToRgba, type Pixels } from './area-downscale.ts';

/** How the recording camera sees, and the camera whose view is wanted. */
export type PictureView = Pick<ViewRequest, 'camera' | 'view'>;

/** A camera of 1600 x 900 px takes 6 MB at 128 px; the cameras of a data set are few, the cars of a study too. */
const TABLES_BYTES = 64 * 2 ** 20;
const tables = createViewTables(TABLES_BYTES);

/**
 * A picture as a model is shown it, `sizePx` a side: the view of a camera, or without one the centre square.
 * @returns RGB, 3 bytes a pixel, rows from the top
 */
export function squareRgb(pixels: Pixels, sizePx: number, view: PictureView | null): Uint8Array {
  if (!view) return centreSquareRgb(pixels, sizePx);
  const { widthPx: pictureWidthPx, heightPx: pictureHeightPx, data, channels } = pixels;
  return applyViewTable(tables.of({ ...view, pictureWidthPx, pictureHeightPx, sizePx }), data, channels);
}

/**
 * The centre square of a picture at `sizePx` a side: shrunk by area, or enlarged bilinearly where the square is smaller.
 * Grey becomes RGB; alpha is left out, not blended.
 * @returns RGB, 3 bytes a pixel, rows from the top
 */
export function centreSquareRgb(pixels: Pixels, sizePx: number): Uint8Array {
  const square = cutCentreSquare(pixels);
  if (square.widthPx < sizePx) return enlargeToRgb(square, sizePx);
  if (square.widthPx === sizePx) return rgbOf(square.data, square.channels, sizePx * sizePx);
  return rgbOf(shrinkToRgba(square, { widthPx: sizePx, heightPx: sizePx }), 4, sizePx * sizePx);
}

function cutCentreSquare(pixels: Pixels): Pixels {
  const { channels, data } = pixels;
  const { xPx, yPx, sizePx } = centreSquare(pixels.widthPx, pixels.heightPx);
  const rowBytes = sizePx * channels;
  const cut = new Uint8Array(rowBytes * sizePx);
  for (let y = 0; y < sizePx; y++) {
    const from = ((yPx + y) * pixels.widthPx + xPx) * channels;
    cut.set(data.subarray(from, from + rowBytes), y * rowBytes);
  }
  return { widthPx: sizePx, heightPx: sizePx, channels, data: cut };
}

function rgbOf(data: Uint8Array, channels: Pixels['channels'], pixels: number): Uint8Array {
  if (channels === 3) return data;
  const rgb = new Uint8Array(pixels * 3);
  const [green, blue] = channels < 3 ? [0, 0] : [1, 2];
  for (let i = 0, o = 0; o < rgb.length; i += channels, o += 3) {
    rgb[o] = data[i];
    rgb[o + 1] = data[i + green];
    rgb[o + 2] = data[i + blue];
  }
  return rgb;
}

/** Between the centres of the four nearest pixels; the outermost half pixel repeats the edge. */
function enlargeToRgb(square: Pixels, sizePx: number): Uint8Array {
  const { widthPx, channels, data } = square;
  const [green, blue] = channels < 3 ? [0, 0] : [1, 2];
  const offsets = [0, green, blue];
  const places = Array.from({ length: sizePx }, (_, i) => {
    const at = Math.min(widthPx - 1, Math.max(0, ((i + 0.5) * widthPx) / sizePx - 0.5));
    const low = Math.floor(at);
    return { low, high: Math.min(widthPx - 1, low + 1), share: at - low };
  });
  const rgb = new Uint8Array(sizePx * sizePx * 3);
  let o = 0;
  for (const y of places) {
    for (const x of places) {
      const corners = [
        (y.low * widthPx + x.low) * channels,
        (y.low * widthPx + x.high) * channels,
        (y.high * widthPx + x.low) * channels,
        (y.high * widthPx + x.high) * channels,
      ];
      for (const offset of offsets) {
        const [a, b, c, d] = corners.map((corner) => data[corner + offset]);
        const top = a + (b - a) * x.share;
        const bottom = c + (d - c) * x.share;
        rgb[o++] = top + (bottom - top) * y.share + 0.5;
      }
    }
  }
  return rgb;
}
