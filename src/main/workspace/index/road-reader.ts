import type { Database } from 'better-sqlite3';
import { partsOfClipId } from '../../../shared/domain/clip.ts';
import { emptyRoads, type RoadMap } from '../../../shared/domain/road-map.ts';
import { bodiesOfClip, partOfBodies } from './clip-bodies.ts';
import type { ClipAbout } from './clip-parts.ts';
import { decodeColumns, textsOf } from './columns.ts';
import { boxOf, roadPlacesPart, roadTilePart } from './road-parts.ts';
import { roadTables, type RoadTable } from './road-tables.ts';
import { boxesTouch, tileKeysOf, type Box } from './road-tiles.ts';

/**
 * The lane graph around a clip: what touches `bounds`, and every roadblock of the clip's routes with its lanes, however far
 * it lies. null where the data set has no such map of the clip's location.
 */
export function readRoads(db: Database, clipId: string, bounds: Box): RoadMap | null {
  const location = db.prepare<[string], string>('SELECT location FROM clip WHERE clip_id = ?').pluck().get(clipId);
  if (location === undefined) return null;
  const { datasetId } = partsOfClipId(clipId);
  return readRoadsOf(db, datasetId, location, bounds, new Set(routeOfClip(db, clipId)));
}

/** The lane graph of a location inside a box, and the whole of the roadblocks named by `route`. */
export function readRoadsOf(
  db: Database,
  datasetId: string,
  location: string,
  bounds: Box,
  route: ReadonlySet<string> = new Set(),
): RoadMap | null {
  const part = db
    .prepare<[string, string], Buffer>('SELECT body FROM dataset_part WHERE dataset_id = ? AND part = ?')
    .pluck();
  const places = part.get(datasetId, roadPlacesPart(location));
  if (!places) return null;
  const roads = emptyRoads();
  const seen = new Set<string>();
  for (const tile of new Set([...tileKeysOf(bounds), ...tilesOf(places, route)])) {
    const body = part.get(datasetId, roadTilePart(location, tile));
    if (body) addTile(roads, body, bounds, route, seen);
  }
  return roads;
}

function tilesOf(places: Buffer, route: ReadonlySet<string>): string[] {
  if (route.size === 0) return [];
  const columns = decodeColumns(places);
  const tiles = textsOf(columns, 'tiles');
  return textsOf(columns, 'blocks').flatMap((block, i) => (route.has(block) ? [tiles[i]] : []));
}

/** Roadblocks of all routes that the clip's frames have. */
function routeOfClip(db: Database, clipId: string): string[] {
  const bodies = bodiesOfClip(db, clipId);
  const body = bodies && partOfBodies(db, bodies, 'about');
  if (!body) return [];
  const { driving } = JSON.parse(body.toString('utf8')) as ClipAbout;
  if (!driving) return [];
  const { window } = bodies;
  const used = window ? driving.routeOf.slice(window.firstFrame, window.lastFrame + 1) : driving.routeOf;
  return [...new Set(used)].flatMap((route) => driving.routes[route] ?? []);
}

function addTile(roads: RoadMap, body: Buffer, bounds: Box, route: ReadonlySet<string>, seen: Set<string>): void {
  const columns = decodeColumns(body);
  const wanted = (table: RoadTable) => (texts: readonly string[], ring: ArrayLike<number>) => {
    const key = `${table} ${texts[0]}`;
    if (seen.has(key)) return false;
    const isLane = table === 'lanes' || table === 'connectors';
    const isBlock = table === 'roadblocks' || table === 'roadblockConnectors';
    const isOnRoute = (isLane && route.has(texts[1])) || (isBlock && route.has(texts[0]));
    if (!isOnRoute && !boxesTouch(boxOf([Array.from(ring)]), bounds)) return false;
    seen.add(key);
    return true;
  };
  const decode = <T extends RoadTable>(table: T): void => {
    const list: unknown[] = roads[table];
    list.push(...roadTables[table].decode(columns, wanted(table)));
  };
  (Object.keys(roadTables) as RoadTable[]).forEach(decode);
}
