import { describe, expect, it } from 'vitest';
import { thinnedLine } from '../../../src/renderer/viewer/birds-eye/thinned-line.ts';

type Line = [number, number][];
const sampled = (n: number, at: (share: number) => [number, number]): Line =>
  Array.from({ length: n }, (_, i) => at(i / (n - 1)));

describe('a line without the points that it does not need', () => {
  const cases: [string, Line, Line][] = [
    ['a straight of 91 points is its ends', sampled(91, (s) => [90 * s, 45 * s]), [[0, 0], [90, 45]]],
    ['a corner stays', [[0, 0], [5, 0], [10, 0], [10, 5], [10, 9]], [[0, 0], [10, 0], [10, 9]]],
    ['a bump over the tolerance stays', [[0, 0], [5, 0.03], [10, 0]], [[0, 0], [5, 0.03], [10, 0]]],
    ['a bump under it goes', [[0, 0], [5, 0.01], [10, 0]], [[0, 0], [10, 0]]],
    ['a way back stays', [[0, 0], [10, 0], [4, 0]], [[0, 0], [10, 0], [4, 0]]],
    ['a closed ring keeps its corners', [[0, 0], [2, 0], [4, 0], [4, 4], [0, 4], [0, 0]], [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]],
    ['two points stay', [[0, 0], [0, 0]], [[0, 0], [0, 0]]],
    ['none stay none', [], []],
  ]; // prettier-ignore
  it.each(cases)('%s', (_, line, thin) => {
    expect(thinnedLine(line, 0.02)).toEqual(thin);
  });

  it('a curve stays within the tolerance of its samples, with a tenth of them', () => {
    const curve = sampled(400, (s) => [30 * Math.cos(1.5 * s), 30 * Math.sin(1.5 * s)]);
    const thin = thinnedLine(curve, 0.02);
    expect(thin.length).toBeLessThan(40);
    for (const [x, y] of curve) {
      const nearest = Math.min(
        ...thin.slice(1).map(([x1, y1], i) => {
          const [x0, y0] = thin[i];
          const t = ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / ((x1 - x0) ** 2 + (y1 - y0) ** 2);
          const s = Math.min(1, Math.max(0, t));
          return Math.hypot(x - x0 - s * (x1 - x0), y - y0 - s * (y1 - y0));
        }),
      );
      expect(nearest).toBeLessThanOrEqual(0.02 + 1e-9);
    }
  });
});
