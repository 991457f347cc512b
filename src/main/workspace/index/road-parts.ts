import type { PolygonRings } from '../../../shared/domain/map.ts';
import type { RoadMap } from '../../../shared/domain/road-map.ts';
import { encodeColumns } from './columns.ts';
import { roadTables, type RoadTable } from './road-tables.ts';
import { tileKeysOf, type Box } from './road-tiles.ts';

/** Part that tells where each roadblock and roadblock connector of a location lies. */
export const roadPlacesPart = (location: string): string => `road-places:${location}`;
/** Part of one tile of a location's roads. */
export const roadTilePart = (location: string, tile: string): string => `roads:${location}:${tile}`;

/** All parts of `roadParts` by name. */
export const encodeRoads = (location: string, map: RoadMap): Record<string, Buffer> =>
  Object.fromEntries(roadParts(location, map));

/**
 * The lane graph of a location as blobs of 250 m tiles, made one by one. A feature stands in every tile that its box
 * touches; lanes and connectors also in the tile where their roadblock is listed, so that a route is read whole.
 */
export function* roadParts(location: string, map: RoadMap): Generator<[part: string, body: Buffer]> {
  const homes = homesOf(map);
  const tiles = new Map<string, Partial<Record<RoadTable, number[]>>>();
  for (const table of Object.keys(roadTables) as RoadTable[]) {
    map[table].forEach((feature, row) => {
      const home = homes.get(blockOf(feature));
      for (const tile of new Set([...tileKeysOf(boxOf(feature.polygon)), ...(home === undefined ? [] : [home])])) {
        const rows = tiles.get(tile) ?? {};
        tiles.set(tile, rows);
        (rows[table] ??= []).push(row);
      }
    });
  }
  for (const [tile, rows] of tiles) {
    const columns = Object.assign(
      {},
      ...Object.entries(rows).map(([table, list]) => roadTables[table as RoadTable].encode(map, list)),
    ) as Parameters<typeof encodeColumns>[0];
    yield [roadTilePart(location, tile), encodeColumns(columns)];
  }
  yield [roadPlacesPart(location), encodeColumns({ blocks: [...homes.keys()], tiles: [...homes.values()] })];
}

/** The roadblock or roadblock connector that a feature belongs to or is. */
const blockOf = (feature: { id: string; roadblockId?: string; roadblockConnectorId?: string }): string =>
  feature.roadblockId ?? feature.roadblockConnectorId ?? feature.id;

function homesOf({ roadblocks, roadblockConnectors }: RoadMap): Map<string, string> {
  return new Map([...roadblocks, ...roadblockConnectors].map(({ id, polygon }) => [id, tileKeysOf(boxOf(polygon))[0]]));
}

/** Box of a polygon's exterior: minX minY maxX maxY, m. */
export function boxOf([exterior = []]: PolygonRings): Box {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < exterior.length; i += 2) {
    minX = Math.min(minX, exterior[i]);
    maxX = Math.max(maxX, exterior[i]);
    minY = Math.min(minY, exterior[i + 1]);
    maxY = Math.max(maxY, exterior[i + 1]);
  }
  return [minX, minY, maxX, maxY];
}
