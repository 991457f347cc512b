import { readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  encodeMap,
  mapPart,
  type IndexedMap,
  type MapFeature,
  type MapLayer,
} from '../../workspace/index/map-parts.ts';
import { arclinePoints, arclineSchema } from './arcline.ts';
import { namesIn } from '../files/on-disk.ts';
import { liesInside } from '../files/presence.ts';
import { skip, type SkippedRows } from '../clip/skipped-rows.ts';

/** The largest location takes about 40 MB. */
const MAX_BYTES = 256 << 20;
const VERSION = '1.3';

type Row = Readonly<Record<string, unknown>>;

/** Blobs of all locations that the map expansion has, by part name. */
export function mapExpansionParts(root: string, skipped: SkippedRows): Record<string, Buffer> {
  const folder = join(root, 'maps', 'expansion');
  const parts: Record<string, Buffer> = {};
  for (const name of namesIn(folder).filter((file) => file.endsWith('.json'))) {
    const refuse = (reason: string) => skip(skipped, `map expansion: ${reason}`, `maps/expansion/${name}`);
    const path = join(folder, name);
    if (!liesInside(realpathSync(root), path)) refuse('a link leads out of the data set');
    else if (statSync(path).size > MAX_BYTES) refuse(`a file of more than ${MAX_BYTES >> 20} MB`);
    else {
      const map = locationMap(path, refuse, skipped);
      if (map) parts[mapPart(basename(name, '.json'))] = encodeMap(map);
    }
  }
  return parts;
}

function locationMap(path: string, refuse: (reason: string) => void, skipped: SkippedRows): IndexedMap | null {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    refuse('a file that is not JSON or is cut off');
    return null;
  }
  if (!isRow(content)) {
    refuse('a file that is not a map');
    return null;
  }
  const version = typeof content['version'] === 'string' ? content['version'] : 'none';
  if (version !== VERSION) {
    refuse(`version ${VERSION} is needed, the file has ${version}; get the map expansion again`);
    return null;
  }
  return new LocationMap(content, (reason) => skip(skipped, `map expansion: ${reason}`, basename(path))).read();
}

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);
const tokensIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((token): token is string => typeof token === 'string') : [];

const polygonTables = {
  lanes: 'lane',
  laneConnectors: 'lane_connector',
  crossings: 'ped_crossing',
  walkways: 'walkway',
  carparks: 'carpark_area',
  stopLines: 'stop_line',
} as const satisfies Partial<Record<MapLayer, string>>;
const lineTables = { laneDividers: 'lane_divider', roadDividers: 'road_divider' } as const satisfies Partial<
  Record<MapLayer, string>
>;

/** Resolves a location's tables (node, line, polygon, layers) into plain geometry. */
class LocationMap {
  readonly #content: Row;
  readonly #skipped: (reason: string) => void;
  readonly #nodes = new Map<string, readonly [number, number]>();
  readonly #polygons: Map<unknown, Row>;
  readonly #lines: Map<unknown, Row>;

  constructor(content: Row, skipped: (reason: string) => void) {
    this.#content = content;
    this.#skipped = skipped;
    for (const { token, x, y } of this.#table('node')) {
      if (typeof token === 'string' && Number.isFinite(x) && Number.isFinite(y))
        this.#nodes.set(token, [x as number, y as number]);
      else skipped('a node without token or place');
    }
    this.#polygons = new Map(this.#table('polygon').map((row) => [row['token'], row]));
    this.#lines = new Map(this.#table('line').map((row) => [row['token'], row]));
  }

  read(): IndexedMap {
    const layers: IndexedMap['layers'] = {
      drivableArea: this.#table('drivable_area').flatMap((row) =>
        tokensIn(row['polygon_tokens']).flatMap((token) => this.#polygon(token)),
      ),
      intersections: this.#table('road_segment')
        .filter((row) => row['is_intersection'] === true)
        .flatMap((row) => this.#polygon(row['polygon_token'])),
      laneCentrelines: this.#centrelines(),
    };
    for (const [layer, table] of Object.entries(polygonTables)) {
      layers[layer as keyof typeof polygonTables] = this.#table(table).flatMap((row) =>
        this.#polygon(row['polygon_token']),
      );
    }
    for (const [layer, table] of Object.entries(lineTables)) {
      layers[layer as keyof typeof lineTables] = this.#table(table).flatMap((row) => this.#line(row['line_token']));
    }
    return { layers, trafficLights: this.#trafficLights() };
  }

  #table(name: string): Row[] {
    const rows = this.#content[name];
    return Array.isArray(rows) ? rows.filter(isRow) : [];
  }

  /** No feature, with a count, where the polygon or one of its nodes is not there. */
  #polygon(token: unknown): MapFeature[] {
    const row = this.#polygons.get(token);
    const exterior = row && this.#points(row['exterior_node_tokens']);
    if (!row || !exterior) {
      this.#skipped('a polygon that names nodes which are not there');
      return [];
    }
    const holes = Array.isArray(row['holes']) ? row['holes'].filter(isRow) : [];
    return [
      [
        exterior,
        ...holes.flatMap((hole) => {
          const points = this.#points(hole['node_tokens']);
          return points ? [points] : [];
        }),
      ],
    ];
  }

  #line(token: unknown): MapFeature[] {
    const points = this.#points(this.#lines.get(token)?.['node_tokens']);
    if (points) return [[points]];
    this.#skipped('a line that names nodes which are not there');
    return [];
  }

  #points(tokens: unknown): number[] | null {
    const names = tokensIn(tokens);
    const points: number[] = [];
    for (const name of names) {
      const node = this.#nodes.get(name);
      if (!node) return null;
      points.push(node[0], node[1]);
    }
    return points.length >= 4 ? points : null;
  }

  #centrelines(): MapFeature[] {
    const paths = this.#content['arcline_path_3'];
    if (!isRow(paths)) return [];
    return Object.values(paths).flatMap((path): MapFeature[] => {
      const line = arclineSchema.safeParse(path);
      if (line.success && line.data.length > 0) return [[arclinePoints(line.data)]];
      if (!line.success) this.#skipped('a lane centre line that cannot be read');
      return [];
    });
  }

  #trafficLights(): number[] {
    return this.#table('traffic_light').flatMap((row) => {
      const pose = row['pose'];
      if (!isRow(pose)) return [];
      const { tx, ty, rz } = pose;
      return Number.isFinite(tx) && Number.isFinite(ty) && Number.isFinite(rz)
        ? [tx as number, ty as number, rz as number]
        : [];
    });
  }
}
