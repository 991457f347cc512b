import { clamp } from './bicycle.ts';
import { distanceToBox } from './boxes.ts';
import { boxOfVehicle, frontOf, type Walker, type World } from './road-users.ts';

const ACCELERATION_MPS2 = 1.6;
/** Room that walkers keep from vehicles ahead of their feet, m. */
const KEEP_M = 0.8;
/** Turn of a walker at most, rad/s. */
const TURN_RADPS = 2.2;

/** Moves a walker by one step along its line, if it goes and nothing is before its feet. */
export function walk(walker: Walker, world: World, stepS: number): void {
  const goes = walker.atM < walker.lengthM - 0.05 && walker.goes(walker, world) && !isBlocked(walker, world);
  const remaining = walker.lengthM - walker.atM;
  const pace = goes ? Math.min(walker.paceMps, Math.sqrt(2 * ACCELERATION_MPS2 * Math.max(0, remaining))) : 0;
  const most = ACCELERATION_MPS2 * stepS * (walker.kind === 'animal' ? 2 : 1);
  const before = walker.speedMps;
  walker.speedMps = Math.max(0, before + clamp(pace - before, -2 * most, most));
  walker.atM = Math.min(walker.lengthM, walker.atM + ((before + walker.speedMps) / 2) * stepS);
  const here = alongLine(walker.line, walker.atM);
  walker.x = here.x;
  walker.y = here.y;
  walker.courseRad = here.headingRad;
  const turn = here.headingRad - walker.headingRad;
  walker.headingRad += clamp(
    turn - 2 * Math.PI * Math.round(turn / (2 * Math.PI)),
    -TURN_RADPS * stepS,
    TURN_RADPS * stepS,
  );
}

/** Whether a vehicle stands before the walker's feet or, for careful ones, would reach them on the road. */
function isBlocked(walker: Walker, world: World): boolean {
  const stopping = walker.speedMps ** 2 / (4 * ACCELERATION_MPS2);
  for (const vehicle of world.vehicles) {
    if (vehicle.lastStep >= 0 || world.step < vehicle.firstStep) continue;
    const dx = vehicle.x - walker.x;
    const dy = vehicle.y - walker.y;
    if (dx * dx + dy * dy > 3600) continue;
    const box = boxOfVehicle(vehicle);
    for (const ahead of [0.4, KEEP_M + stopping]) {
      const point = alongLine(walker.line, walker.atM + ahead);
      if (distanceToBox(box, point.x, point.y) < 0.5 && distanceToBox(box, walker.x, walker.y) > 0.05) return true;
    }
    if (walker.careful && walker.speedMps < 0.3 && wouldMeet(walker, vehicle, box)) return true;
  }
  const feet = alongLine(walker.line, walker.atM + 0.75);
  for (const other of world.walkers) {
    if (other === walker || Math.abs(other.x - feet.x) > 0.62 || Math.abs(other.y - feet.y) > 0.62) continue;
    // Behind somebody slower; those who meet pass each other.
    if (other.atM < other.lengthM - 0.1 && Math.cos(other.headingRad - walker.headingRad) > 0.3) return true;
  }
  for (const fixture of world.fixtures) {
    if (fixture.kind === 'cone' || fixture.kind === 'debris') continue;
    const point = alongLine(walker.line, walker.atM + 0.5);
    if (distanceToBox(fixture, point.x, point.y) < 0.3 && distanceToBox(fixture, walker.x, walker.y) > 0.05)
      return true;
  }
  return false;
}

function wouldMeet(walker: Walker, vehicle: World['ego'], box: ReturnType<typeof boxOfVehicle>): boolean {
  if (vehicle.speedMps < 0.4) return false;
  const cos = Math.cos(vehicle.headingRad);
  const sin = Math.sin(vehicle.headingRad);
  // Where the vehicle's straight way meets the next metres of the walker's line.
  for (let ahead = 0.5; ahead < 9; ahead += 0.75) {
    const point = alongLine(walker.line, Math.min(walker.atM + ahead, walker.lengthM));
    const along = (point.x - box.x) * cos + (point.y - box.y) * sin;
    const aside = Math.abs((point.y - box.y) * cos - (point.x - box.x) * sin);
    if (aside > box.halfWidthM + 1 || along < -box.halfLengthM) continue;
    const vehicleS = Math.max(0, along - frontOf(vehicle)) / vehicle.speedMps;
    const walkerS = ahead / walker.paceMps;
    const slowing = vehicle.accelerationMps2 < -0.8 && along > vehicle.speedMps ** 2 / 4;
    if (vehicleS < walkerS + 2 && vehicleS > walkerS - 3 && !slowing) return true;
  }
  return false;
}

/** A point and direction on a polyline at a distance, held within its ends. */
export function alongLine(line: readonly number[], atM: number): { x: number; y: number; headingRad: number } {
  let rest = Math.max(0, atM);
  for (let i = 2; ; i += 2) {
    const dx = line[i] - line[i - 2];
    const dy = line[i + 1] - line[i - 1];
    const step = Math.hypot(dx, dy);
    if (rest <= step || i + 2 >= line.length) {
      const t = step > 0 ? Math.min(1, rest / step) : 0;
      return { x: line[i - 2] + t * dx, y: line[i - 1] + t * dy, headingRad: Math.atan2(dy, dx) };
    }
    rest -= step;
  }
}

/** Length of a line x0 y0 x1 y1 …, m. */
export function lineLength(line: readonly number[]): number {
  let length = 0;
  for (let i = 2; i < line.length; i += 2) length += Math.hypot(line[i] - line[i - 2], line[i + 1] - line[i - 1]);
  return length;
}
