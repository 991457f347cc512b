import Database from 'better-sqlite3';
import type { PolygonRings, PolylineFlat } from '../../../../shared/domain/map.ts';

const WGS84 = 4326;
/** "GPKG" and version 1.3, as the standard (OGC 12-128r17) has them at the head of the file. */
const APPLICATION_ID = 0x47504b47;
const USER_VERSION = 10_300;
/** Fixed, so that equal maps are equal files. */
const CHANGED = '2026-01-01T00:00:00.000Z';
const WGS84_WORDS =
  'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]';

type GeometryKind = 'POLYGON' | 'LINESTRING';

/** A layer of features: an integer `fid`, further columns, and a geometry in longitude and latitude. */
export interface FeatureLayer {
  name: string;
  geometry: GeometryKind;
  columns: Readonly<Record<string, 'INTEGER' | 'REAL' | 'TEXT'>>;
}
export interface Feature {
  fid: number;
  values: readonly (number | string | null)[];
  /** Rings of a polygon, or one line; longitude and latitude in degrees. */
  parts: PolygonRings | [PolylineFlat];
}

/** Writes an OGC GeoPackage with a table of keys and values and feature layers. The file must not exist. */
export class GeoPackageWriter {
  readonly #db: Database.Database;
  readonly #bounds = new Map<string, [number, number, number, number]>();

  constructor(path: string) {
    this.#db = new Database(path);
    // The file is made whole or made anew: no journal is needed.
    this.#db.pragma('journal_mode = OFF');
    this.#db.pragma('synchronous = OFF');
    this.#db.pragma(`application_id = ${APPLICATION_ID}`);
    this.#db.pragma(`user_version = ${USER_VERSION}`);
    this.#db.exec(
      `BEGIN;
      CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
      CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER REFERENCES gpkg_spatial_ref_sys(srs_id));
      CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys(srs_id), z TINYINT NOT NULL, m TINYINT NOT NULL, PRIMARY KEY (table_name, column_name));`,
    );
    const system = this.#db.prepare('INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)');
    system.run('Undefined Cartesian', -1, 'NONE', -1, 'undefined', null);
    system.run('Undefined geographic', 0, 'NONE', 0, 'undefined', null);
    system.run('WGS 84', WGS84, 'EPSG', WGS84, WGS84_WORDS, null);
  }

  addValues(table: string, rows: readonly (readonly [key: string, value: string])[]): void {
    this.#db.exec(`CREATE TABLE "${table}" (fid INTEGER PRIMARY KEY, key TEXT, value TEXT)`);
    const insert = this.#db.prepare(`INSERT INTO "${table}" (key, value) VALUES (?, ?)`);
    rows.forEach((row) => insert.run(...row));
    this.#contents(table, 'attributes', [null, null, null, null], null);
  }

  createLayer({ name, geometry, columns }: FeatureLayer): void {
    const described = Object.entries(columns).map(([column, type]) => `"${column}" ${type}`);
    this.#db.exec(
      `CREATE TABLE "${name}" (fid INTEGER PRIMARY KEY, geom ${geometry}${described.map((c) => `, ${c}`).join('')})`,
    );
    this.#db.prepare('INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, 0, 0)').run(name, 'geom', geometry, WGS84);
    this.#bounds.set(name, [Infinity, Infinity, -Infinity, -Infinity]);
  }

  addFeatures({ name, geometry, columns }: FeatureLayer, features: readonly Feature[]): void {
    const width = Object.keys(columns).length;
    const insert = this.#db.prepare(`INSERT INTO "${name}" VALUES (?, ?${', ?'.repeat(width)})`);
    const whole = this.#bounds.get(name) ?? [Infinity, Infinity, -Infinity, -Infinity];
    for (const { fid, values, parts } of features) {
      const bounds = boundsOf(parts);
      insert.run(fid, geometryBlob(geometry, parts, bounds), ...values);
      for (const i of [0, 1]) {
        whole[i] = Math.min(whole[i], bounds[i]);
        whole[i + 2] = Math.max(whole[i + 2], bounds[i + 2]);
      }
    }
  }

  close(): void {
    for (const [name, bounds] of this.#bounds)
      this.#contents(name, 'features', Number.isFinite(bounds[0]) ? bounds : [null, null, null, null], WGS84);
    this.#db.exec('COMMIT');
    this.#db.close();
  }

  #contents(table: string, type: string, bounds: readonly (number | null)[], system: number | null): void {
    this.#db
      .prepare('INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(table, type, table, '', CHANGED, ...bounds, system);
  }
}

function boundsOf(parts: PolygonRings): [number, number, number, number] {
  const bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const part of parts)
    part.forEach((value, i) => {
      bounds[i % 2] = Math.min(bounds[i % 2], value);
      bounds[2 + (i % 2)] = Math.max(bounds[2 + (i % 2)], value);
    });
  return bounds;
}

/** Head of the standard's binary form (little-endian, envelope of x and y) and WKB. */
function geometryBlob(kind: GeometryKind, parts: PolygonRings, [minX, minY, maxX, maxY]: readonly number[]): Buffer {
  const numbers = parts.reduce((sum, part) => sum + part.length, 0);
  const blob = Buffer.alloc(8 + 32 + 5 + (kind === 'POLYGON' ? 4 : 0) + parts.length * 4 + numbers * 8);
  blob.write('GP', 0, 'latin1');
  blob[3] = 0b0000_0011;
  blob.writeInt32LE(WGS84, 4);
  let at = 8;
  const double = (value: number) => (at = blob.writeDoubleLE(value, at));
  const integer = (value: number) => (at = blob.writeUInt32LE(value, at));
  [minX, maxX, minY, maxY].forEach(double);
  at = blob.writeUInt8(1, at);
  integer(kind === 'POLYGON' ? 3 : 2);
  if (kind === 'POLYGON') integer(parts.length);
  for (const part of parts) {
    integer(part.length / 2);
    part.forEach(double);
  }
  return blob;
}
