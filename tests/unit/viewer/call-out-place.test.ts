import { describe, expect, it } from 'vitest';
import { areApart, callOutPlace, type PanelRect } from '../../../src/renderer/viewer/birds-eye/call-out-place.ts';

const panel = { width: 400, height: 300 };
const WIDTH = 100;
const place = (x: number, y: number, taken: readonly PanelRect[] = []) => callOutPlace([x, y], WIDTH, panel, taken);

describe('a call-out', () => {
  it.each([
    ['stands right of its point and a little higher', 100, 200, { x: 134, y: 170, toLeft: false }],
    ['left of one near the right edge', 350, 200, { x: 316, y: 170, toLeft: true }],
    ['below the upper edge', 100, 10, { x: 134, y: 26, toLeft: false }],
  ])('%s', (_, x, y, expected) => {
    expect(place(x, y)).toMatchObject(expected);
  });

  it.each([
    [100, 200],
    [350, 200],
    [200, 10],
    [200, 290],
  ])('at %d, %d stands free of as many others at one point as find room', (x, y) => {
    const rects: PanelRect[] = [];
    for (let i = 0; i < 6; i++) rects.push(place(x, y, rects).rect);
    for (const [i, a] of rects.entries()) {
      expect([a.x1 - a.x0, a.y1 - a.y0]).toEqual([WIDTH, 26]);
      expect([a.x0 >= 0, a.y0 >= 0, a.x1 <= panel.width, a.y1 <= panel.height]).toEqual(Array(4).fill(true));
      expect(rects.slice(0, i).every((b) => areApart(a, b))).toBe(true);
    }
  });

  it('stays where it is looked for where nothing is free', () => {
    const everything = { x0: 0, y0: 0, x1: panel.width, y1: panel.height };
    expect(place(100, 200, [everything])).toEqual(place(100, 200));
  });
});
