import type { PolylineFlat } from '../../../shared/domain/map.ts';
import type { Scenery } from '../drive.ts';
import { boundaryOffsets, edgeStrip, lineAlong, type Street } from './cross-section.ts';
import { TOWN_GROUND_M, type Corner, type Network } from './network.ts';
import { bayStrips } from './parking.ts';
import { circle, flatOf, movedRight, reversed, ringBetween } from './polylines.ts';
import { stations } from './reference-line.ts';
import { roadsides, type Roadside } from './roadside.ts';

type Surface = Scenery['surfaces'][number];

/** Length of one piece of a strip beside a road, m. */
const PIECE_M = 60;
/** Medians narrower than this are only paint. */
const LEAST_MEDIAN_M = 0.9;

function pieces(fromM: number, toM: number): [number, number][] {
  const count = Math.max(1, Math.ceil((toM - fromM) / PIECE_M));
  return Array.from({ length: count }, (_, i) => [
    fromM + ((toM - fromM) * i) / count,
    i + 1 === count ? toM : fromM + ((toM - fromM) * (i + 1)) / count,
  ]);
}

/** The ring of a strip beside a road, between two distances from the curb. */
function strip(side: Roadside, fromM: number, toM: number, nearM: number, farM: number): PolylineFlat {
  const at = stations(fromM, toM);
  if (side.direction === 'backward') at.reverse();
  const lineAt = (awayM: number): PolylineFlat => flatOf(at.map((s) => side.at(s, awayM)));
  return ringBetween(lineAt(nearM), lineAt(farM));
}

/** Lays the sidewalks of streets and corners; they are the walkways of the map. */
export function addWalkways(network: Network): void {
  const add = (ring: PolylineFlat): void => {
    network.roads.walkways.push({ id: network.nextId(), polygon: [ring] });
  };
  for (const side of roadsides(network)) {
    if (side.sidewalkM === 0) continue;
    for (const [fromM, toM] of pieces(side.fromM, side.toM)) add(strip(side, fromM, toM, 0, side.sidewalkM));
  }
  for (const { edge, sidewalkM } of network.corners) {
    if (sidewalkM > 0) add(ringBetween(edge, movedRight(edge, sidewalkM)));
  }
}

const hasCurbs = (street: Street): boolean => street.setting === 'town' || street.setting === 'suburb';

/** The parts of a street with bays where there are none: the sidewalk comes out to the lanes. */
function buildOuts(street: Street, direction: 'forward' | 'backward'): [number, number][] {
  if (street.parkingM[direction] === 0) return [];
  const strips = bayStrips(street);
  const starts = [street.fromM, ...strips.map(([, to]) => to)];
  const ends = [...strips.map(([from]) => from), street.toM];
  return starts.map((start, i) => [start, ends[i]]);
}

function medianLines(street: Street): { left: PolylineFlat; right: PolylineFlat } | null {
  const { medianM, forward, backward } = street.profileAt(street.fromM);
  if (medianM < LEAST_MEDIAN_M || forward.length === 0 || backward.length === 0) return null;
  const at = stations(street.fromM, street.toM);
  const lineAt = (direction: 'forward' | 'backward'): PolylineFlat =>
    lineAlong(street, at, (s) => boundaryOffsets(street.profileAt(s), direction)[0]);
  return { left: lineAt('backward'), right: lineAt('forward') };
}

/** Ground that is not asphalt, from below to above: town ground, sidewalks, medians, islands, building sites. */
export function surfacesOf(network: Network): Surface[] {
  const surfaces: Surface[] = [];
  const add = (kind: Surface['kind'], ring: PolylineFlat): void => {
    surfaces.push({ kind, polygon: [ring] });
  };
  for (const side of roadsides(network)) {
    if (side.street.setting !== 'town') continue;
    for (const [fromM, toM] of pieces(side.fromM, side.toM)) add('plaza', strip(side, fromM, toM, 0, TOWN_GROUND_M));
  }
  for (const ring of network.verges) add('plaza', ring);
  // The ground around a junction, which no street's strip covers.
  const town = network.approaches.find(({ mouth }) => mouth.street.setting === 'town');
  if (town !== undefined) {
    const { x, y } = town.mouth.pose;
    add('plaza', circle(0, 0, Math.sqrt(x * x + y * y) + TOWN_GROUND_M));
  }
  for (const { polygon } of network.roads.walkways) surfaces.push({ kind: 'sidewalk', polygon });
  for (const street of network.streets) {
    for (const direction of ['forward', 'backward'] as const) {
      for (const [fromM, toM] of buildOuts(street, direction)) {
        add('sidewalk', edgeStrip(street, direction, stations(fromM, toM), 0, street.parkingM[direction]));
      }
    }
    const median = medianLines(street);
    if (median !== null) add(street.setting === 'town' ? 'plaza' : 'grass', ringBetween(median.left, median.right));
  }
  for (const { ring, setting } of network.medians) add(setting === 'town' ? 'plaza' : 'grass', ring);
  for (const island of network.islands) add('grass', island);
  for (const { area } of network.works) add('gravel', area[0]);
  return surfaces;
}

const cornerCurb = ({ edge, curb }: Corner): PolylineFlat[] => (curb ? [edge] : []);

/** The curbs along sidewalks, medians and corners. */
export function curbsOf(network: Network): PolylineFlat[] {
  const curbs = network.corners.flatMap(cornerCurb);
  for (const side of roadsides(network)) {
    if (!hasCurbs(side.street)) continue;
    curbs.push(flatOf(stations(side.fromM, side.toM).map((s) => side.at(s, 0))));
    const { street, direction } = side;
    for (const [fromM, toM] of buildOuts(street, direction)) {
      const ring = edgeStrip(street, direction, stations(fromM, toM), 0, street.parkingM[direction]);
      curbs.push(ring.slice(ring.length / 2));
    }
  }
  for (const street of network.streets) {
    if (!hasCurbs(street)) continue;
    const { forward, backward } = street.profileAt(street.fromM);
    if (backward.length === 0 && street.sidewalkM.backward === 0 && forward.length > 0) {
      curbs.push(lineAlong(street, stations(street.fromM, street.toM), () => 0));
    }
    const median = medianLines(street);
    if (median !== null) curbs.push(median.left, reversed(median.right));
  }
  return curbs;
}
