/** 8-bit pixels, row-major, `channels` bytes each: 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA. */
export interface Pixels {
  widthPx: number;
  heightPx: number;
  channels: 1 | 2 | 3 | 4;
  data: Uint8Array;
}

/** Largest size of the same shape that fits into `widthPx`; never larger than the picture itself. */
export function fitWidth(
  size: { widthPx: number; heightPx: number },
  widthPx: number,
): { widthPx: number; heightPx: number } {
  if (size.widthPx <= widthPx) return { widthPx: size.widthPx, heightPx: size.heightPx };
  return { widthPx, heightPx: Math.max(1, Math.round((size.heightPx * widthPx) / size.widthPx)) };
}

/**
 * Shrinks by area: every target pixel is the mean of the source area it covers, border pixels by their covered share.
 * Runs along rows first and adds them up as they come, so it touches each source byte once.
 * @returns RGBA; alpha is that of the source, weighted like a colour
 */
export function shrinkToRgba(source: Pixels, target: { widthPx: number; heightPx: number }): Uint8Array {
  const { channels, data } = source;
  const { widthPx, heightPx } = target;
  const scaleX = source.widthPx / widthPx;
  const scaleY = source.heightPx / heightPx;
  const stride = source.widthPx * channels;
  const sums = new Float32Array(widthPx * channels);
  const rowSums = new Float32Array(widthPx * channels);
  const out = new Uint8Array(widthPx * heightPx * 4);
  const columns = columnShares(source.widthPx, widthPx);
  let cachedRow = -1;
  for (let y = 0; y < heightPx; y++) {
    sums.fill(0);
    const top = y * scaleY;
    const bottom = Math.min(source.heightPx, (y + 1) * scaleY);
    for (let row = Math.floor(top); row < bottom; row++) {
      if (row !== cachedRow) {
        sumRow(data, row * stride, channels, columns, rowSums);
        cachedRow = row;
      }
      const share = Math.min(row + 1, bottom) - Math.max(row, top);
      for (let i = 0; i < sums.length; i++) sums[i] += rowSums[i] * share;
    }
    writeRow(sums, channels, scaleX * (bottom - top), out, y * widthPx * 4);
  }
  return out;
}

interface Columns {
  first: Int32Array;
  last: Int32Array;
  firstShare: Float32Array;
  lastShare: Float32Array;
}

/** Which source columns, and how much of the outer two, each target column covers. `last` is inclusive. */
function columnShares(sourceWidth: number, targetWidth: number): Columns {
  const scale = sourceWidth / targetWidth;
  const columns: Columns = {
    first: new Int32Array(targetWidth),
    last: new Int32Array(targetWidth),
    firstShare: new Float32Array(targetWidth),
    lastShare: new Float32Array(targetWidth),
  };
  for (let x = 0; x < targetWidth; x++) {
    const left = x * scale;
    const right = Math.min(sourceWidth, (x + 1) * scale);
    const first = Math.floor(left);
    const last = Math.max(first, Math.min(sourceWidth - 1, Math.ceil(right) - 1));
    columns.first[x] = first;
    columns.last[x] = last;
    columns.firstShare[x] = Math.min(first + 1, right) - left;
    columns.lastShare[x] = right - Math.max(last, left);
  }
  return columns;
}

function sumRow(data: Uint8Array, offset: number, channels: number, columns: Columns, out: Float32Array): void {
  for (let x = 0, o = 0; x < columns.first.length; x++) {
    const first = columns.first[x];
    const last = columns.last[x];
    for (let c = 0; c < channels; c++, o++) {
      const at = offset + c;
      let sum = data[at + first * channels] * columns.firstShare[x];
      for (let i = at + (first + 1) * channels, end = at + last * channels; i < end; i += channels) sum += data[i];
      if (last > first) sum += data[at + last * channels] * columns.lastShare[x];
      out[o] = sum;
    }
  }
}

function writeRow(sums: Float32Array, channels: number, area: number, out: Uint8Array, offset: number): void {
  const isGrey = channels < 3;
  const hasAlpha = channels === 2 || channels === 4;
  for (let i = 0, o = offset; i < sums.length; i += channels, o += 4) {
    out[o] = sums[i] / area + 0.5;
    out[o + 1] = sums[isGrey ? i : i + 1] / area + 0.5;
    out[o + 2] = sums[isGrey ? i : i + 2] / area + 0.5;
    out[o + 3] = hasAlpha ? sums[i + channels - 1] / area + 0.5 : 255;
  }
}
