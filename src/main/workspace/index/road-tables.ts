import type { PolygonRings, PolylineFlat } from '../../../shared/domain/map.ts';
import type { Lane, LaneConnector, RoadMap } from '../../../shared/domain/road-map.ts';
import { numbersOf, textsOf, type Columns } from './columns.ts';

/** The lists of a road map, each stored as a table of its own within a tile. */
export type RoadTable = keyof RoadMap;

interface Feature {
  id: string;
  polygon: PolygonRings;
}

/** How one list is laid out in columns and read back. `keep` is asked by row before geometry is unpacked. */
interface RoadTableCodec<F extends Feature> {
  encode(map: RoadMap, rows: readonly number[]): Columns;
  /** Texts of a row: its identifier first. */
  decode(columns: Columns, keep: (texts: readonly string[], firstRing: ArrayLike<number>) => boolean): F[];
}

interface Shape<F extends Feature> {
  texts: (feature: F) => string[];
  /** Lines that are stored as further rings behind those of the polygon. */
  lines: (feature: F) => PolylineFlat[];
  numbers: (feature: F) => number[];
  make: (texts: readonly string[], polygon: PolygonRings, lines: PolylineFlat[], numbers: ArrayLike<number>) => F;
}

/** Rings of all features on end: coordinates, where each ring starts, the first ring of each feature. */
function codecOf<F extends Feature>(
  table: RoadTable,
  listOf: (map: RoadMap) => F[],
  shape: Shape<F>,
): RoadTableCodec<F> {
  const name = (column: string): string => `${table}.${column}`;
  return {
    encode(map, rows) {
      const features = rows.map((row) => listOf(map)[row]);
      const rings = features.flatMap((feature) => [...feature.polygon, ...shape.lines(feature)]);
      const coords = new Float64Array(rings.reduce((sum, ring) => sum + ring.length, 0));
      const ringStart = new Uint32Array(rings.length + 1);
      rings.forEach((ring, r) => {
        coords.set(ring, ringStart[r]);
        ringStart[r + 1] = ringStart[r] + ring.length;
      });
      const firstRing = new Uint32Array(features.length + 1);
      features.forEach((feature, f) => {
        firstRing[f + 1] = firstRing[f] + feature.polygon.length + shape.lines(feature).length;
      });
      return {
        [name('texts')]: features.flatMap(shape.texts),
        [name('numbers')]: Float64Array.from(features.flatMap(shape.numbers)),
        [name('coords')]: coords,
        [name('ringStart')]: ringStart,
        [name('firstRing')]: firstRing,
      };
    },
    decode(columns, keep) {
      if (!(name('coords') in columns)) return [];
      const texts = textsOf(columns, name('texts'));
      const numbers = numbersOf(columns, name('numbers'));
      const coords = numbersOf(columns, name('coords'));
      const ringStart = numbersOf(columns, name('ringStart'));
      const firstRing = numbersOf(columns, name('firstRing'));
      const count = firstRing.length - 1;
      const [textWidth, numberWidth] = [texts.length / count, numbers.length / count];
      const found: F[] = [];
      for (let f = 0; f < count; f++) {
        const own = texts.slice(f * textWidth, (f + 1) * textWidth);
        const ring = (r: number) => coords.subarray(ringStart[r], ringStart[r + 1]);
        if (!keep(own, ring(firstRing[f]))) continue;
        const rings: number[][] = [];
        for (let r = firstRing[f]; r < firstRing[f + 1]; r++) rings.push(Array.from(ring(r)));
        const lines = shape.lines === noLines ? [] : rings.splice(-LANE_LINES);
        found.push(shape.make(own, rings, lines, numbers.subarray(f * numberWidth, (f + 1) * numberWidth)));
      }
      return found;
    },
  };
}

/** Centreline, left and right boundary. */
const LANE_LINES = 3;
const noLines = (): PolylineFlat[] => [];
const linesOf = (lane: Lane | LaneConnector): PolylineFlat[] => [
  lane.centreline,
  lane.leftBoundary,
  lane.rightBoundary,
];
const limitOf = (value: number): number | null => (Number.isNaN(value) ? null : value);

const areas = (table: Exclude<RoadTable, 'lanes' | 'connectors' | 'roadblockConnectors'>) =>
  codecOf<Feature>(table, (map) => map[table], {
    texts: ({ id }) => [id],
    lines: noLines,
    numbers: () => [],
    make: ([id], polygon) => ({ id, polygon }),
  });

export const roadTables = {
  lanes: codecOf<Lane>('lanes', (map) => map.lanes, {
    texts: ({ id, roadblockId }) => [id, roadblockId],
    lines: linesOf,
    numbers: ({ index, speedLimitMps }) => [index, speedLimitMps ?? NaN],
    make: ([id, roadblockId], polygon, [centreline, leftBoundary, rightBoundary], numbers) => ({
      id,
      roadblockId,
      index: numbers[0],
      polygon,
      centreline,
      leftBoundary,
      rightBoundary,
      speedLimitMps: limitOf(numbers[1]),
    }),
  }),
  connectors: codecOf<LaneConnector>('connectors', (map) => map.connectors, {
    texts: (c) => [c.id, c.roadblockConnectorId, c.fromLaneId, c.toLaneId, c.lightStopLineIds.join(' ')],
    lines: linesOf,
    numbers: ({ speedLimitMps }) => [speedLimitMps ?? NaN],
    make: ([id, roadblockConnectorId, fromLaneId, toLaneId, lights], polygon, lines, numbers) => ({
      id,
      roadblockConnectorId,
      fromLaneId,
      toLaneId,
      polygon,
      centreline: lines[0],
      leftBoundary: lines[1],
      rightBoundary: lines[2],
      speedLimitMps: limitOf(numbers[0]),
      lightStopLineIds: lights === '' ? [] : lights.split(' '),
    }),
  }),
  roadblocks: areas('roadblocks'),
  roadblockConnectors: codecOf<RoadMap['roadblockConnectors'][number]>(
    'roadblockConnectors',
    (map) => map.roadblockConnectors,
    {
      texts: (c) => [c.id, c.fromRoadblockId, c.toRoadblockId, c.intersectionId ?? ''],
      lines: noLines,
      numbers: () => [],
      make: ([id, fromRoadblockId, toRoadblockId, intersectionId], polygon) => ({
        id,
        fromRoadblockId,
        toRoadblockId,
        intersectionId: intersectionId === '' ? null : intersectionId,
        polygon,
      }),
    },
  ),
  intersections: areas('intersections'),
  carparks: areas('carparks'),
  stopLines: areas('stopLines'),
  crosswalks: areas('crosswalks'),
  walkways: areas('walkways'),
  otherDrivable: areas('otherDrivable'),
} as const;
