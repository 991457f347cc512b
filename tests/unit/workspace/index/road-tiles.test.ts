import { describe, expect, it } from 'vitest';
import { openIndex } from '../../../../src/main/workspace/index/open-index.ts';
import { encodeRoads } from '../../../../src/main/workspace/index/road-parts.ts';
import { readRoadsOf } from '../../../../src/main/workspace/index/road-reader.ts';
import { tileKeysOf, type Box } from '../../../../src/main/workspace/index/road-tiles.ts';
import type { RoadMap } from '../../../../src/shared/domain/road-map.ts';

const rectangle = (x0: number, y0: number, x1: number, y1: number): number[][] => [
  [x0, y0, x1, y0, x1, y1, x0, y1, x0, y0],
];
const area = (id: string, polygon: number[][]) => ({ id, polygon });

/** A straight road of 5 km in roadblocks of 100 m with two lanes, each joined to the next by a connector of 20 m. */
function longRoad(): RoadMap {
  const roads: RoadMap = {
    lanes: [],
    connectors: [],
    roadblocks: [],
    roadblockConnectors: [],
    intersections: [area('i', [...rectangle(0, -5, 20, 12), ...rectangle(5, 0, 6, 1)])],
    carparks: [area('c', rectangle(-40, 0, -20, 9))],
    stopLines: [area('s', rectangle(98, 0, 99, 7))],
    crosswalks: [],
    walkways: [area('w', rectangle(0, 8, 5000, 10))],
    otherDrivable: [area('o', rectangle(0, -3, 50, 0))],
  };
  for (let b = 0; b < 42; b++) {
    const [from, to] = [b * 120, b * 120 + 100];
    roads.roadblocks.push(area(`b${b}`, rectangle(from, 0, to, 7)));
    roads.roadblockConnectors.push({
      ...area(`x${b}`, rectangle(to, 0, to + 20, 7)),
      ...{ fromRoadblockId: `b${b}`, toRoadblockId: `b${b + 1}`, intersectionId: b % 2 ? null : 'i' },
    });
    for (const index of [0, 1]) {
      const y = index * 3.5;
      const lines = { leftBoundary: [from, y + 3.5, to, y + 3.5], rightBoundary: [from, y, to, y] };
      roads.lanes.push({
        ...area(`l${b}-${index}`, rectangle(from, y, to, y + 3.5)),
        ...{
          roadblockId: `b${b}`,
          index,
          centreline: [from, y + 1.75, to, y + 1.75],
          ...lines,
          speedLimitMps: index ? 13.4 : null,
        },
      });
      roads.connectors.push({
        ...area(`k${b}-${index}`, rectangle(to, y, to + 20, y + 3.5)),
        ...{ roadblockConnectorId: `x${b}`, fromLaneId: `l${b}-${index}`, toLaneId: `l${b + 1}-${index}` },
        ...{ centreline: [to, y, to + 20, y], leftBoundary: [], rightBoundary: [to, y, to + 20, y] },
        ...{ speedLimitMps: 8, lightStopLineIds: index ? ['s', 't'] : [] },
      });
    }
  }
  return roads;
}

const sorted = (roads: RoadMap | null): RoadMap | null =>
  roads &&
  (Object.fromEntries(
    Object.entries(roads).map(([table, list]) => [
      table,
      [...(list as { id: string }[])].sort((a, b) => (a.id < b.id ? -1 : 1)),
    ]),
  ) as unknown as RoadMap);

function stored(roads: RoadMap) {
  const db = openIndex(':memory:');
  const insert = db.prepare('INSERT INTO dataset_part (dataset_id, part, body) VALUES (?, ?, ?)');
  for (const [part, body] of Object.entries(encodeRoads('town', roads))) insert.run('d', part, body);
  return (bounds: Box, route: string[] = [], location = 'town') =>
    readRoadsOf(db, 'd', location, bounds, new Set(route));
}

describe('a lane graph in tiles', () => {
  const roads = longRoad();
  const read = stored(roads);

  it('comes back whole, each thing once', () => {
    expect(sorted(read([-1000, -1000, 9000, 1000]))).toEqual(sorted(roads));
  });
  it('comes back as far as it touches a box', () => {
    const found = read([1000, -50, 1100, 50]);
    const touched = roads.lanes.filter(({ polygon: [[x0, , x1]] }) => x0 <= 1100 && x1 >= 1000);
    expect(found?.lanes.map(({ id }) => id).sort()).toEqual(touched.map(({ id }) => id).sort());
    expect(found?.walkways).toHaveLength(1);
    expect(found?.carparks).toEqual([]);
  });
  it('has the roadblocks of a route with all their lanes, however far', () => {
    const found = read([0, 0, 10, 10], ['b30', 'x30', 'b31']);
    const ids = new Set([...(found?.lanes ?? []), ...(found?.connectors ?? [])].map(({ id }) => id));
    for (const id of ['l30-0', 'l30-1', 'k30-0', 'k30-1', 'l31-0', 'l31-1']) expect(ids).toContain(id);
    expect(found?.roadblocks.map(({ id }) => id)).toEqual(expect.arrayContaining(['b0', 'b30', 'b31']));
    expect(ids).not.toContain('l29-0');
  });
  it('is null for a place without a map', () => {
    expect(read([0, 0, 10, 10], [], 'elsewhere')).toBeNull();
  });
});

describe('tiles of a box', () => {
  it.each<[Box, string[]]>([
    [[0, 0, 10, 10], ['0,0']],
    [
      [-1, 240, 1, 251],
      ['-1,0', '-1,1', '0,0', '0,1'],
    ],
    [[Infinity, Infinity, -Infinity, -Infinity], []],
    [[NaN, 0, 1, 1], []],
  ])('%j', (box, keys) => expect(tileKeysOf(box)).toEqual(keys));
  it('are never more than a city has', () => {
    expect(tileKeysOf([0, 0, 1e12, 1e12]).length).toBeLessThan(11_000);
  });
});
