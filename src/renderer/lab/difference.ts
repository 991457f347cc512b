import type { RgbBytes } from '../../shared/maths/picture-shift.ts';

/** Black, violet, rose, orange, cream, at equal distances. */
const stops = [
  [0x08, 0x09, 0x0e],
  [0x3a, 0x1c, 0x5c],
  [0x96, 0x2c, 0x6e],
  [0xe8, 0x62, 0x50],
  [0xfc, 0xc8, 0x78],
  [0xfc, 0xf8, 0xd6],
] as const;

/** A difference of this share of the range has the last colour; one scale for all differences of the panel. */
export const DIFFERENCE_FULL = 0.5;

/** Colour of a difference, 0 to 1 of the range: RGB. */
export function differenceColour(share: number): [number, number, number] {
  const at = Math.min(1, Math.max(0, share / DIFFERENCE_FULL)) * (stops.length - 1);
  const i = Math.min(stops.length - 2, Math.floor(at));
  const f = at - i;
  const mix = (c: 0 | 1 | 2) => Math.round(stops[i][c] * (1 - f) + stops[i + 1][c] * f);
  return [mix(0), mix(1), mix(2)];
}

const table = Uint8Array.from(
  Array.from({ length: 256 }, (_, d) => differenceColour(d / 255)).flatMap((colour) => colour),
);

/** Picture of the mean absolute difference over channels of two pictures of one size, in colours. */
export function differencePicture(a: RgbBytes, b: RgbBytes): RgbBytes {
  const rgb = new Uint8Array(a.rgb.length);
  for (let i = 0; i < rgb.length; i += 3) {
    const d = Math.round(
      (Math.abs(a.rgb[i] - b.rgb[i]) + Math.abs(a.rgb[i + 1] - b.rgb[i + 1]) + Math.abs(a.rgb[i + 2] - b.rgb[i + 2])) /
        3,
    );
    rgb.set(table.subarray(3 * d, 3 * d + 3), i);
  }
  return { widthPx: a.widthPx, heightPx: a.heightPx, rgb };
}
