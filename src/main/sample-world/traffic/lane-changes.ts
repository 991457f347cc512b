import { followingAcceleration } from './driving.ts';
import type { Segment } from './network.ts';
import { changedPath, pathAlong } from './make-path.ts';
import { pointAt, projectOnto, wantedSpeeds, type Span } from './path.ts';
import { frontOf, type Vehicle, type World } from './road-users.ts';

/** Advantage for which a driver changes lanes, and the braking it may ask of those behind, m/s² (MOBIL, Kesting 2007). */
const INCENTIVE_MPS2 = 0.35;
const SAFE_BRAKING_MPS2 = 2;
const MIN_SPEED_MPS = 4;
const CHANGE_S = 3.6;
/** Steps between two changes, and between two looks. */
const REST_STEPS = 60;
const LOOK_STEPS = 8;

/** The span of its path that a vehicle's rear axle is on. */
export function spanOf(vehicle: Vehicle): Span {
  const { spans } = vehicle.path;
  for (const span of spans) if (vehicle.atM < span.toM) return span;
  return spans[spans.length - 1];
}

/** Lets a driver who gains by it go over to a neighbouring lane, when those behind it there allow. */
export function considerLaneChange(vehicle: Vehicle, index: number, world: World): void {
  if (!vehicle.changesLanes || vehicle.speedMps < MIN_SPEED_MPS) return;
  if ((world.step + index) % LOOK_STEPS || world.step - vehicle.changeStep < REST_STEPS) return;
  const span = spanOf(vehicle);
  if (span.segment.isConnector || span.toM - vehicle.atM < vehicle.speedMps * CHANGE_S + 12) return;
  const own = inLane(vehicle, span.segment, world);
  if (laneEnds(vehicle, span, world) && span.segment.left) {
    const there = inLane(vehicle, span.segment.left, world);
    if (there.behind > -SAFE_BRAKING_MPS2 && there.ahead > -SAFE_BRAKING_MPS2 && there.gapM > 4) {
      changeLane(vehicle, span.segment.left, CHANGE_S * vehicle.speedMps, world);
    }
    return;
  }
  if (own.ahead > INCENTIVE_MPS2 && own.gapM > 25) return;
  for (const side of [span.segment.left, span.segment.right]) {
    if (!side || !side.next.length) continue;
    const there = inLane(vehicle, side, world);
    if (there.ahead - own.ahead < INCENTIVE_MPS2 || there.behind < -SAFE_BRAKING_MPS2 || there.gapM < 8) continue;
    changeLane(vehicle, side, CHANGE_S * vehicle.speedMps, world);
    return;
  }
}

/** Whether the way beyond this lane has to give way to the lane beside it: it ends there. */
function laneEnds(vehicle: Vehicle, span: Span, world: World): boolean {
  const after = vehicle.path.spans[vehicle.path.spans.indexOf(span) + 1]?.segment;
  if (!after || Math.abs(after.turnRad) > 0.3) return false;
  const entry = world.junctions.get(after.id);
  return entry !== undefined && entry.control === 'none' && entry.yieldsTo.size > 0;
}

/** Starts a change to a neighbouring lane that takes `overM`; the way beyond it goes on as that lane's does. */
export function changeLane(vehicle: Vehicle, lane: Segment, overM: number, world: World): void {
  const way = [lane];
  const remaining = vehicle.path.lengthM - vehicle.atM;
  for (let length = lane.lengthM; length < remaining + 30 && way[way.length - 1].next.length;) {
    const options = way[way.length - 1].next;
    // The way it meant to take where the new lane has it, else the straightest.
    const meant = options.find((one) => vehicle.path.spans.some((span) => span.segment.blockId === one.blockId));
    const next = meant ?? options.reduce((a, b) => (Math.abs(b.turnRad) < Math.abs(a.turnRad) ? b : a));
    way.push(next);
    length += next.lengthM;
  }
  const target = pathAlong(way);
  const here = pointAt(vehicle.path, vehicle.atM);
  const abreast = projectOnto(target, here.x, here.y, 0, lane.lengthM);
  const { path, atM } = changedPath(vehicle.path, vehicle.atM, target, abreast.atM, Math.max(overM, 12));
  vehicle.path = path;
  vehicle.atM = atM;
  vehicle.wanted = wantedSpeeds(path, vehicle.driver.boldness, vehicle.driver.sidewaysMps2);
  vehicle.changeStep = world.step;
  vehicle.changeSign = abreast.leftM > 0 ? -1 : 1;
}

/** The accelerations that a vehicle would find in a lane: its own, and that of who would be behind it. */
function inLane(vehicle: Vehicle, lane: Segment, world: World): { ahead: number; behind: number; gapM: number } {
  let ahead = Infinity;
  let behind = Infinity;
  let nearest = Infinity;
  const cos = Math.cos(vehicle.headingRad);
  const sin = Math.sin(vehicle.headingRad);
  const aside = sideOf(lane.line, vehicle.x, vehicle.y, cos, sin);
  for (const other of world.vehicles) {
    if (other === vehicle || other.lastStep >= 0 || world.step < other.firstStep) continue;
    const dx = other.x - vehicle.x;
    const dy = other.y - vehicle.y;
    const along = dx * cos + dy * sin;
    const left = dy * cos - dx * sin;
    if (Math.abs(left - aside) > 1.9 + along * along * 0.0004 || Math.abs(along) > 90) continue;
    if (Math.cos(other.headingRad - vehicle.headingRad) < 0.5) continue;
    const gapAhead = along - other.body.rearM - frontOf(vehicle);
    const gapBehind = -along - vehicle.body.rearM - frontOf(other);
    if (along > 0) {
      nearest = Math.min(nearest, gapAhead);
      ahead = Math.min(ahead, followingAcceleration(vehicle.driver, vehicle.speedMps, gapAhead, other.speedMps));
    } else {
      nearest = Math.min(nearest, gapBehind);
      behind = Math.min(behind, followingAcceleration(other.driver, other.speedMps, gapBehind, vehicle.speedMps));
    }
  }
  return { ahead: Math.min(ahead, 1.2), behind, gapM: nearest };
}

/** Offset to the left, in the vehicle's frame, of the point of a line that is abreast of it. */
function sideOf(line: readonly number[], x: number, y: number, cos: number, sin: number): number {
  let best = 0;
  let nearest = Infinity;
  for (let i = 0; i < line.length; i += 2) {
    const along = Math.abs((line[i] - x) * cos + (line[i + 1] - y) * sin);
    if (along < nearest) {
      nearest = along;
      best = (line[i + 1] - y) * cos - (line[i] - x) * sin;
    }
  }
  return best;
}
