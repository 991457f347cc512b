import { describe, expect, it } from 'vitest';
import {
  openingBounds,
  windowBoundsSchema,
  type Area,
  type WindowBounds,
} from '../../../src/main/hosts/electron/window-bounds.ts';

const laptop: Area = { x: 0, y: 25, width: 1920, height: 1055 };
const beside: Area = { x: 1920, y: 0, width: 2560, height: 1440 };
const at = (x: number, y: number, maximised = false): WindowBounds => ({ x, y, width: 1600, height: 900, maximised });

describe('opening bounds', () => {
  it.each<[string, WindowBounds | null, [Area, ...Area[]], Partial<WindowBounds>]>([
    [
      'in the middle of the first screen',
      null,
      [laptop],
      { x: 240, y: 103, width: 1440, height: 900, maximised: false },
    ],
    ['where it was', at(10, 30), [laptop], at(10, 30)],
    ['where it was, on the second screen', at(2000, 10), [laptop, beside], at(2000, 10)],
    ['back when its screen is gone', at(2000, 10), [laptop], { x: 240, y: 103 }],
    ['back when its title bar is above the screen', at(10, -400), [laptop], { x: 240, y: 103 }],
    ['maximised again though its screen is gone', at(2000, 10, true), [laptop], { maximised: true }],
    [
      'no smaller than the least size',
      null,
      [{ x: 0, y: 0, width: 800, height: 600 }],
      { x: 0, y: 0, width: 1024, height: 640 },
    ],
  ])('%s', (_name, remembered, screens, expected) =>
    expect(openingBounds(remembered, screens)).toMatchObject(expected),
  );

  it('reads no nonsense from disk', () => {
    expect(windowBoundsSchema.safeParse({ ...at(0, 0), width: 10 }).success).toBe(false);
    expect(windowBoundsSchema.safeParse({ ...at(0, 0), x: 'a' }).success).toBe(false);
  });
});
