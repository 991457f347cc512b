import type { Scenery } from '../drive.ts';
import type { Random } from '../random.ts';
import { nearBuilding } from './buildings.ts';
import type { Network } from './network.ts';
import type { Ground } from './open-ground.ts';
import type { Pose } from './reference-line.ts';
import { roadside, type Roadside } from './roadside.ts';

type Tree = Scenery['trees'][number];
type Sign = Scenery['signs'][number];

/** Distance of poles from the curb, m. */
const POST_M = 0.6;

/** Sign posts: what each approach has, speed limits along the streets, and warnings before building sites. */
export function signsOf(network: Network, ground: Ground): Sign[] {
  const signs: Sign[] = [];
  const add = (side: Roadside, s: number, kind: Sign['kind']): void => {
    const { x, y, headingRad } = side.at(s, POST_M);
    if (!ground.drivable(x, y)) signs.push({ x, y, headingRad: headingRad + Math.PI, kind });
  };
  for (const { mouth, control, crosswalk, rails } of network.approaches) {
    if (mouth.arriving === null) continue;
    const side = roadside(mouth.street, mouth.arrivingDirection);
    const back = mouth.arrivingDirection === 'forward' ? -1 : 1;
    if (control === 'stop' || control === 'yield') add(side, mouth.stationM + 1.2 * back, control);
    if (rails || (crosswalk && control !== 'light')) add(side, mouth.stationM + (rails ? 30 : 2.6) * back, 'crossing');
  }
  for (const { street, stationM } of network.worksSigns) add(roadside(street, 'forward'), stationM, 'works');
  for (const street of network.streets) {
    if (street.toM - street.fromM < 200) continue;
    for (const direction of ['forward', 'backward'] as const) {
      if (street.profileAt(street.fromM)[direction].length === 0) continue;
      const side = roadside(street, direction);
      for (let s = street.fromM + 70; s < street.toM; s += 240) add(side, s, 'speed');
    }
  }
  return signs;
}

/** Street lamps in towns and suburbs, on one side and the other in turn. */
export function lampsAlong(sides: readonly Roadside[], ground: Ground, random: Random): Scenery['lamps'] {
  const lamps: Scenery['lamps'] = [];
  const spacingM = random.between(28, 36);
  for (const side of sides) {
    const { setting } = side.street;
    if (setting !== 'town' && setting !== 'suburb') continue;
    const heightM = setting === 'town' ? 7 : 6;
    for (let s = side.fromM + (side.direction === 'forward' ? 8 : 8 + spacingM / 2); s < side.toM; s += spacingM) {
      const { x, y } = side.at(s, POST_M);
      if (!ground.drivable(x, y)) lamps.push({ x, y, heightM });
    }
  }
  return lamps;
}

/** Distance range from the outer edge of the sidewalk and spacing of the trees along a road, m; the size of crowns. */
interface Planting {
  awayM: [number, number];
  spacingM: [number, number];
  radiusM: [number, number];
}

const plantings: Record<Roadside['street']['setting'], Planting[]> = {
  town: [{ awayM: [0.5, 1.5], spacingM: [14, 40], radiusM: [1, 1.6] }],
  suburb: [
    { awayM: [1.2, 3.5], spacingM: [9, 24], radiusM: [1.2, 2.4] },
    { awayM: [14, 34], spacingM: [8, 22], radiusM: [1.8, 3.4] },
  ],
  rural: [
    { awayM: [3.5, 9], spacingM: [10, 36], radiusM: [1.5, 3] },
    { awayM: [12, 40], spacingM: [7, 22], radiusM: [2, 4] },
  ],
  highway: [
    { awayM: [7, 14], spacingM: [14, 50], radiusM: [1.5, 3] },
    { awayM: [16, 50], spacingM: [9, 24], radiusM: [2, 4] },
  ],
};

/** On wide sidewalks of towns trees stand in a row near the curb: m from the curb, least width of the sidewalk. */
const CURB_ROW_M = 0.8;
const CURB_ROW_SIDEWALK_M = 2.7;
/** Kept clear at the ends of streets, where trees would hide lights and people, m. */
const SIGHT_M = 14;

/** Trees along the roads; trunks stand off roads and sidewalks (but for rows at the curb) and clear of buildings. */
export function treesAlong(
  sides: readonly Roadside[],
  ground: Ground,
  buildings: Scenery['buildings'],
  posts: readonly { x: number; y: number }[],
  random: Random,
): Tree[] {
  const trees: Tree[] = [];
  const free = ({ x, y }: Pose, radiusM: number, onSidewalk: boolean): boolean =>
    [0, 1, 2, 3, 4, 5].every((k) => {
      const [px, py] = [x + 0.5 * Math.cos(k), y + 0.5 * Math.sin(k)];
      return onSidewalk ? !ground.drivable(px, py) : !ground.taken(px, py);
    }) &&
    !buildings.some((building) => nearBuilding(building, x, y, Math.min(radiusM, 1.2))) &&
    !posts.some((post) => Math.abs(post.x - x) + Math.abs(post.y - y) < 3);
  const rowsOfCurb = random.chance(0.55);
  const plant = (side: Roadside, planting: Planting, atCurb: boolean): void => {
    let s = side.fromM + SIGHT_M;
    while (s < side.toM - SIGHT_M) {
      const radiusM = random.between(...planting.radiusM);
      const away = random.between(...planting.awayM);
      const pose = side.at(s, atCurb ? CURB_ROW_M : side.sidewalkM + away);
      const heightM = radiusM * random.between(2.4, 3.4) + 1.2;
      const style = random.integer(0, 5);
      s += random.between(...planting.spacingM);
      if (free(pose, radiusM, atCurb)) trees.push({ x: pose.x, y: pose.y, heightM, radiusM, style });
    }
  };
  for (const side of sides) {
    const { setting } = side.street;
    const atCurb = setting === 'town' && rowsOfCurb && side.sidewalkM >= CURB_ROW_SIDEWALK_M;
    for (const planting of plantings[setting]) plant(side, planting, atCurb);
  }
  return trees;
}

/** Trees in the middle of roundabouts. */
export function islandTrees(network: Network, random: Random): Tree[] {
  return network.islands.flatMap(() =>
    Array.from({ length: random.integer(1, 4) }, () => {
      const angle = random.between(-Math.PI, Math.PI);
      const away = random.between(0, 5);
      const radiusM = random.between(1.2, 2.4);
      const heightM = radiusM * random.between(2.2, 3) + 1;
      return { x: away * Math.cos(angle), y: away * Math.sin(angle), heightM, radiusM, style: random.integer(0, 5) };
    }),
  );
}
