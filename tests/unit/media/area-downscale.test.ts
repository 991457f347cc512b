import { describe, expect, it } from 'vitest';
import { fitWidth, shrinkToRgba, type Pixels } from '../../../src/main/media/area-downscale.ts';

/** The plain definition: every target pixel integrates the source over its area. */
function byDefinition(source: Pixels, target: { widthPx: number; heightPx: number }, channel: number): number[] {
  const sx = source.widthPx / target.widthPx;
  const sy = source.heightPx / target.heightPx;
  const out: number[] = [];
  for (let y = 0; y < target.heightPx; y++) {
    for (let x = 0; x < target.widthPx; x++) {
      let sum = 0;
      for (let v = 0; v < source.heightPx; v++) {
        for (let u = 0; u < source.widthPx; u++) {
          const overlapX = Math.max(0, Math.min(u + 1, (x + 1) * sx) - Math.max(u, x * sx));
          const overlapY = Math.max(0, Math.min(v + 1, (y + 1) * sy) - Math.max(v, y * sy));
          sum += source.data[(v * source.widthPx + u) * source.channels + channel] * overlapX * overlapY;
        }
      }
      out.push(sum / (sx * sy));
    }
  }
  return out;
}

const noise = (n: number) => Uint8Array.from({ length: n }, (_, i) => (i * 7919 + ((i * i) % 251)) % 256);
const every4th = (rgba: Uint8Array, from: number) => [...rgba].filter((_, i) => i % 4 === from);

describe('shrinking by area', () => {
  it.each([
    [1, 12, 9, 5, 4],
    [2, 7, 7, 3, 2],
    [3, 16, 9, 4, 3],
    [3, 10, 10, 10, 10],
    [4, 13, 5, 6, 1],
    [3, 1, 1, 1, 1],
  ] as const)(
    '%i channels, %i x %i to %i x %i, equals its definition',
    (channels, width, height, toWidth, toHeight) => {
      const source: Pixels = { widthPx: width, heightPx: height, channels, data: noise(width * height * channels) };
      const target = { widthPx: toWidth, heightPx: toHeight };
      const rgba = shrinkToRgba(source, target);
      const sourceChannels = channels < 3 ? [0, 0, 0] : [0, 1, 2];
      sourceChannels.forEach((channel, i) => {
        const expected = byDefinition(source, target, channel);
        every4th(rgba, i).forEach((value, p) => expect(Math.abs(value - expected[p])).toBeLessThanOrEqual(0.51));
      });
      const alpha = channels % 2 === 0 ? byDefinition(source, target, channels - 1) : expected255(toWidth * toHeight);
      every4th(rgba, 3).forEach((value, p) => expect(Math.abs(value - alpha[p])).toBeLessThanOrEqual(0.51));
    },
  );

  it('keeps the shape and never grows', () => {
    expect(fitWidth({ widthPx: 1600, heightPx: 900 }, 160)).toEqual({ widthPx: 160, heightPx: 90 });
    expect(fitWidth({ widthPx: 100, heightPx: 50 }, 160)).toEqual({ widthPx: 100, heightPx: 50 });
    expect(fitWidth({ widthPx: 16_000, heightPx: 1 }, 160)).toEqual({ widthPx: 160, heightPx: 1 });
  });
});

const expected255 = (n: number) => Array.from({ length: n }, () => 255);
