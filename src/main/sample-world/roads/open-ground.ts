import type { PolygonRings, PolylineFlat } from '../../../shared/domain/map.ts';
import type { Network } from './network.ts';
import { boundsOfRing, insideRing } from './rings.ts';

const CELL_M = 20;
/** Ground beside a track that stays free, m from its middle. */
const RAILS_M = 4;

/** What is where: tells whether a point lies on ground that something else needs. */
export interface Ground {
  drivable(x: number, y: number): boolean;
  /** On drivable ground, a sidewalk, a building site or a track. */
  taken(x: number, y: number): boolean;
}

/** Point tests in rings, by a grid of the cells that each ring's box touches. */
function ringIndex(rings: readonly PolylineFlat[]): (x: number, y: number) => boolean {
  const cells = new Map<number, PolylineFlat[]>();
  const keyOf = (i: number, j: number): number => (i + 5000) * 10000 + (j + 5000);
  for (const ring of rings) {
    const [x0, y0, x1, y1] = boundsOfRing(ring);
    for (let i = Math.floor(x0 / CELL_M); i <= Math.floor(x1 / CELL_M); i++) {
      for (let j = Math.floor(y0 / CELL_M); j <= Math.floor(y1 / CELL_M); j++) {
        const key = keyOf(i, j);
        const list = cells.get(key);
        if (list === undefined) cells.set(key, [ring]);
        else list.push(ring);
      }
    }
  }
  return (x, y) =>
    cells.get(keyOf(Math.floor(x / CELL_M), Math.floor(y / CELL_M)))?.some((ring) => insideRing(ring, x, y)) ?? false;
}

const exteriors = (areas: readonly { polygon: PolygonRings }[]): PolylineFlat[] =>
  areas.map(({ polygon }) => polygon[0]);

/** A band around each segment of a line. */
function bandAround(line: PolylineFlat, halfM: number): PolylineFlat[] {
  const bands: PolylineFlat[] = [];
  for (let i = 2; i < line.length; i += 2) {
    const dx = line[i] - line[i - 2];
    const dy = line[i + 1] - line[i - 1];
    const scale = halfM / Math.sqrt(dx * dx + dy * dy);
    const [nx, ny] = [-dy * scale, dx * scale];
    const [ax, ay, bx, by] = [line[i - 2], line[i - 1], line[i], line[i + 1]];
    bands.push([ax - nx, ay - ny, bx - nx, by - ny, bx + nx, by + ny, ax + nx, ay + ny]);
  }
  return bands;
}

/** The ground of a network whose sidewalks are laid. */
export function groundOf(network: Network): Ground {
  const { roads } = network;
  const drivable = ringIndex([
    ...exteriors(roads.roadblocks),
    ...exteriors(roads.intersections),
    ...exteriors(roads.carparks),
    ...exteriors(roads.otherDrivable),
  ]);
  const other = ringIndex([
    ...exteriors(roads.walkways),
    ...network.works.map(({ area }) => area[0]),
    ...network.rails.flatMap((line) => bandAround(line, RAILS_M)),
    ...network.islands,
  ]);
  return { drivable, taken: (x, y) => drivable(x, y) || other(x, y) };
}
