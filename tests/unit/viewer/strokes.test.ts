import { expect, test } from 'vitest';
import { forEachDash, Strokes } from '../../../src/renderer/viewer/birds-eye/strokes.ts';
import { rgbaOf } from '../../../src/renderer/viewer/birds-eye/theme.ts';

test('a dash pattern runs on around corners and covers its share of the line', () => {
  const dashes: number[][] = [];
  forEachDash(
    [
      [0, 0],
      [3, 0],
      [3, 4],
    ],
    [2, 2],
    (...dash) => dashes.push(dash.map((v) => Math.round(v * 1e6) / 1e6)),
  );
  expect(dashes).toEqual([
    [0, 0, 2, 0],
    [3, 1, 3, 3],
  ]);
});

test('strokes grow as needed and hand out arrays of their length', () => {
  const strokes = new Strokes();
  for (let i = 0; i < 1000; i++) strokes.add(i, 0, i + 1, 0, [1, 2, 3, 4], 2);
  const { length, attributes } = strokes.data();
  expect(length).toBe(1000);
  expect(attributes.getSourcePosition.value[3 * 999]).toBe(999);
  expect([...attributes.getColor.value.slice(-4)]).toEqual([1, 2, 3, 4]);
  expect(attributes.getWidth.value).toHaveLength(1000);
});

test.each([
  ['#de7061', [222, 112, 97, 255]],
  [' #fff ', [255, 255, 255, 255]],
  ['rgb(1 2 3)', [0, 0, 0, 255]],
])('token %s', (css, bytes) => {
  expect(rgbaOf(css)).toEqual(bytes);
});
