import { insideRings } from '../roads/rings.ts';
import { boxesOverlap, distanceToBox, type Box } from '../traffic/boxes.ts';
import { offsetLine, pointAt, projectOnto, type Path } from '../traffic/path.ts';
import { alongLine, lineLength } from '../traffic/walking.ts';
import { boxOfVehicle } from '../traffic/road-users.ts';
import { parkingBays } from '../roads/parking.ts';
import { addFixture, addWalker, besidePath, type Ground, type Scene } from './scene.ts';

const REACH_M = 26;

/** Distances from a path to the left and right edges of the drivable ground, m, both positive. */
export function roadEdges(ground: Pick<Ground, 'grounds'>, path: Path, atM: number): { leftM: number; rightM: number } {
  const edge = (side: 1 | -1): number => {
    for (let m = 0.5; m < REACH_M; m += 0.25) {
      const point = besidePath(path, atM, side * m);
      if (!ground.grounds.isDrivable(point.x, point.y)) return m;
    }
    return REACH_M;
  };
  return { leftM: edge(1), rightM: edge(-1) };
}

/** A line across the road at a distance along the path, from beyond one edge to beyond the other. */
export function lineAcross(
  ground: Ground,
  path: Path,
  atM: number,
  fromRight: boolean,
  beyondM = 1.6,
  slantM = 0,
): number[] {
  const { leftM, rightM } = roadEdges(ground, path, atM);
  const right = besidePath(path, atM, -(rightM + beyondM));
  const left = besidePath(path, atM + slantM, leftM + beyondM);
  return fromRight ? [right.x, right.y, left.x, left.y] : [left.x, left.y, right.x, right.y];
}

/** Distances along a path at which it crosses a crosswalk, with the edges of that crosswalk as a line to walk. */
export function crosswalksOn(
  ground: Ground,
  path: Path,
  fromM: number,
  toM: number,
): { atM: number; line: number[] }[] {
  const found: { atM: number; line: number[] }[] = [];
  for (const { polygon } of ground.place.roads.crosswalks) {
    let first = -1;
    let last = -1;
    for (let s = Math.max(0, fromM); s < toM; s += 0.5) {
      const at = pointAt(path, s);
      if (!insideRings(polygon, at.x, at.y)) continue;
      if (first < 0) first = s;
      last = s;
    }
    if (first < 0) continue;
    const atM = (first + last) / 2;
    // The longer direction of the ring through its middle is the way people walk.
    const middle = pointAt(path, atM);
    const ring = polygon[0];
    let [cos, sin, length] = [1, 0, 0];
    for (let i = 0; i < ring.length; i += 2) {
      const j = (i + 2) % ring.length;
      const edge = Math.hypot(ring[j] - ring[i], ring[j + 1] - ring[i + 1]);
      if (edge > length) [cos, sin, length] = [(ring[j] - ring[i]) / edge, (ring[j + 1] - ring[i + 1]) / edge, edge];
    }
    const reach = (side: 1 | -1): number => {
      let m = 0;
      while (m < 40 && insideRings(polygon, middle.x + side * cos * m, middle.y + side * sin * m)) m += 0.25;
      return m + 1.4;
    };
    const [ahead, back] = [reach(1), reach(-1)];
    found.push({
      atM,
      line: [middle.x - cos * back, middle.y - sin * back, middle.x + cos * ahead, middle.y + sin * ahead],
    });
  }
  return found.sort((a, b) => a.atM - b.atM);
}

/** Parks vehicles in the bays near the ego's way, with the share given; bays that `skip` names stay free. */
export function fillBays(
  scene: Scene,
  share: number,
  skip: (atM: number, leftM: number) => boolean = () => false,
): void {
  const random = scene.random.fork('bays');
  const { ego } = scene;
  for (const bay of parkingBays(scene.place.roads)) {
    const taken = random.chance(share);
    const kind = random.chance(0.12) ? 'van' : 'car';
    const along = random.between(-0.35, 0.35);
    const at = projectOnto(ego.path, bay.x, bay.y, ego.atM - 40, ego.atM + 330);
    if (!taken || Math.abs(at.leftM) > 40 || skip(at.atM, at.leftM)) continue;
    const x = bay.x + Math.cos(bay.headingRad) * along;
    const y = bay.y + Math.sin(bay.headingRad) * along;
    const lengthM = random.between(3.9, 4.8);
    const widthM = Math.min(bay.widthM - 0.3, random.between(1.72, 1.9));
    addFixture(scene, { kind, x, y, headingRad: bay.headingRad, body: { lengthM, widthM } }, 'traffic');
  }
}

/** People who walk along the sidewalks beside the ego's way; `share` of them children. */
export function addStrollers(scene: Scene, count: number, share = 0.08): void {
  const random = scene.random.fork('strollers');
  const { ego } = scene;
  for (let i = 0; i < count; i++) {
    const atM = ego.atM + random.between(-5, 150);
    const side = random.chance(0.5) ? 1 : -1;
    const inward = random.between(0.7, 1.6);
    const length = random.between(25, 45) * (random.chance(0.5) ? 1 : -1);
    const kind = random.chance(share) ? 'child' : 'pedestrian';
    const paceMps = kind === 'child' ? random.between(1, 1.6) : random.between(0.9, 1.6);
    const edges = roadEdges(scene, ego.path, atM);
    const leftM = side > 0 ? edges.leftM + inward : -(edges.rightM + inward);
    if (Math.abs(leftM) > REACH_M - 1) continue;
    const whole = offsetLine(ego.path, atM, Math.max(2, atM + length), leftM);
    const line = walkablePart(scene, whole);
    if (lineLength(line) < 6 || !isClear(scene, line)) continue;
    addWalker(scene, { kind, line, paceMps, moving: true, careful: false }, 'traffic');
  }
}

function walkablePart(ground: Ground, line: readonly number[]): number[] {
  const part: number[] = [];
  for (let i = 0; i < line.length; i += 2) {
    if (!ground.grounds.isWalkway(line[i], line[i + 1])) break;
    part.push(line[i], line[i + 1]);
  }
  return part.length >= 4 ? part : [0, 0, 0, 0];
}

/** Whether a walker's line keeps clear of what stands there and of the lines of others. */
export function isClear(scene: Scene, line: readonly number[], ownM = 0.45): boolean {
  const { scenery } = scene.place;
  const posts = [...scenery.trees, ...scenery.lamps, ...scenery.signs];
  for (let s = 0; s <= lineLength(line); s += 0.5) {
    const { x, y } = alongLine(line, s);
    if (posts.some((post) => Math.abs(post.x - x) < 0.9 && Math.abs(post.y - y) < 0.9)) return false;
    if (scenery.lightHeads.some((head) => Math.abs(head.mastX - x) < 0.8 && Math.abs(head.mastY - y) < 0.8))
      return false;
    if (scene.world.fixtures.some((fixture) => distanceToBox(fixture, x, y) < ownM)) return false;
    for (const house of scenery.buildings) {
      if (Math.abs(house.x - x) > 40 || Math.abs(house.y - y) > 40) continue;
      if (distanceToBox(boxOfHouse(house), x, y) < ownM) return false;
    }
  }
  return true;
}

export const boxOfHouse = (house: Scene['place']['scenery']['buildings'][number]): Box => ({
  x: house.x,
  y: house.y,
  headingRad: house.headingRad,
  halfLengthM: house.lengthM / 2,
  halfWidthM: house.widthM / 2,
});

/** Whether a box is free of fixtures and of vehicles at the start. */
export function isFree(scene: Scene, box: Box): boolean {
  return (
    !scene.world.fixtures.some((fixture) => boxesOverlap(box, fixture, 0.2)) &&
    !scene.world.vehicles.some((vehicle) => boxesOverlap(box, boxOfVehicle(vehicle), 0.5))
  );
}
