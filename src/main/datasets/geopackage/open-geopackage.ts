import Database from 'better-sqlite3';
import { geopackageProblem } from './geopackage-problem.ts';
import { GeometryFault, readGeometryBlob, type Geometry } from './geometry-blob.ts';

/** A row of a layer: its columns by name, and its geometry. */
interface LayerRow {
  columns: Readonly<Record<string, unknown>>;
  geometry: Geometry | null;
}

interface Layer {
  /** Identifier of the reference system in `gpkg_spatial_ref_sys`. */
  srsId: number;
  /** Rows with a geometry that can be read; `broken` is told of the others. */
  rows(broken: (reason: string) => void): IterableIterator<LayerRow>;
}

/** A GeoPackage that is open for reading. Nothing that its schema holds besides tables is used. */
export interface Geopackage {
  /** null where there is no such table. */
  layer(name: string): Layer | null;
  /** Values of the table `meta` by key. */
  meta(): Map<string, string>;
  /** Well-known text of a reference system; null where the file has none. */
  definitionOf(srsId: number): string | null;
  close(): void;
}

/** The largest layers of nuPlan's cities have some hundred thousand rows. */
const MAX_ROWS = 2_000_000;

/** Opens a map file. Throws ProblemError `map.unreadable`, also later where the file turns out to be damaged. */
export function openGeopackage(path: string, file: string): Geopackage {
  const told = <T>(work: () => T): T => {
    try {
      return work();
    } catch (cause) {
      if (cause instanceof Database.SqliteError) throw geopackageProblem('unreadable', file, cause.message, cause);
      throw cause;
    }
  };
  const db = told(() => new Database(path, { readonly: true, fileMustExist: true }));
  const tables = told(() => tablesOf(db));
  const has = (table: string, ...columns: string[]): boolean => {
    if (!tables.has(table)) return false;
    const there = told(() => db.pragma(`table_info("${table}")`) as { name: string }[]).map(({ name }) => name);
    return columns.every((column) => there.includes(column));
  };

  function* rowsOf(table: string, geometryColumn: string, broken: (reason: string) => void): Generator<LayerRow> {
    const select = db.prepare<[], Record<string, unknown>>(`SELECT * FROM "${table}" LIMIT ${MAX_ROWS}`);
    for (const columns of select.iterate()) {
      const blob = columns[geometryColumn];
      try {
        yield { columns, geometry: blob instanceof Uint8Array ? readGeometryBlob(blob) : null };
      } catch (error) {
        if (!(error instanceof GeometryFault)) throw error;
        broken(`${table}: ${error.message}`);
      }
    }
  }

  return {
    layer(name) {
      if (!has(name) || !has('gpkg_geometry_columns', 'table_name', 'column_name', 'srs_id')) return null;
      const about = told(() =>
        db
          .prepare<[string], { column_name: unknown; srs_id: unknown }>(
            'SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE table_name = ?',
          )
          .get(name),
      );
      if (typeof about?.column_name !== 'string' || typeof about.srs_id !== 'number') return null;
      const column = about.column_name;
      return { srsId: about.srs_id, rows: (broken) => withFaults(rowsOf(name, column, broken), file) };
    },
    meta() {
      if (!has('meta', 'key', 'value')) return new Map();
      const rows = told(() =>
        db.prepare<[], { key: unknown; value: unknown }>('SELECT key, value FROM meta LIMIT 1000').all(),
      );
      return new Map(rows.map(({ key, value }) => [String(key), String(value)]));
    },
    definitionOf(srsId) {
      if (!has('gpkg_spatial_ref_sys', 'srs_id', 'definition')) return null;
      const definition = told(() =>
        db
          .prepare<[number], unknown>('SELECT definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?')
          .pluck()
          .get(srsId),
      );
      return typeof definition === 'string' && definition.length < 10_000 && definition !== 'undefined'
        ? definition
        : null;
    },
    close: () => db.close(),
  };
}

/** Names of plain tables: views and the like could hide any amount of work. Closes a file that is none. */
function tablesOf(db: Database.Database): Set<string> {
  try {
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    const found = db.prepare<[], string>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%' AND sql NOT LIKE '%GENERATED%'",
    );
    return new Set(found.pluck().all());
  } catch (error) {
    db.close();
    throw error;
  }
}

/** A walk over rows on which damage of the file is told as a problem. */
function* withFaults(rows: Generator<LayerRow>, file: string): Generator<LayerRow> {
  try {
    yield* rows;
  } catch (cause) {
    if (cause instanceof Database.SqliteError) throw geopackageProblem('unreadable', file, cause.message, cause);
    throw cause;
  }
}
