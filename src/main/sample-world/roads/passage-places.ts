import type { Random } from '../random.ts';
import { addJunction, CROSSWALK_GAP_M, CROSSWALK_M, type Control } from './junction.ts';
import type { Mouth, Network } from './network.ts';
import { ahead, beside, bend, referenceLine, straight, type ReferenceLine } from './reference-line.ts';
import { streetOf, throughLengthM, twoWayStyle, type StreetStyle } from './street-styles.ts';
import { addStreet } from './street.ts';

const BEFORE_M = 290;
const STRAIGHT_M = 120;

/** A street of a style through the origin, straight around it, with a gap of `gapM` in the middle of it. */
function addGappedStreet(
  network: Network,
  random: Random,
  style: StreetStyle,
  gapM: number,
): { line: ReferenceLine; gapFromM: number; before: Mouth; after: Mouth } {
  const headingRad = random.between(-Math.PI, Math.PI);
  const curve = bend(random.between(150, 400), random.between(-0.5, 0.5), 40);
  const gapFromM = BEFORE_M - gapM / 2;
  const start = { x: -BEFORE_M * Math.cos(headingRad), y: -BEFORE_M * Math.sin(headingRad), headingRad };
  const course = [...straight(BEFORE_M + STRAIGHT_M), ...curve, ...straight(throughLengthM(style.speedLimitMps) - 150)];
  const line = referenceLine(start, course);
  const before = addStreet(network, streetOf(style, line, 0, gapFromM)).end;
  const after = addStreet(network, streetOf(style, line, gapFromM + gapM)).start;
  return { line, gapFromM, before, after };
}

/** A crosswalk between junctions, with or without lights. */
export function addMidBlockCrossing(network: Network, random: Random): void {
  const style = twoWayStyle(random, random.pick([1, 1, 2]), random.pick(['town', 'town', 'suburb'] as const));
  const gapM = CROSSWALK_M + 2 * CROSSWALK_GAP_M;
  const { before, after } = addGappedStreet(network, random, { ...style, shoulderM: 0 }, gapM);
  const control: Control = random.chance(0.4) ? 'light' : 'none';
  const rest = { leadM: gapM / 4, stopLine: true, rank: 1 };
  addJunction(
    network,
    [
      { ...rest, mouth: before, crosswalk: true },
      { ...rest, mouth: after, crosswalk: false },
    ],
    () => control,
  );
}

const TRACK_M = 4.5;

/** A level crossing with lights; its tracks run across the street, two or one. */
export function addRailwayCrossing(network: Network, random: Random): void {
  const style = twoWayStyle(random, 1, random.pick(['suburb', 'rural'] as const));
  const tracks = random.integer(1, 2);
  const gapM = 7 + tracks * TRACK_M;
  const { line, gapFromM, before, after } = addGappedStreet(network, random, style, gapM);
  const middle = line.at(gapFromM + gapM / 2);
  const along = { ...middle, headingRad: middle.headingRad + Math.PI / 2 + random.between(-0.12, 0.12) };
  for (let track = 0; track < tracks; track++) {
    const pose = beside(along, (track - (tracks - 1) / 2) * TRACK_M);
    const points = Array.from({ length: 51 }, (_, i) => ahead(pose, (i - 25) * 10));
    network.rails.push(points.flatMap(({ x, y }) => [x, y]));
  }
  const rest = { leadM: gapM / 4, stopLine: true, rank: 1, crosswalk: false };
  addJunction(
    network,
    [
      { ...rest, mouth: before },
      { ...rest, mouth: after },
    ],
    () => 'light',
  );
}
