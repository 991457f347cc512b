import { expect, it } from 'vitest';
import { cropWindow } from '../../../src/main/media/map/crop-window.ts';

it.each([
  ['the lower left corner', [0, 0, 10, 5], 1000, { left: 0, top: 950, widthPx: 100, heightPx: 50, factor: 1 }],
  ['the upper border', [20, 90, 30, 100], 1000, { left: 200, top: 0, widthPx: 100, heightPx: 100, factor: 1 }],
  ['outside', [-5, -5, 0, 0], 1000, { left: -50, top: 1000, widthPx: 50, heightPx: 50, factor: 1 }],
  ['a large area', [0, 0, 500, 250], 10_000, { left: 0, top: 7500, widthPx: 1667, heightPx: 833, factor: 3 }],
  ['less than a pixel', [1, 1, 1.01, 1.01], 1000, { left: 10, top: 990, widthPx: 1, heightPx: 1, factor: 1 }],
] as const)('%s', (_, bounds, maskHeight, window) => {
  expect(cropWindow(bounds, maskHeight)).toEqual(window);
});
