import { expect, it } from 'vitest';
import { yuvToRgba } from '../../../src/main/media/video/yuv-to-rgba.ts';

/** 8-bit codes of the primary colours as the recommendations' equations give them. */
it.each([
  ['bt709', false, [63, 102, 240], [255, 0, 0]],
  ['bt709', false, [173, 42, 26], [0, 255, 0]],
  ['bt709', false, [32, 240, 118], [0, 0, 255]],
  ['bt601', true, [76, 85, 255], [254, 0, 0]],
  ['bt601', true, [150, 44, 21], [0, 255, 1]],
  ['bt601', false, [81, 90, 240], [254, 0, 0]],
  ['bt2020', false, [74, 97, 240], [255, 0, 0]],
  ['bt709', false, [16, 128, 128], [0, 0, 0]],
  ['bt709', false, [235, 128, 128], [255, 255, 255]],
  ['bt709', true, [200, 128, 128], [200, 200, 200]],
  ['bt709', false, [255, 255, 255], [255, 184, 255]],
] as const)('%s, full range %s: %j is %j', (matrix, fullRange, [y, u, v], expected) => {
  const planes = [0, 1, 2].map((offset) => ({ offset, stride: 1 }));
  const size = { widthPx: 1, heightPx: 1 };
  const [r, g, b, a] = yuvToRgba(Uint8Array.of(y, u, v), planes, size, { x: 0, y: 0 }, { matrix, fullRange });
  [r, g, b].forEach((level, c) => expect(Math.abs(level - expected[c])).toBeLessThanOrEqual(2));
  expect(a).toBe(255);
});

it('takes each colour difference for its block, odd sizes and strides included', () => {
  // 3 x 3 luma in rows of 4, 2 x 2 differences in rows of 2.
  const data = Uint8Array.of(
    ...[10, 20, 30, 0, 40, 50, 60, 0, 70, 80, 90, 0],
    ...[128, 128, 128, 228],
    ...Array<number>(4).fill(128),
  );
  const planes = [
    { offset: 0, stride: 4 },
    { offset: 12, stride: 2 },
    { offset: 16, stride: 2 },
  ];
  const rgba = yuvToRgba(
    data,
    planes,
    { widthPx: 3, heightPx: 3 },
    { x: 1, y: 1 },
    { matrix: 'bt709', fullRange: true },
  );
  const blue = Array.from({ length: 9 }, (_, i) => rgba[i * 4 + 2]);
  expect(Array.from({ length: 9 }, (_, i) => rgba[i * 4])).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90]);
  // Only the last pixel is of the block whose difference is not zero.
  expect(blue.slice(0, 8)).toEqual([10, 20, 30, 40, 50, 60, 70, 80]);
  expect(blue[8]).toBe(255);
});
