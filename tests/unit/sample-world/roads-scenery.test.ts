import { describe, expect, it } from 'vitest';
import type { Place } from '../../../src/main/sample-world/drive.ts';
import { randomOf } from '../../../src/main/sample-world/random.ts';
import { makePlace, placeKinds } from '../../../src/main/sample-world/roads/make-place.ts';
import { parkingBays } from '../../../src/main/sample-world/roads/parking.ts';
import { distance, pointsOf, Rings, type Point } from './roads-rings.ts';

const SEEDS = 20;
const placesOf = (kind: (typeof placeKinds)[number], count = SEEDS): Place[] =>
  Array.from({ length: count }, (_, seed) => makePlace(kind, randomOf(seed, kind)));

const drivableOf = ({ roads }: Place): Rings =>
  new Rings([...roads.roadblocks, ...roads.intersections, ...roads.carparks, ...roads.otherDrivable]);

/** Corners and edges of a building, a point a metre. */
function outline({ x, y, headingRad, lengthM, widthM }: Place['scenery']['buildings'][number]): Point[] {
  const [c, s] = [Math.cos(headingRad), Math.sin(headingRad)];
  const at = (l: number, w: number): Point => [x + c * l - s * w, y + s * l + c * w];
  const points: Point[] = [];
  for (let l = -lengthM / 2; l <= lengthM / 2; l += 1) points.push(at(l, -widthM / 2), at(l, widthM / 2));
  for (let w = -widthM / 2; w <= widthM / 2; w += 1) points.push(at(-lengthM / 2, w), at(lengthM / 2, w));
  return points;
}

/** Things on drivable ground, and buildings on sidewalks: what is wrong, in words. */
function misplaced(place: Place): string[] {
  const { trees, signs, lamps, buildings, lightHeads } = place.scenery;
  const drivable = drivableOf(place);
  const walkways = new Rings(place.roads.walkways);
  const masts = lightHeads.map(({ mastX, mastY }) => ({ x: mastX, y: mastY }));
  const posts = Object.entries({ trees, signs, lamps, masts }).flatMap(([name, list]) =>
    list.filter(({ x, y }) => drivable.has(x, y)).map(({ x, y }) => `${name} at ${x} ${y} on the road`),
  );
  const walls = buildings
    .flatMap(outline)
    .filter((point) => drivable.has(...point) || walkways.has(...point))
    .map(([x, y]) => `building at ${x} ${y} on road or sidewalk`);
  return [...posts, ...walls];
}

/** Points of sidewalks, a tenth of their width from either edge, that lie on lanes or junctions. */
function sidewalksOnRoads({ roads, scenery }: Place): Point[] {
  const lanes = new Rings([...roads.roadblocks, ...roads.intersections]);
  return scenery.surfaces
    .filter(({ kind }) => kind === 'sidewalk')
    .flatMap(({ polygon: [ring] }) => {
      const points = pointsOf(ring);
      return points.map((p, i): Point => {
        const across = points[points.length - 1 - i];
        return [p[0] + (across[0] - p[0]) * 0.1, p[1] + (across[1] - p[1]) * 0.1];
      });
    })
    .filter((point) => lanes.has(...point));
}

describe.each(placeKinds)('scenery of %s', (kind) => {
  const places = placesOf(kind);

  it('stands off the drivable ground', () => {
    expect(places.flatMap(misplaced)).toEqual([]);
  });

  it('has sidewalks that keep off lanes and junctions', () => {
    expect(places.slice(0, 6).flatMap(sidewalksOnRoads)).toEqual([]);
  });
});

describe('what stands where', () => {
  const away = (place: Place, x: number, y: number): number =>
    Math.min(...place.roads.lanes.flatMap((lane) => pointsOf(lane.rightBoundary).map((p) => distance(p, [x, y]))));

  it('houses line streets of towns and suburbs and keep away from highways', () => {
    for (const place of placesOf('narrow-street', 5)) {
      expect(place.scenery.buildings.length).toBeGreaterThan(40);
      expect(place.scenery.buildings.filter((b) => away(place, b.x, b.y) < 16).length).toBeGreaterThan(30);
    }
    for (const place of placesOf('highway', 5)) {
      for (const { x, y } of place.scenery.buildings) expect(away(place, x, y)).toBeGreaterThan(30);
      expect(place.scenery.trees.length).toBeGreaterThan(30);
      expect(place.scenery.curbs).toEqual([]);
    }
  });

  it('every lit connector has a head that its driver sees ahead of the stop line', () => {
    for (const kind of ['intersection-lights', 'crossing', 'railway-crossing', 't-junction'] as const) {
      for (const { roads, scenery, priorities } of placesOf(kind, 8)) {
        for (const { connectorId } of priorities.filter(({ control }) => control === 'light')) {
          const line = roads.connectors.find(({ id }) => id === connectorId)?.centreline ?? [];
          const heading = Math.atan2(line[3] - line[1], line[2] - line[0]);
          const seen = scenery.lightHeads.filter((head) => {
            if (!head.connectorIds.includes(connectorId)) return false;
            const along = (head.x - line[0]) * Math.cos(heading) + (head.y - line[1]) * Math.sin(heading);
            const across = (head.y - line[1]) * Math.cos(heading) - (head.x - line[0]) * Math.sin(heading);
            return (
              along > 10 && along < 75 && Math.abs(across) < 0.35 * along && Math.cos(head.headingRad - heading) > 0.95
            );
          });
          expect(seen.length).toBeGreaterThan(0);
        }
      }
    }
  });

  it('signs face the traffic they are for', () => {
    for (const [kind, sign] of [
      ['intersection-stop', 'stop'],
      ['roundabout', 'yield'],
      ['construction', 'works'],
      ['railway-crossing', 'crossing'],
      ['straight', 'speed'],
    ] as const) {
      for (const { roads, scenery } of placesOf(kind, 5)) {
        const signs = scenery.signs.filter((one) => one.kind === sign);
        expect(signs.length).toBeGreaterThan(0);
        for (const { x, y, headingRad } of signs) {
          const nearest = roads.lanes
            .flatMap((lane) =>
              pointsOf(lane.centreline).map((p, i, all) => ({ p, next: all[i + 1], away: distance(p, [x, y]) })),
            )
            .filter(({ next }) => (next as Point | undefined) !== undefined)
            .reduce((a, b) => (a.away < b.away ? a : b));
          const driving = Math.atan2(nearest.next[1] - nearest.p[1], nearest.next[0] - nearest.p[0]);
          expect(Math.cos(headingRad - driving)).toBeLessThan(-0.9);
          expect(nearest.away).toBeLessThan(9);
        }
      }
    }
  });

  it('parking bays lie in carparks and along their street', () => {
    for (const { roads } of placesOf('narrow-street', 5)) {
      const carparks = new Rings(roads.carparks);
      const lanes = new Rings([...roads.roadblocks, ...roads.intersections]);
      const bays = parkingBays(roads);
      expect(bays.length).toBeGreaterThan(40);
      for (const { x, y, headingRad, widthM } of bays) {
        const [c, s] = [Math.cos(headingRad), Math.sin(headingRad)];
        expect(widthM).toBeGreaterThan(1.95);
        for (const [l, w] of [
          [2.6, 0.95],
          [-2.6, 0.95],
          [2.6, -0.95],
          [-2.6, -0.95],
        ]) {
          expect(carparks.has(x + c * l - s * w, y + s * l + c * w)).toBe(true);
        }
        // The lane is on one of its sides, a bay's width away.
        expect(
          lanes.has(x + s * (widthM / 2 + 1), y - c * (widthM / 2 + 1)) ||
            lanes.has(x - s * (widthM / 2 + 1), y + c * (widthM / 2 + 1)),
        ).toBe(true);
      }
    }
  });
});
