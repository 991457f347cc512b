/** A picture as bytes, RGB, rows from the top. */
export interface RgbBytes {
  widthPx: number;
  heightPx: number;
  rgb: Uint8Array;
}

/** Mean over rows and channels of each column, the mean of all taken off: `widthPx` numbers. */
export function horizontalProfile({ widthPx, heightPx, rgb }: RgbBytes): Float64Array {
  const profile = new Float64Array(widthPx);
  for (let y = 0, i = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++, i += 3) profile[x] += rgb[i] + rgb[i + 1] + rgb[i + 2];
  const mean = profile.reduce((sum, v) => sum + v, 0) / widthPx;
  return profile.map((v) => (v - mean) / (3 * heightPx));
}

/**
 * How far `of` lies to the right of `against`, in columns: the largest value of their full cross-correlation (motion protocol;
 * the first of equals). A profile without any variation has not moved. Both of one length, their means taken off.
 */
export function profileShift(of: Float64Array, against: Float64Array): number {
  const n = against.length;
  if (isFlat(of) || isFlat(against)) return 0;
  let best = -Infinity;
  let at = 0;
  for (let shift = 1 - n; shift < n; shift++) {
    let sum = 0;
    for (let i = Math.max(0, -shift); i < Math.min(n, n - shift); i++) sum += of[i + shift] * against[i];
    if (sum > best) [best, at] = [sum, shift];
  }
  return at;
}

const isFlat = (values: Float64Array): boolean => values.every((value) => value === values[0]);
