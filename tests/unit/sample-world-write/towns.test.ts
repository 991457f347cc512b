import { expect, it } from 'vitest';
import type { Bounds } from '../../../src/main/sample-world/write/layout.ts';
import { straightened } from '../../../src/main/sample-world/write/straighten.ts';
import { placeInTowns } from '../../../src/main/sample-world/write/towns.ts';
import { writeProblem } from '../../../src/main/sample-world/write/write-problems.ts';
import { problemOf } from '../../../src/shared/domain/problem.ts';

/** Squares and oblongs of 100 to 900 m around some origin. */
const places = Array.from({ length: 60 }, (_, i): Bounds => {
  const [width, height] = [100 + ((i * 370) % 800), 100 + ((i * 530) % 800)];
  const [x, y] = [-width / 3 + 0.25, -height / 2 - 0.5];
  return { minX: x, minY: y, maxX: x + width, maxY: y + height };
});

it('places lie side by side in towns of at most 3 km, at whole metres, and share no ground', () => {
  const { sites, towns } = placeInTowns(places);
  expect(towns.length).toBeGreaterThan(1);
  const boxes = places.map((place, i) => ({
    town: sites[i].town,
    minX: place.minX + sites[i].x,
    minY: place.minY + sites[i].y,
    maxX: place.maxX + sites[i].x,
    maxY: place.maxY + sites[i].y,
  }));
  boxes.forEach((a, i) => {
    const { widthM, heightM } = towns[a.town];
    expect(Number.isInteger(sites[i].x) && Number.isInteger(sites[i].y)).toBe(true);
    expect(a.minX >= 0 && a.minY >= 0 && a.maxX <= widthM && a.maxY <= heightM).toBe(true);
    expect(widthM <= 3000 && heightM <= 3000).toBe(true);
    for (const b of boxes.slice(0, i))
      if (a.town === b.town)
        expect(a.minX >= b.maxX || b.minX >= a.maxX || a.minY >= b.maxY || b.minY >= a.maxY).toBe(true);
  });
});

it('a place larger than a town lies in one that is as large as it', () => {
  const { sites, towns } = placeInTowns([places[0], { minX: 0, minY: 0, maxX: 4000, maxY: 50 }]);
  expect(towns[sites[1].town].widthM).toBeGreaterThan(4000);
});

it.each([
  ['a straight', [0, 0, 1, 0, 2, 0, 5, 0], [0, 0, 5, 0]],
  ['a bend', [0, 0, 1, 0, 2, 1], [0, 0, 1, 0, 2, 1]],
  ['what lies off by less than the tolerance', [0, 0, 1, 0.004, 2, 0], [0, 0, 2, 0]],
  ['a way there and back', [0, 0, 2, 0, 1, 0], [0, 0, 2, 0, 1, 0]],
  ['a single point', [3, 4], [3, 4]],
])('%s keeps the vertices that bend it', (_, line, kept) => {
  expect(straightened(line, 0.005)).toEqual(kept);
});

it.each([
  ['ENOSPC', 'sample-world.disk-full'],
  ['EACCES', 'sample-world.read-only'],
  ['EROFS', 'sample-world.read-only'],
  ['ENOTDIR', 'sample-world.folder-taken'],
])('%s is told as %s', (code, expected) => {
  const problem = problemOf(writeProblem(Object.assign(new Error('write failed'), { code }), '/data/out'));
  expect(problem.code).toBe(expected);
  expect(problem.whatHappened).toContain('/data/out');
  expect(writeProblem(new Error('a fault'), '/data/out')).toEqual(new Error('a fault'));
});
