import { expect, test } from 'vitest';
import { stackedPlaces } from '../../../src/renderer/viewer/scene/stacked-places.ts';

const at = (x: number, y: number, widthPx = 20) => ({ x, y, widthPx });

test.each([
  ['texts apart stay where they are', [at(0, 0), at(30, 0), at(0, 12)], [0, 0, 12]],
  ['one over the other goes a line down', [at(0, 0), at(5, 3)], [0, 13]],
  ['a third one goes below both', [at(0, 0), at(0, 0), at(0, 0)], [0, 10, 20]],
])('%s', (_, wanted, heights) => {
  expect(stackedPlaces(wanted, 10)).toEqual(heights);
});

test('no text wanders further than eight lines', () => {
  const heights = stackedPlaces(
    Array.from({ length: 32 }, () => at(0, 0)),
    10,
  );
  expect(Math.max(...heights)).toBe(80);
});
