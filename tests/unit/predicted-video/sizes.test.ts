import { describe, expect, it } from 'vitest';
import { largeWidth } from '../../../src/renderer/viewer/predicted-video/large-size.ts';
import { GAP_PX, HEADS_PX, stripSize } from '../../../src/renderer/viewer/predicted-video/strip-size.ts';

const all = [0, 1, 2, 3, 4, 5, 6, 7, 8];

describe('the strip', () => {
  it.each([
    [768, 285, 1],
    [608, 240, 1],
    [1300, 440, 2],
    [480, 200, 8],
    [200, 300, 1],
    [160, 90, 3],
  ])('of %i × %i px and %i runs is never wider than its panel', (width, height, runs) => {
    for (const ringed of all) {
      const { tilePx, labelPx, columns } = stripSize({ width, height }, runs, ringed);
      expect(tilePx).toBeGreaterThan(0);
      expect(labelPx + columns.length * (tilePx + GAP_PX) + 16).toBeLessThanOrEqual(width);
      expect(columns).toContain(ringed);
      expect(columns).toEqual(all.slice(columns[0], columns[0] + columns.length));
    }
  });
  it('shows all columns of one run without scrolling where there is room', () => {
    const { tilePx, columns } = stripSize({ width: 768, height: 285 }, 1, 0);
    expect(columns).toEqual(all);
    expect(tilePx).toBeGreaterThan(65);
    expect(HEADS_PX + 3 * (tilePx + GAP_PX)).toBeLessThan(285);
  });
  it('keeps tiles of many runs large enough to be seen', () => {
    expect(stripSize({ width: 768, height: 285 }, 8, 0).tilePx).toBe(56);
  });
});

describe('large pictures', () => {
  it.each([
    [760, 260, 2, 1],
    [760, 260, 5, 1],
    [300, 700, 3, 1],
    [900, 300, 2, 16 / 9],
  ])('in %i × %i px, %i of them, aspect %d, fit', (width, height, count, aspect) => {
    const px = largeWidth({ width, height }, count, aspect);
    const columns = Math.floor((width - 16 + 8) / (px + 8));
    const rows = Math.ceil(count / columns);
    expect(columns).toBeGreaterThan(0);
    expect(rows * (px / aspect + 20 + 8) - 8).toBeLessThanOrEqual(Math.max(height, rows * (96 / aspect + 28)));
  });
  it('are never wider than the panel nor vanish', () => {
    expect(largeWidth({ width: 90, height: 40 }, 9, 1)).toBe(74);
    expect(largeWidth({ width: 0, height: 0 }, 1, 1)).toBe(1);
  });
});
