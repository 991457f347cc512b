import { STEP_S, type AgentKind, type Environment, type LightPhases, type Place } from '../drive.ts';
import type { Random } from '../random.ts';
import type { PlaceKind } from '../roads/make-place.ts';
import { makeFixture, makeVehicle, makeWalker } from '../traffic/cast.ts';
import { groundsOf, type Grounds } from '../traffic/drivable.ts';
import { junctionsOf, type Junctions } from '../traffic/junctions.ts';
import { networkOf, type Network, type Segment } from '../traffic/network.ts';
import { pathAlong, shiftedPath, type Shift } from '../traffic/make-path.ts';
import { pointAt, valueAt, type Path } from '../traffic/path.ts';
import type { Density } from '../traffic/populate.ts';
import type { Fixture, Vehicle, Walker, World } from '../traffic/road-users.ts';
import { waysTo, wander } from '../traffic/routes.ts';

/** A kind of thing that happens on roads: where it can, and who does what. */
export interface Scenario {
  name: string;
  /** Share among all drives, before division by the sum. */
  weight: number;
  places: readonly PlaceKind[];
  /** Labels of which at least one must come true, `name` only; empty where the drive is one whatever happens. */
  expects: readonly string[];
  lights?: readonly Environment['light'][];
  weathers?: readonly Environment['weather'][];
  density: Density;
  /** Background traffic keeps off these lanes at the start. */
  skip?: (scene: Scene, lane: Segment) => boolean;
  /** The ego's way and where on it it starts; null where the place has none. Straight through the middle where absent. */
  route?: (scene: Ground) => EgoStart | null;
  /** Adds who takes part; false where the place has no room for it. */
  cast: (scene: Scene) => boolean | void;
}

export interface EgoStart {
  way: Segment[];
  atM: number;
  /** Wanted speed there where absent. */
  speedMps?: number;
  shifts?: Shift[];
}

/** A place with its lane graph, before anybody is there. */
export interface Ground {
  place: Place;
  network: Network;
  junctions: Junctions;
  grounds: Grounds;
  lights: Map<string, LightPhases>;
  random: Random;
  steps: number;
  environment: Environment;
}

export interface Scene extends Ground {
  world: World;
  ego: Vehicle;
}

export function groundOf(
  place: Place,
  lights: readonly LightPhases[],
  environment: Environment,
  random: Random,
  steps: number,
): Ground {
  const network = networkOf(place.roads);
  return {
    place,
    network,
    junctions: junctionsOf(place, network),
    grounds: groundsOf(place),
    lights: new Map(lights.map((one) => [one.connectorId, one])),
    random,
    steps,
    environment,
  };
}

/**
 * A way through a segment that passes `test`, near the middle of the place. The ego starts `beforeM` before a connector, or
 * before the point of a lane that is nearest to the middle.
 */
export function wayThrough(ground: Ground, test: (segment: Segment) => boolean, beforeM: number): EgoStart | null {
  const candidates = ground.network.segments.filter(
    (one) => test(one) && distanceFromMiddle(one) < 70 && reachable(one),
  );
  const random = ground.random.fork('way');
  for (let tries = 0; tries < 6 && candidates.length; tries++) {
    const chosen = random.pick(candidates);
    const before = waysTo(chosen, beforeM + 60, random);
    const length = before.reduce((sum, one) => sum + one.lengthM, 0);
    const after = wander(chosen, ground.steps * STEP_S * 34 + 150, random);
    const atM = Math.max(20, length + (chosen.isConnector ? 0 : middleOn(chosen)) - beforeM);
    const wholeM = length + after.reduce((sum, one) => sum + one.lengthM, 0);
    const neededM = ground.steps * STEP_S * Math.max(...after.map((one) => one.limitMps)) + 30;
    if (wholeM - atM > neededM) return { way: [...before, ...after], atM };
  }
  return null;
}

/** Distance along a segment at which it is nearest to the origin, m. */
function middleOn({ line }: Segment): number {
  let [at, best, nearest] = [0, 0, Infinity];
  for (let i = 0; i < line.length; i += 2) {
    if (i) at += Math.hypot(line[i] - line[i - 2], line[i + 1] - line[i - 1]);
    const distance = Math.hypot(line[i], line[i + 1]);
    if (distance < nearest) [best, nearest] = [at, distance];
  }
  return best;
}

const reachable = (segment: Segment): boolean => segment.previous.length > 0 || segment.lengthM > 100;

/** Least distance of a segment's points from the origin, m. */
function distanceFromMiddle(segment: Segment): number {
  let least = Infinity;
  for (let i = 0; i < segment.line.length; i += 2) {
    least = Math.min(least, Math.hypot(segment.line[i], segment.line[i + 1]));
  }
  return least;
}

export function beginScene(ground: Ground, start: EgoStart): Scene {
  const centre = pathAlong(start.way);
  const path = shiftedPath(centre, start.shifts ?? []);
  const speed = start.speedMps === undefined ? {} : { speedMps: start.speedMps };
  const ego = makeVehicle(
    { name: 'ego', role: 'ego', kind: 'car', path, atM: start.atM, ...speed },
    ground.random.fork('ego'),
  );
  if (start.speedMps === undefined) ego.speedMps = valueAt(ego.wanted, start.atM) * 0.97;
  const world: World = {
    step: 0,
    place: ground.place,
    network: ground.network,
    junctions: ground.junctions,
    ego,
    route: { driven: path, centre },
    vehicles: [ego],
    walkers: [],
    fixtures: [],
    lights: ground.lights,
    random: ground.random.fork('world'),
  };
  return { ...ground, world, ego };
}

/** Adds a vehicle of the scenario. */
export function addActor(
  scene: Scene,
  kind: AgentKind,
  path: Path,
  atM: number,
  more: Partial<
    Pick<Vehicle, 'act' | 'extraSignals' | 'capMps' | 'heedsLights' | 'heedsOthers' | 'firstStep' | 'speedMps'>
  > &
    Pick<Parameters<typeof makeVehicle>[0], 'driver' | 'body'> = {},
): Vehicle {
  const name = `${kind} ${scene.world.vehicles.length}`;
  const { driver, body, ...rest } = more;
  const part = { name, role: 'actor' as const, kind, path, atM, ...(driver && { driver }), ...(body && { body }) };
  const vehicle = makeVehicle(part, scene.random.fork(name));
  Object.assign(vehicle, rest);
  scene.world.vehicles.push(vehicle);
  return vehicle;
}

export function addWalker(
  scene: Scene,
  part: Omit<Parameters<typeof makeWalker>[0], 'name' | 'role'>,
  role: Walker['role'] = 'actor',
): Walker {
  const name = `${part.kind} ${scene.world.walkers.length}`;
  const walker = makeWalker({ name, role, ...part }, scene.random.fork(name));
  scene.world.walkers.push(walker);
  return walker;
}

export function addFixture(
  scene: Scene,
  part: Omit<Parameters<typeof makeFixture>[0], 'name' | 'role'>,
  role: Fixture['role'] = 'actor',
): Fixture {
  const name = `still ${part.kind} ${scene.world.fixtures.length}`;
  const fixture = makeFixture({ name, role, ...part }, scene.random.fork(name));
  scene.world.fixtures.push(fixture);
  return fixture;
}

/** A point beside a path: `leftM` to its left at a distance along it. */
export function besidePath(path: Path, atM: number, leftM: number): { x: number; y: number; headingRad: number } {
  const at = pointAt(path, atM);
  return {
    x: at.x - Math.sin(at.headingRad) * leftM,
    y: at.y + Math.cos(at.headingRad) * leftM,
    headingRad: at.headingRad,
  };
}
