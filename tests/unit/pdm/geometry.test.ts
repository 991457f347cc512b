import { describe, expect, test } from 'vitest';
import {
  commonArea,
  lineIsWithin,
  pointToSegment,
  ringDistance,
} from '../../../src/main/metrics/pdm/geometry/distance.ts';
import { orientation } from '../../../src/main/metrics/pdm/geometry/orientation.ts';
import { overlapPoint } from '../../../src/main/metrics/pdm/geometry/overlap.ts';
import { indexedPolygon, locate } from '../../../src/main/metrics/pdm/geometry/polygon.ts';
import { indexedPolyline, nearestOnLine } from '../../../src/main/metrics/pdm/geometry/polyline.ts';
import { boxGap, QUAD, quadHolds, quadsTouch, writeCorners } from '../../../src/main/metrics/pdm/geometry/quads.ts';
import { applyFilter, savitzkyGolay } from '../../../src/main/metrics/pdm/scoring/savitzky-golay.ts';
import { seeded, type Random } from './random-scene.ts';

const box = (x: number, y: number, heading: number, length: number, width: number): Float64Array => {
  const out = new Float64Array(QUAD);
  writeCorners(out, 0, x, y, heading, length / 2, width / 2);
  return out;
};
/** A star-shaped ring around a place. */
const star = (random: Random, x: number, y: number, corners: number, size: number): Float64Array =>
  Float64Array.from({ length: corners * 2 }, (_, i) => {
    const angle = ((i >> 1) / corners) * 2 * Math.PI;
    const r = size * (0.5 + (Math.sin((i >> 1) * 12.9898 + random()) + 1) / 4);
    return i % 2 === 0 ? x + r * Math.cos(angle) : y + r * Math.sin(angle);
  });
/** Even-odd by crossings of a ray to the right, without any index. */
function plainInside(rings: readonly Float64Array[], x: number, y: number): boolean {
  let inside = false;
  for (const ring of rings)
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [x1, y1, x2, y2] = [ring[j], ring[j + 1], ring[i], ring[i + 1]];
      if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
    }
  return inside;
}

describe('orientation', () => {
  test('tells the side where the plain determinant is rounded away', () => {
    // Points on a line through map coordinates, one moved by the smallest step there is.
    const [ax, ay, bx, by] = [500_000.1, 4_000_000.2, 500_100.1, 4_000_100.2];
    const [cx, cy] = [bx + (bx - ax), by + (by - ay)];
    const up = cy + 2 ** -30;
    expect(Math.sign(orientation(ax, ay, bx, by, cx, up))).toBe(1);
    expect(Math.sign(orientation(ax, ay, bx, by, cx, cy - 2 ** -30))).toBe(-1);
  });
  test('is 0 on the line, and swapping two points changes its sign', () => {
    const random = seeded(5);
    for (let i = 0; i < 500; i++) {
      const [ax, ay, dx, dy] = [0, 0, 0, 0].map(() => Math.round(random() * 1e6) / 64);
      const k = Math.round(random() * 100);
      expect(orientation(ax, ay, ax + dx, ay + dy, ax + k * dx, ay + k * dy)).toBe(0);
      const c = [ax + random(), ay + random()] as const;
      const one = Math.sign(orientation(ax, ay, dx, dy, ...c));
      expect(Math.sign(orientation(dx, dy, ax, ay, ...c))).toBe(one === 0 ? 0 : -one);
    }
  });
});

describe('points in polygons', () => {
  test('agree with a plain test of every edge, holes included', () => {
    const random = seeded(6);
    for (let round = 0; round < 40; round++) {
      const rings = [star(random, 4e5, 4e6, 3 + Math.floor(random() * 200), 30), star(random, 4e5, 4e6, 12, 5)];
      const polygon = indexedPolygon(rings);
      for (let i = 0; i < 200; i++) {
        const [x, y] = [4e5 + (random() - 0.5) * 70, 4e6 + (random() - 0.5) * 70];
        expect(locate(polygon, x, y) > 0).toBe(plainInside(rings, x, y));
      }
    }
  });
  test('the boundary is neither in nor out, whichever way the polygon lies', () => {
    for (const [w, h] of [
      [40, 4],
      [4, 40],
    ]) {
      const polygon = indexedPolygon([Float64Array.of(0, 0, w, 0, w, h, 0, h)]);
      for (const [x, y] of [
        [0, 0],
        [w, h],
        [w / 2, 0],
        [0, h / 2],
        [w, h / 4],
      ])
        expect(locate(polygon, x, y)).toBe(0);
      expect(locate(polygon, w / 2, h / 2)).toBe(1);
      expect(locate(polygon, w + 1e-9, h / 2)).toBe(-1);
    }
    const slanted = indexedPolygon([Float64Array.of(0, 0, 3, 1, 6, 2, 0, 9)]);
    expect(locate(slanted, 3, 1)).toBe(0);
    expect(locate(slanted, 4.5, 1.5)).toBe(0);
  });
});

describe('boxes', () => {
  test('the gap along the axes says what the corners say', () => {
    const random = seeded(7);
    let touching = 0;
    for (let i = 0; i < 4000; i++) {
      const [x, y, a, b] = [(random() - 0.5) * 12, (random() - 0.5) * 12, random() * 7, random() * 7];
      const [l, w] = [0.5 + random() * 6, 0.3 + random() * 2];
      const gap = boxGap(x, y, Math.cos(a), Math.sin(a), 2.6, 1.1, Math.cos(b), Math.sin(b), l / 2, w / 2);
      if (Math.abs(gap) < 1e-9) continue;
      const touches = quadsTouch(box(0, 0, a, 5.2, 2.2), 0, box(x, y, b, l, w), 0);
      expect(touches).toBe(gap < 0);
      if (touches) {
        touching++;
        const point = overlapPoint(box(0, 0, a, 5.2, 2.2), box(x, y, b, l, w));
        const grown = box(0, 0, a, 5.2 + 1e-6, 2.2 + 1e-6);
        expect(quadHolds(grown, 0, point.x, point.y)).toBe(true);
      }
    }
    expect(touching).toBeGreaterThan(500);
  });
  test('boxes that share an edge or a corner touch', () => {
    const one = Float64Array.of(1, 1, 0, 1, 0, 0, 1, 0);
    expect(quadsTouch(one, 0, Float64Array.of(2, 1, 1, 1, 1, 0, 2, 0), 0)).toBe(true);
    expect(quadsTouch(one, 0, Float64Array.of(2, 2, 1, 2, 1, 1, 2, 1), 0)).toBe(true);
    expect(quadsTouch(one, 0, Float64Array.of(2, 2, 1.0000001, 2, 1.0000001, 1, 2, 1), 0)).toBe(false);
    expect(quadsTouch(one, 0, Float64Array.of(0.6, 0.6, 0.4, 0.6, 0.4, 0.4, 0.6, 0.4), 0)).toBe(true);
  });
});

test('the nearest place on a line is that of all its segments, wherever the search begins', () => {
  const random = seeded(8);
  const points = new Float64Array(400);
  for (let i = 2; i < 400; i += 2) {
    points[i] = points[i - 2] + random() * 2 - 0.4;
    points[i + 1] = points[i - 1] + random() * 2 - 1;
  }
  const line = indexedPolyline(points);
  for (let k = 0; k < 500; k++) {
    const [x, y] = [random() * 150 - 20, random() * 60 - 30];
    let least = Infinity;
    for (let i = 2; i < 400; i += 2)
      least = Math.min(least, pointToSegment(x, y, points[i - 2], points[i - 1], points[i], points[i + 1]));
    const nearest = nearestOnLine(line, x, y, Math.floor(random() * 199), { distanceM: 0, alongM: 0, segment: 0 });
    expect(nearest.distanceM).toBeCloseTo(least, 9);
    expect(nearest.alongM).toBeGreaterThanOrEqual(line.along[nearest.segment]);
    expect(nearest.alongM).toBeLessThanOrEqual(line.along[nearest.segment + 1]);
  }
});

describe('distances of rings', () => {
  const square = Float64Array.of(0, 0, 2, 0, 2, 2, 0, 2);
  test('apart, touching, one inside the other', () => {
    expect(ringDistance(square, Float64Array.of(5, 6, 9, 6, 9, 9))).toBe(5);
    expect(ringDistance(square, Float64Array.of(2, 1, 5, 0, 5, 2))).toBe(0);
    expect(ringDistance(square, Float64Array.of(0.5, 0.5, 1, 0.5, 1, 1))).toBe(0);
    expect(ringDistance(Float64Array.of(0.5, 0.5, 1, 0.5, 1, 1), square)).toBe(0);
  });
  test('a limit changes nothing below it', () => {
    const random = seeded(9);
    for (let i = 0; i < 300; i++) {
      const [a, b] = [star(random, 0, 0, 9, 3), star(random, random() * 12, random() * 12, 17, 3)];
      const distance = ringDistance(a, b);
      const limit = random() * 10;
      expect(ringDistance(a, b, limit)).toBe(distance < limit ? distance : Infinity);
      const line = b.subarray(0, 8);
      const plain = Math.min(...[0, 2, 4].map((k) => ringDistance(a, line.slice(k, k + 4))));
      expect(lineIsWithin(line.slice(), a, limit)).toBe(plain <= limit);
    }
  });
  test('common area of squares', () => {
    expect(commonArea(square, Float64Array.of(1, 1, 3, 1, 3, 3, 1, 3))).toBeCloseTo(1, 1);
    expect(commonArea(square, Float64Array.of(3, 0, 4, 0, 4, 2, 3, 2))).toBe(0);
  });
});

describe('Savitzky-Golay', () => {
  test('an even window has the taps of its middle, half a sample on', () => {
    const filter = savitzkyGolay(8, 2, 0, 1);
    expect(Array.from(filter.inner, (w) => Math.round(w * 32 * 1e9) / 1e9)).toEqual([-3, 3, 7, 9, 9, 7, 3, -3]);
    expect(filter.before).toBe(3);
  });
  test.each([
    [5, 2, 1],
    [5, 3, 2],
    [15, 2, 1],
    [41, 2, 1],
  ])('window %i of degree %i gives derivative %i of a polynomial of that degree everywhere', (window, order, deriv) => {
    const at = (t: number) => 3 - 2 * t + 0.5 * t * t + (order === 3 ? 0.2 * t ** 3 : 0);
    const derived = (t: number) =>
      deriv === 1 ? -2 + t + (order === 3 ? 0.6 * t * t : 0) : 1 + (order === 3 ? 1.2 * t : 0);
    const values = Float64Array.from({ length: 50 }, (_, i) => at(i * 0.1));
    const out = new Float64Array(50);
    applyFilter(savitzkyGolay(window, order, deriv, 0.1), values, 50, out);
    out.forEach((value, i) => expect(value).toBeCloseTo(derived(i * 0.1), 7));
  });
});
