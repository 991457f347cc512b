import { describe, expect, it } from 'vitest';
import {
  differenceColour,
  differenceColours,
  differencePicture,
  FULL_LEVELS,
} from '../../../src/renderer/viewer/predicted-video/difference-scale.ts';

const rgb = (colour: string) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));

describe('the scale of differences', () => {
  it.each(differenceColours.map((colour, i) => [i, colour] as const))('reaches colour %i, %s', (i, colour) => {
    expect(differenceColour((FULL_LEVELS * i) / 5)).toEqual(rgb(colour));
  });
  it('is linear between its colours and ends with the last', () => {
    const [a, b] = [rgb(differenceColours[1]), rgb(differenceColours[2])];
    expect(differenceColour((FULL_LEVELS * 1.5) / 5)).toEqual(a.map((v, c) => Math.round((v + b[c]) / 2)));
    expect(differenceColour(255)).toEqual(rgb(differenceColours[5]));
    expect(differenceColour(-1)).toEqual(rgb(differenceColours[0]));
  });
});

describe('a difference picture', () => {
  const picture = (...pixels: number[][]) => ({
    widthPx: pixels.length,
    heightPx: 1,
    bytes: Uint8Array.from(pixels.flat()),
    bytesPerPixel: 3 as const,
  });
  it('shows each pixel’s mean over red, green and blue, whichever is brighter', () => {
    const a = picture([10, 20, 30], [0, 0, 0], [255, 255, 255]);
    const b = picture([10, 20, 30], [30, 60, 18], [0, 0, 0]);
    const { rgba, meanLevels } = differencePicture(a, b);
    expect([...rgba.slice(0, 4)]).toEqual([...differenceColour(0), 255]);
    expect([...rgba.slice(4, 8)]).toEqual([...differenceColour(36), 255]);
    expect([...rgba.slice(8)]).toEqual([...differenceColour(255), 255]);
    expect(meanLevels).toBeCloseTo((0 + 36 + 255) / 3, 10);
    expect(differencePicture(b, a).rgba).toEqual(rgba);
  });
  it('reads pictures with and without alpha', () => {
    const a = picture([1, 2, 3], [4, 5, 6]);
    const withAlpha = { ...a, bytes: Uint8Array.of(1, 2, 3, 255, 4, 5, 6, 9), bytesPerPixel: 4 as const };
    expect(differencePicture(a, withAlpha).meanLevels).toBe(0);
  });
  it('refuses pictures of different sizes', () => {
    expect(() => differencePicture(picture([1, 2, 3]), picture([1, 2, 3], [1, 2, 3]))).toThrow(RangeError);
  });
});
