/** A plane of 8-bit samples inside one piece of memory. */
export interface Plane {
  offset: number;
  stride: number;
}

/** How luma and colour differences make up RGB. */
export interface YuvCoding {
  matrix: 'bt601' | 'bt709' | 'bt2020';
  /** Luma from 0 to 255; else from 16 to 235, and differences from 16 to 240. */
  fullRange: boolean;
}

/** Weights of red and blue in luma (ITU-R BT.601, BT.709, BT.2020 with a constant luminance not kept). */
const weights = { bt601: [0.299, 0.114], bt709: [0.2126, 0.0722], bt2020: [0.2627, 0.0593] } as const;
const FIXED_BITS = 16;

/**
 * RGBA of planes Y, U, V; a colour difference stands for each pixel of its block, as ffmpeg has it without filters.
 * @param shift by how many bits the difference planes are smaller, across and down: 1, 1 for 4:2:0
 */
export function yuvToRgba(
  data: Uint8Array,
  [luma, u, v]: readonly Plane[],
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
  shift: { x: 0 | 1; y: 0 | 1 },
  { matrix, fullRange }: YuvCoding,
): Uint8Array {
  const [red, blue] = weights[matrix];
  const green = 1 - red - blue;
  const one = 2 ** FIXED_BITS;
  const scale = Math.round((fullRange ? 1 : 255 / 219) * one);
  const spread = (fullRange ? 1 : 255 / 224) * one;
  const toRed = Math.round(2 * (1 - red) * spread);
  const toBlue = Math.round(2 * (1 - blue) * spread);
  const uToGreen = Math.round((2 * (1 - blue) * blue * spread) / green);
  const vToGreen = Math.round((2 * (1 - red) * red * spread) / green);
  const black = fullRange ? 0 : 16;
  const half = one / 2;
  const rgba = new Uint8ClampedArray(widthPx * heightPx * 4);
  for (let y = 0, o = 0; y < heightPx; y++) {
    const lumaRow = luma.offset + y * luma.stride;
    const uRow = u.offset + (y >> shift.y) * u.stride;
    const vRow = v.offset + (y >> shift.y) * v.stride;
    for (let x = 0; x < widthPx; x++, o += 4) {
      const bright = (data[lumaRow + x] - black) * scale + half;
      const cb = data[uRow + (x >> shift.x)] - 128;
      const cr = data[vRow + (x >> shift.x)] - 128;
      rgba[o] = (bright + cr * toRed) >> FIXED_BITS;
      rgba[o + 1] = (bright - cb * uToGreen - cr * vToGreen) >> FIXED_BITS;
      rgba[o + 2] = (bright + cb * toBlue) >> FIXED_BITS;
      rgba[o + 3] = 255;
    }
  }
  return new Uint8Array(rgba.buffer);
}
