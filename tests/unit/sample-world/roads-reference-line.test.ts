import { describe, expect, it } from 'vitest';
import {
  ahead,
  bend,
  beside,
  referenceLine,
  stations,
  straight,
} from '../../../src/main/sample-world/roads/reference-line.ts';
import { curveBetween } from '../../../src/main/sample-world/roads/turn-curve.ts';
import { distance } from './roads-rings.ts';

const origin = { x: 0, y: 0, headingRad: 0 };

describe('reference lines', () => {
  it('an arc of a full turn closes', () => {
    const circle = referenceLine(origin, [{ lengthM: 2 * Math.PI * 30, startCurvature: 1 / 30, endCurvature: 1 / 30 }]);
    const end = circle.at(circle.lengthM);
    expect(end.x).toBeCloseTo(0, 3);
    expect(end.y).toBeCloseTo(0, 3);
    expect(end.headingRad).toBeCloseTo(2 * Math.PI, 9);
    expect(circle.at(circle.lengthM / 2).y).toBeCloseTo(60, 3);
  });

  it('a clothoid ends where its Fresnel series says', () => {
    // x = L (1 − θ²/10 + θ⁴/216), y = L (θ/3 − θ³/42 + θ⁵/1320), θ = L κ / 2
    const [lengthM, curvature] = [60, 1 / 50];
    const theta = (lengthM * curvature) / 2;
    const end = referenceLine(origin, [{ lengthM, startCurvature: 0, endCurvature: curvature }]).at(lengthM);
    expect(end.x).toBeCloseTo(lengthM * (1 - theta ** 2 / 10 + theta ** 4 / 216 - theta ** 6 / 9360), 2);
    expect(end.y).toBeCloseTo(lengthM * (theta / 3 - theta ** 3 / 42 + theta ** 5 / 1320), 2);
    expect(end.headingRad).toBeCloseTo(theta, 12);
  });

  it.each([
    [80, 1.2, 30],
    [40, -2, 20],
    [200, 0.1, 100],
  ])('a bend of radius %d m turns by %d rad whatever its ease', (radius, angle, ease) => {
    const line = referenceLine(origin, [...straight(20), ...bend(radius, angle, ease), ...straight(10)]);
    expect(line.at(line.lengthM).headingRad).toBeCloseTo(angle, 9);
    for (let s = 1; s < line.lengthM; s++) {
      const [a, b] = [line.at(s - 1), line.at(s)];
      expect(distance([a.x, a.y], [b.x, b.y])).toBeCloseTo(1, 3);
      expect(Math.abs(b.headingRad - a.headingRad)).toBeLessThanOrEqual(1 / radius + 1e-9);
    }
  });

  it('goes on straight beyond its ends', () => {
    const line = referenceLine({ x: 1, y: 2, headingRad: Math.PI / 2 }, straight(5));
    expect(line.at(-3).y).toBeCloseTo(-1, 12);
    expect(line.at(9).y).toBeCloseTo(11, 12);
    expect(beside(line.at(0), 2).x).toBeCloseTo(-1, 12);
  });

  it('stations hold both ends and step by at most a metre', () => {
    expect(stations(0, 2.5)).toEqual([0, 2.5 / 3, 5 / 3, 2.5]);
    expect(stations(3, 3.4)).toEqual([3, 3.4]);
    expect(stations(0, 7)).toHaveLength(8);
  });
});

describe('curves between poses', () => {
  const turns = [-2.3, -1.57, -1, -0.4, 0, 0.4, 1, 1.57, 2.3].map((turn) => ({ turn }));

  it.each(turns)('turn by $turn rad smoothly, near the radius of an arc', ({ turn }) => {
    const leg = 14;
    const from = { x: 3, y: -2, headingRad: 0.7 };
    const to = ahead({ ...ahead(from, leg + 2), headingRad: 0.7 + turn }, leg + 3);
    const path = curveBetween(from, to, 2, 3);
    const last = path[path.length - 1];
    expect(path[0]).toEqual(from);
    expect(distance([last.x, last.y], [to.x, to.y])).toBeLessThan(1e-9);
    const radius = leg / Math.abs(Math.sin(turn / 2) / Math.cos(turn / 2) || 1e-9);
    for (let i = 1; i < path.length; i++) {
      const step = distance([path[i - 1].x, path[i - 1].y], [path[i].x, path[i].y]);
      const change = path[i].headingRad - path[i - 1].headingRad;
      const bent = Math.abs(Math.atan2(Math.sin(change), Math.cos(change)));
      expect(step).toBeLessThanOrEqual(1.001);
      expect(bent / step).toBeLessThan(1.45 / radius + 1e-6);
      expect(bent === 0 || Math.sign(change) === Math.sign(turn) || bent < 1e-6).toBe(true);
    }
  });

  it('shift to a lane beside along an S', () => {
    const path = curveBetween(origin, { x: 40, y: 3.5, headingRad: 0 }, 1, 1);
    const steepest = Math.max(...path.map(({ headingRad }) => headingRad));
    expect(steepest).toBeGreaterThan(0.08);
    expect(steepest).toBeLessThan(0.2);
    expect(path.every(({ y }, i) => i === 0 || y >= path[i - 1].y - 1e-12)).toBe(true);
  });
});
