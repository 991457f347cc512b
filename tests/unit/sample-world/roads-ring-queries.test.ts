import { expect, it } from 'vitest';
import { boundsOfRing, insideRing, insideRings } from '../../../src/main/sample-world/roads/rings.ts';

const square = (from: number, to: number): number[] => [from, from, to, from, to, to, from, to];
const closed = [...square(0, 10), 0, 0];
const backwards = [0, 0, 0, 10, 10, 10, 10, 0];
/** A U that opens upwards. */
const u = [0, 0, 10, 0, 10, 10, 7, 10, 7, 3, 3, 3, 3, 10, 0, 10];

it.each<[name: string, ring: number[], x: number, y: number, inside: boolean]>([
  ['the middle of a square', square(0, 10), 5, 5, true],
  ['left of it', square(0, 10), -1, 5, false],
  ['right of it', square(0, 10), 11, 5, false],
  ['above it', square(0, 10), 5, 11, false],
  ['at the height of its corner', square(0, 10), -5, 0, false],
  ['a closed ring', closed, 5, 5, true],
  ['a ring the other way round', backwards, 5, 5, true],
  ['between the arms of a U', u, 5, 8, false],
  ['in an arm of a U', u, 8, 8, true],
])('%s', (_name, ring, x, y, inside) => {
  expect(insideRing(ring, x, y)).toBe(inside);
});

it.each<[name: string, at: number, inside: boolean]>([
  ['ground', 1, true],
  ['a hole', 4, false],
  ['an island in the hole', 5.5, true],
  ['outside', 12, false],
])('of nested rings %s', (_name, at, inside) => {
  expect(insideRings([square(0, 10), square(3, 8), square(5, 6)], at, at)).toBe(inside);
});

it('bounds are those of all points', () => {
  expect(boundsOfRing([3, -2, 7, 4, -1, 9])).toEqual([-1, -2, 7, 9]);
});
