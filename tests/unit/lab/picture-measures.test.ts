import { describe, expect, it } from 'vitest';
import { sharpness as metricSharpness } from '../../../src/main/metrics/fidelity/sharpness.ts';
import { displacement } from '../../../src/main/metrics/motion/displacement.ts';
import { horizontalProfile, profileShift, type RgbBytes } from '../../../src/shared/maths/picture-shift.ts';
import { sharpness } from '../../../src/shared/maths/sharpness.ts';

/** A picture of smooth noise, moved to the right. */
function picture(seed: number, movedPx = 0, side = 48): RgbBytes {
  const rgb = new Uint8Array(side * side * 3);
  for (let y = 0, i = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      for (let c = 0; c < 3; c++, i++) {
        const u = x - movedPx;
        rgb[i] = Math.round(127 + 60 * Math.sin(0.3 * u + seed + c) + 50 * Math.sin(0.11 * u * (1 + seed) + 0.2 * y));
      }
  return { widthPx: side, heightPx: side, rgb };
}
const shift = (of: RgbBytes, against: RgbBytes) => profileShift(horizontalProfile(of), horizontalProfile(against));

describe('the window measures as the metrics do', () => {
  it.each([1, 2, 3, 4, 5])('shift and sharpness of picture %d', (seed) => {
    const [a, b] = [picture(seed, seed - 3), picture(seed)];
    expect(shift(a, b)).toBe(displacement(b, a).rightPx);
    expect(sharpness(a)).toBeCloseTo(metricSharpness(a), 12);
  });

  it('a picture of one colour has not moved and has no sharpness', () => {
    const flat: RgbBytes = { widthPx: 8, heightPx: 8, rgb: new Uint8Array(192).fill(90) };
    const other = picture(1, 0, 8);
    expect([shift(flat, other), shift(other, flat), sharpness(flat)]).toEqual([0, 0, 0]);
  });
});

it.each([
  [3, 3],
  [-5, -5],
  [0, 0],
])('a picture moved by %d px to the right has a shift of %d', (movedPx, expected) => {
  const side = 64;
  const bars = (at: number): RgbBytes => {
    const rgb = new Uint8Array(side * side * 3).fill(10);
    for (let y = 0; y < side; y++) rgb.fill(240, 3 * (y * side + at), 3 * (y * side + at + 4));
    return { widthPx: side, heightPx: side, rgb };
  };
  expect(shift(bars(30 + movedPx), bars(30))).toBe(expected);
});
