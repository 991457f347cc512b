import type { AgentKind } from '../drive.ts';
import { boxesOverlap, type Box } from './boxes.ts';
import { makeVehicle } from './cast.ts';
import type { Segment } from './network.ts';
import { pathAlong } from './make-path.ts';
import { pointAt, valueAt } from './path.ts';
import { boxOfVehicle, type Vehicle, type World } from './road-users.ts';
import { wander } from './routes.ts';

/** How much else is on the roads. */
export interface Density {
  /** Vehicles a kilometre of lane, under way at the start. */
  perKm: number;
  /** Vehicles an hour that enter each lane at the edge of the map. */
  perHour: number;
  /** At most so many vehicles. */
  most: number;
  /** Shares of kinds, else cars; they need not sum to 1. */
  kinds: Partial<Record<AgentKind, number>>;
}

const NEAR_EGO_M = 130;
const APPEARS_M = 70;
/** Free road before and behind a vehicle at the start, m. */
const CLEAR_M = 7;

/** Adds background traffic near where the ego will be, on lanes that `skip` does not hold back. */
export function addTraffic(world: World, density: Density, steps: number, skip: (lane: Segment) => boolean): void {
  const random = world.random.fork('traffic');
  const lanes = world.network.segments.filter((one) => !one.isConnector && one.lengthM > 8 && !skip(one));
  const places: { lane: Segment; atM: number; firstStep: number }[] = [];
  for (const lane of lanes) {
    const spacing = 1000 / Math.max(density.perKm, 0.01);
    for (let at = random.between(3, spacing); at < lane.lengthM - 6; at += random.between(0.5, 1.5) * spacing) {
      places.push({ lane, atM: at, firstStep: 0 });
    }
    if (lane.previous.length) continue;
    const headway = 36000 / Math.max(density.perHour, 0.01);
    for (let step = random.between(5, headway); step < steps - 40; step += random.between(0.5, 1.5) * headway) {
      places.push({ lane, atM: 8, firstStep: Math.floor(step) });
    }
  }
  const near = places.filter(({ lane, atM, firstStep }) => nearEgo(world, lane, atM, firstStep));
  const share = Math.min(1, density.most / near.length);
  for (const place of near) if (random.chance(share)) addOne(world, place, density, steps);
}

function nearEgo(world: World, lane: Segment, atM: number, firstStep: number): boolean {
  const at = pointAt(pathAlong([lane]), atM);
  const { ego } = world;
  const reach = ego.atM + 320;
  let near = false;
  for (let s = ego.atM - 60; s < reach; s += 25) {
    const point = pointAt(ego.path, s);
    const distance = Math.hypot(point.x - at.x, point.y - at.y);
    // Nobody appears out of nothing where the ego could see it.
    if (firstStep && distance < APPEARS_M) return false;
    if (distance < (firstStep ? 260 : NEAR_EGO_M)) near = true;
  }
  return near;
}

function addOne(
  world: World,
  { lane, atM, firstStep }: { lane: Segment; atM: number; firstStep: number },
  density: Density,
  steps: number,
): void {
  const random = world.random.fork(`vehicle ${world.vehicles.length} ${lane.id} ${firstStep}`);
  const kind = kindOf(density, random.next());
  const way = wander(lane, steps * 0.1 * lane.limitMps + 80, random, kind === 'truck' || kind === 'bus');
  const vehicle = makeVehicle(
    { name: `${kind} ${world.vehicles.length}`, role: 'traffic', kind, path: pathAlong(way), atM, firstStep },
    random,
  );
  vehicle.changesLanes = kind !== 'bicycle' && random.chance(0.5);
  // Whoever is near the end of the lane may have to stop there.
  const rest = Math.max(0, lane.lengthM - atM - 8);
  const entry = way[1] && world.junctions.get(way[1].id);
  const green = entry?.control === 'light' && world.lights.get(way[1].id)?.states[0] === 'green';
  if (entry && !green) vehicle.speedMps = Math.min(vehicle.speedMps, Math.sqrt(2.4 * rest));
  if (firstStep === 0 && !hasRoom(world, vehicle)) return;
  world.vehicles.push(vehicle);
}

/** Whether a vehicle could start where it is: no one in its box, nor close before or behind. */
function hasRoom(world: World, vehicle: Vehicle): boolean {
  const box = boxOfVehicle(vehicle);
  const long: Box = {
    ...box,
    halfLengthM: box.halfLengthM + CLEAR_M + vehicle.speedMps * 0.8,
    halfWidthM: box.halfWidthM + 0.2,
  };
  for (const other of world.vehicles) {
    if (other.firstStep > 0) continue;
    if (boxesOverlap(long, boxOfVehicle(other))) return false;
  }
  return !world.fixtures.some((fixture) => boxesOverlap(long, fixture)) && valueAt(vehicle.wanted, vehicle.atM) > 0.5;
}

function kindOf(density: Density, draw: number): AgentKind {
  let rest = draw;
  for (const [kind, share] of Object.entries(density.kinds) as [AgentKind, number][]) {
    if ((rest -= share) < 0) return kind;
  }
  return 'car';
}
