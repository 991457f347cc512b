import Database from 'better-sqlite3';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { readNuplanMap } from '../../../../src/main/datasets/geopackage/nuplan-map.ts';
import { ProblemError } from '../../../../src/shared/domain/problem.ts';

const golden = resolve(import.meta.dirname, '../../../golden/navsim');
const mapFile = join(golden, 'map.gpkg');
/** Geometries as geopandas re-projects them: see tests/reference/navsim_map.py. */
const expected = z
  .record(z.string(), z.record(z.string(), z.string()))
  .parse(JSON.parse(readFileSync(join(golden, 'map-utm.json'), 'utf8')));
const numbersIn = (wkt: string): number[] => (wkt.match(/-?\d+(\.\d+)?(e-?\d+)?/g) ?? []).map(Number);

/** A copy of the map, changed. */
function changedMap(change: (db: Database.Database) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'foresight-map-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'map.gpkg');
  const db = new Database(readFileSync(mapFile));
  db.pragma('foreign_keys = OFF');
  // GeoPackage triggers call functions of geometry libraries.
  for (const name of db.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'trigger'").pluck().all())
    db.exec(`DROP TRIGGER "${name}"`);
  change(db);
  writeFileSync(file, db.serialize());
  db.close();
  return file;
}
const problemOf = (file: string) => {
  try {
    readNuplanMap(file, 'map.gpkg');
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  throw new Error('the map was read');
};

describe('a nuPlan map', () => {
  const { roads, left } = readNuplanMap(mapFile, 'map.gpkg');

  it('has every layer in UTM metres as geopandas has it, within 1e-4 m', () => {
    const shapes: [layer: string, id: string, points: number[]][] = [
      ...roads.lanes.map((lane): [string, string, number[]] => ['lanes_polygons', lane.id, lane.polygon.flat()]),
      ...roads.lanes.map((lane): [string, string, number[]] => ['baseline_paths', `90${lane.id}`, lane.centreline]),
      ...roads.lanes.map((lane): [string, string, number[]] => ['boundaries', `1${lane.id}`, lane.leftBoundary]),
      ...roads.lanes.map((lane): [string, string, number[]] => ['boundaries', `2${lane.id}`, lane.rightBoundary]),
      ...roads.connectors.map((c): [string, string, number[]] => ['baseline_paths', `9${c.id}`, c.centreline]),
      ...roads.roadblocks.map((area): [string, string, number[]] => [
        'lane_groups_polygons',
        area.id,
        area.polygon.flat(),
      ]),
      ...roads.intersections.map((area): [string, string, number[]] => ['intersections', area.id, area.polygon.flat()]),
      ...roads.carparks.map((area): [string, string, number[]] => ['carpark_areas', area.id, area.polygon.flat()]),
      ...roads.stopLines.map((area): [string, string, number[]] => ['stop_polygons', area.id, area.polygon.flat()]),
      ...roads.crosswalks.map((area): [string, string, number[]] => ['crosswalks', area.id, area.polygon.flat()]),
      ...roads.walkways.map((area): [string, string, number[]] => ['walkways', area.id, area.polygon.flat()]),
      ...roads.otherDrivable.map((area): [string, string, number[]] => [
        'generic_drivable_areas',
        area.id,
        area.polygon.flat(),
      ]),
    ];
    expect(shapes).toHaveLength(4 * 4 + 2 + 2 + 6);
    for (const [layer, id, points] of shapes) {
      const wanted = numbersIn(expected[layer][id]);
      expect(points).toHaveLength(wanted.length);
      points.forEach((value, i) => expect(Math.abs(value - wanted[i])).toBeLessThan(1e-4));
    }
  });

  it('has the lane graph', () => {
    expect(left).toEqual([]);
    expect(
      roads.lanes.map(({ id, roadblockId, index, speedLimitMps }) => [id, roadblockId, index, speedLimitMps]),
    ).toEqual([
      ['1', '100', 0, 13.4],
      ['2', '100', 1, 13.4],
      ['3', '101', 0, null],
      ['4', '101', 1, 13.4],
    ]);
    expect(roads.connectors).toMatchObject([
      { id: '51', roadblockConnectorId: '200', fromLaneId: '1', toLaneId: '3', lightStopLineIds: ['700', '701'] },
      {
        id: '52',
        roadblockConnectorId: '200',
        fromLaneId: '2',
        toLaneId: '4',
        lightStopLineIds: [],
        speedLimitMps: null,
      },
    ]);
    expect(roads.roadblockConnectors).toMatchObject([
      { id: '200', fromRoadblockId: '100', toRoadblockId: '101', intersectionId: '300' },
    ]);
    expect(roads.intersections[0].polygon).toHaveLength(2);
  });

  it('of a multi-polygon has the largest part', () => {
    const wanted = numbersIn(expected['gen_lane_connectors_scaled_width_polygons']['62']).slice(0, 10);
    const [ring] = roads.connectors[1].polygon;
    wanted.forEach((value, i) => expect(ring[i]).toBeCloseTo(value, 4));
  });
});

describe('a map that is amiss', () => {
  const setGeometry = (table: string, geometry: Uint8Array | null) =>
    changedMap((db) =>
      db.prepare(`UPDATE "${table}" SET geom = ? WHERE fid = (SELECT min(fid) FROM "${table}")`).run(geometry),
    );
  const head = Buffer.from([0x47, 0x50, 0, 1, 0xe6, 0x10, 0, 0]);
  const wkb = (...bytes: number[]) => Buffer.concat([head, Buffer.from(bytes)]);

  it.each<[string, Uint8Array | null, RegExp]>([
    ['cut off', wkb(1, 3, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0, 1, 2, 3), /cut off/],
    ['four billion points', wkb(1, 3, 0, 0, 0, 1, 0, 0, 0, 255, 255, 255, 255), /cut off/],
    ['four billion rings', wkb(1, 3, 0, 0, 0, 255, 255, 255, 255), /cut off/],
    ['an unknown type', wkb(1, 99, 0, 0, 0), /unknown type/],
    ['nested collections', wkb(...Array.from({ length: 40 }, () => [1, 7, 0, 0, 0, 1, 0, 0, 0]).flat()), /nested/],
    ['no header', Buffer.from('nothing at all'), /header/],
    ['nothing', null, /without a geometry/],
  ])('a geometry with %s is left out and told', (_, geometry, says) => {
    const { roads, left } = readNuplanMap(setGeometry('lanes_polygons', geometry), 'map.gpkg');
    expect(roads.lanes.map(({ id }) => id)).toEqual(['2', '3', '4']);
    expect(left.join()).toMatch(says);
  });

  it('without crosswalks has none and says so', () => {
    const file = changedMap((db) => db.exec('DROP TABLE crosswalks'));
    const { roads, left } = readNuplanMap(file, 'map.gpkg');
    expect(roads.crosswalks).toEqual([]);
    expect(left).toEqual(['the layer crosswalks is absent']);
  });
  it.each(['lanes_polygons', 'lane_groups_polygons', 'baseline_paths'])('without %s is refused', (layer) => {
    const problem = problemOf(changedMap((db) => db.exec(`DROP TABLE ${layer}`)));
    expect(problem).toMatchObject({ code: 'map.layer-absent' });
    expect(problem.whatHappened).toContain(layer);
  });
  it('a view in place of a layer is not read', () => {
    const endless =
      'WITH RECURSIVE n(fid) AS (SELECT 1 UNION ALL SELECT fid + 1 FROM n) SELECT fid, NULL AS geom FROM n';
    const file = changedMap((db) => db.exec(`DROP TABLE crosswalks; CREATE VIEW crosswalks AS ${endless}`));
    expect(readNuplanMap(file, 'map.gpkg').left).toEqual(['the layer crosswalks is absent']);
  });
  it.each([
    ['EPSG:2056', /2056/],
    ['somewhere', /somewhere/],
    ['EPSG:32661', /32661/],
  ])('in %s is refused', (system, says) => {
    const problem = problemOf(changedMap((db) => db.prepare('UPDATE meta SET value = ?').run(system)));
    expect(problem).toMatchObject({ code: 'map.unknown-crs' });
    expect(problem.whatHappened).toMatch(says);
  });
  it('that does not name its system is refused', () => {
    expect(problemOf(changedMap((db) => db.exec('DROP TABLE meta'))).code).toBe('map.unknown-crs');
  });
  it('whose layers are in a system that is nowhere described is refused', () => {
    const file = changedMap((db) => db.exec('UPDATE gpkg_geometry_columns SET srs_id = 77777'));
    expect(problemOf(file)).toMatchObject({ code: 'map.unknown-crs' });
  });
  it('that is already in metres is taken as it is', () => {
    const file = changedMap((db) => db.exec('UPDATE gpkg_geometry_columns SET srs_id = 32611'));
    const [x] = readNuplanMap(file, 'map.gpkg').roads.lanes[0].centreline;
    expect(Math.abs(x)).toBeLessThan(180);
  });
  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['no database', () => Buffer.from('this is no database, only some text that is long enough'.repeat(40))],
    ['half a database', (bytes) => bytes.subarray(0, bytes.length / 2)],
  ])('%s is told', (_, change) => {
    const file = changedMap(() => undefined);
    writeFileSync(file, change(readFileSync(file)));
    expect(problemOf(file)).toMatchObject({ code: 'map.unreadable' });
  });
});
