/** Colours as 0xRRGGBB. */
export const packRgb = (r: number, g: number, b: number): number =>
  ((r < 0 ? 0 : r > 255 ? 255 : r) << 16) | ((g < 0 ? 0 : g > 255 ? 255 : g) << 8) | (b < 0 ? 0 : b > 255 ? 255 : b);

/** a + (b − a) · k / 256, k from 0 to 256. */
export function mixPacked(a: number, b: number, k: number): number {
  const rb = (a & 0xff00ff) * (256 - k) + (b & 0xff00ff) * k;
  const g = (a & 0x00ff00) * (256 - k) + (b & 0x00ff00) * k;
  return ((rb >>> 8) & 0xff00ff) | ((g >>> 8) & 0x00ff00);
}

/** Each channel times k / 256, held at 255. */
export function scalePacked(a: number, k: number): number {
  const r = ((a >>> 16) & 255) * k;
  const g = ((a >>> 8) & 255) * k;
  const b = (a & 255) * k;
  return packRgb(r >> 8, g >> 8, b >> 8);
}

/** Bilinear mean of four packed colours; weights 0 to 255. */
export function blend4(a: number, b: number, c: number, d: number, fx: number, fy: number): number {
  const wd = (fx * fy) >> 8;
  const wb = fx - wd;
  const wc = fy - wd;
  const wa = 256 - fx - fy + wd;
  const rb = (a & 0xff00ff) * wa + (b & 0xff00ff) * wb + (c & 0xff00ff) * wc + (d & 0xff00ff) * wd;
  const ag =
    ((a >>> 8) & 0xff00ff) * wa +
    ((b >>> 8) & 0xff00ff) * wb +
    ((c >>> 8) & 0xff00ff) * wc +
    ((d >>> 8) & 0xff00ff) * wd;
  return ((rb >>> 8) & 0xff00ff) | (ag & 0xff00ff00);
}
