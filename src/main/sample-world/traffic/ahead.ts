import type { Box } from './boxes.ts';
import { projectOnto } from './path.ts';
import { agentSignals } from '../drive.ts';
import { boxOfVehicle, frontOf, type Vehicle, type Walker, type World } from './road-users.ts';

/** Something in the way: distance from the front, and its speed along the way, m and m/s. */
export interface Obstacle {
  gapM: number;
  speedMps: number;
  what: Vehicle | Walker | Box;
}

const SIDE_MARGIN_M = 0.35;
const FIXED_MARGIN_M = 0.2;
const PERSON_MARGIN_M = 0.7;
const DOOR_M = 0.95;
/** Sideways speed from which somebody counts as crossing, m/s. */
const CROSSING_MPS = 0.5;

/** Everything that is in the vehicle's way, or will be when it gets there. */
export function obstaclesAhead(vehicle: Vehicle, world: World): Obstacle[] {
  const found: Obstacle[] = [];
  const horizon = 18 + 2 * vehicle.speedMps + vehicle.speedMps ** 2 / 3.5;
  for (const other of world.vehicles) {
    if (other === vehicle || other.lastStep >= 0 || world.step < other.firstStep) continue;
    if (!within(vehicle, other.x, other.y, horizon + 8)) continue;
    const box = boxOfVehicle(other);
    const speed = other.speedMps;
    look(
      vehicle,
      box,
      Math.cos(box.headingRad) * speed,
      Math.sin(box.headingRad) * speed,
      SIDE_MARGIN_M,
      horizon,
      found,
      other,
    );
  }
  for (const walker of world.walkers) {
    if (!within(vehicle, walker.x, walker.y, horizon)) continue;
    const box: Box = {
      x: walker.x,
      y: walker.y,
      headingRad: walker.headingRad,
      halfLengthM: walker.body.lengthM / 2,
      halfWidthM: walker.body.widthM / 2,
    };
    const speed = walker.speedMps > 0.1 ? walker.speedMps : walker.claims ? walker.paceMps : 0;
    const vx = Math.cos(walker.headingRad) * speed;
    const vy = Math.sin(walker.headingRad) * speed;
    look(vehicle, box, vx, vy, PERSON_MARGIN_M, horizon, found, walker);
  }
  for (const fixture of world.fixtures) {
    if (!within(vehicle, fixture.x, fixture.y, horizon)) continue;
    look(vehicle, withDoor(fixture, fixture.signals), 0, 0, FIXED_MARGIN_M, horizon, found, fixture);
  }
  return found;
}

/** A parked vehicle's box with an open door beside it. */
export function withDoor(box: Box, signals: number): Box {
  const left = signals & agentSignals.doorLeft ? 1 : signals & agentSignals.doorRight ? -1 : 0;
  if (!left) return box;
  return {
    ...box,
    x: box.x - (Math.sin(box.headingRad) * left * DOOR_M) / 2,
    y: box.y + (Math.cos(box.headingRad) * left * DOOR_M) / 2,
    halfWidthM: box.halfWidthM + DOOR_M / 2,
  };
}

function within(vehicle: Vehicle, x: number, y: number, reachM: number): boolean {
  const dx = x - vehicle.x;
  const dy = y - vehicle.y;
  if (dx * dx + dy * dy > reachM * reachM) return false;
  return dx * Math.cos(vehicle.headingRad) + dy * Math.sin(vehicle.headingRad) > -6 || dx * dx + dy * dy < 400;
}

function look(
  vehicle: Vehicle,
  box: Box,
  vx: number,
  vy: number,
  marginM: number,
  horizonM: number,
  found: Obstacle[],
  what: Obstacle['what'],
): void {
  const at = projectOnto(vehicle.path, box.x, box.y, vehicle.atM - 2, vehicle.atM + horizonM);
  const delta = box.headingRad - at.headingRad;
  const cos = Math.abs(Math.cos(delta));
  const sin = Math.abs(Math.sin(delta));
  const alongHalf = cos * box.halfLengthM + sin * box.halfWidthM;
  const sideHalf = sin * box.halfLengthM + cos * box.halfWidthM;
  const gapM = at.atM - alongHalf - (vehicle.atM + frontOf(vehicle));
  if (gapM > horizonM || at.atM + alongHalf < vehicle.atM + frontOf(vehicle) - 0.5) return;
  // What is already abreast and beside is left to those who steer.
  const reach = vehicle.body.widthM / 2 + sideHalf + marginM;
  const alongMps = vx * Math.cos(at.headingRad) + vy * Math.sin(at.headingRad);
  const leftMps = vy * Math.cos(at.headingRad) - vx * Math.sin(at.headingRad);
  const offset = at.leftM - Math.max(-0.6, Math.min(0.6, vehicle.leftM)) * (gapM < 6 ? 1 : 0);
  if (Math.abs(leftMps) < CROSSING_MPS) {
    if (Math.abs(offset) < reach) found.push({ gapM, speedMps: alongMps, what });
    return;
  }
  // Crossing: in the way only if it is there between this vehicle's arrival and its passing.
  const pace = Math.max(vehicle.speedMps, 2);
  const arriveS = Math.max(0, gapM) / pace;
  const passedS = (Math.max(0, gapM) + 2 * alongHalf + vehicle.body.lengthM) / pace;
  const slackS = marginM === PERSON_MARGIN_M ? 1.6 : 0.5;
  const first = at.leftM + leftMps * Math.max(0, arriveS - 0.4);
  const last = at.leftM + leftMps * Math.min(passedS + slackS, 6);
  if (Math.min(first, last) < reach && Math.max(first, last) > -reach) {
    found.push({ gapM, speedMps: Math.abs(alongMps) < 1 ? 0 : alongMps, what });
  }
}
