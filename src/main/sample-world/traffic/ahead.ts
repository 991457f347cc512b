import type { Box } from './boxes.ts';
import { pointAt, projectOnto } from './path.ts';
import { agentSignals } from '../drive.ts';
import { boxOfVehicle, frontOf, middleOf, type Vehicle, type Walker, type World } from './road-users.ts';

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
function withDoor(box: Box, signals: number): Box {
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
  if (Math.abs(leftMps) < CROSSING_MPS && alongMps > -CROSSING_MPS) {
    if (Math.abs(offset) < reach) found.push({ gapM, speedMps: alongMps, what });
    return;
  }
  if (alongMps < -CROSSING_MPS && Math.abs(offset) < reach) found.push({ gapM, speedMps: alongMps, what });
  const meetsM =
    'path' in what && what.forcedCurvature === null
      ? meetingOnPaths(vehicle, what, reach, alongHalf)
      : meetingStraight(vehicle, at.leftM, leftMps, gapM, alongHalf, reach, 'paceMps' in what ? 1.6 : 0.5);
  if (meetsM !== null) found.push({ gapM: meetsM, speedMps: Math.max(0, Math.abs(alongMps) < 1 ? 0 : alongMps), what });
}

/** Whether somebody who goes straight on is in the way between this vehicle's arrival and its passing: the gap to it, or null. */
function meetingStraight(
  vehicle: Vehicle,
  leftM: number,
  leftMps: number,
  gapM: number,
  alongHalf: number,
  reach: number,
  slackS: number,
): number | null {
  const pace = Math.max(vehicle.speedMps, 2);
  const arriveS = Math.max(0, gapM) / pace;
  const passedS = (Math.max(0, gapM) + 2 * alongHalf + vehicle.body.lengthM) / pace;
  const first = leftM + leftMps * Math.max(0, arriveS - 0.4);
  const last = leftM + leftMps * Math.min(passedS + slackS, 6);
  return Math.min(first, last) < reach && Math.max(first, last) > -reach ? gapM : null;
}

const FORESIGHT_S = 3.2;
const FORESIGHT_STEP_S = 0.4;

/** Whether two that keep their paths and speeds will be in the same place: the gap to that place, or null. */
function meetingOnPaths(vehicle: Vehicle, other: Vehicle, reach: number, alongHalf: number): number | null {
  const front = vehicle.atM + frontOf(vehicle);
  const middle = middleOf(other);
  for (let t = 0; t <= FORESIGHT_S; t += FORESIGHT_STEP_S) {
    const there = pointAt(other.path, other.atM + other.speedMps * t + middle);
    const foot = projectOnto(vehicle.path, there.x, there.y, vehicle.atM - 2, vehicle.atM + 70);
    if (Math.abs(foot.leftM) > reach) continue;
    const ownFront = front + vehicle.speedMps * t;
    const ownRear = ownFront - vehicle.body.lengthM;
    if (foot.atM - alongHalf < ownFront + 1.5 && foot.atM + alongHalf > ownRear - 1) {
      const gap = foot.atM - alongHalf - front;
      if (gap > -1) return gap;
    }
  }
  return null;
}
