import type { Conflict, Entry } from './junctions.ts';
import type { Span } from './path.ts';
import { valueAt } from './path.ts';
import { frontOf, type Vehicle, type World } from './road-users.ts';

/** Vehicles by the segments that lie on their way from just behind to a little ahead of them. */
export type Approaches = Map<string, { vehicle: Vehicle; span: Span }[]>;

const LOOK_AHEAD_M = 80;
const NEAR_M = 30;
/** Time left between two that use the same ground, s: after one on its way, and before one with right of way. */
const BEHIND_S = 0.8;
const BEFORE_S = 1.8;
const PATIENCE_STEPS = 50;

export function approachesOf(world: World): Approaches {
  const approaches: Approaches = new Map();
  for (const vehicle of world.vehicles) {
    if (vehicle.lastStep >= 0 || world.step < vehicle.firstStep || vehicle.forcedCurvature !== null) continue;
    for (const span of vehicle.path.spans) {
      if (span.toM < vehicle.atM - vehicle.body.rearM - 1) continue;
      if (span.fromM > vehicle.atM + LOOK_AHEAD_M) break;
      const list = approaches.get(span.segment.id);
      if (list) list.push({ vehicle, span });
      else approaches.set(span.segment.id, [{ vehicle, span }]);
    }
  }
  return approaches;
}

/**
 * Distance along its path at which the vehicle's front must stop because of a light, a sign or the traffic of a junction;
 * Infinity where the way is free. Remembers in `admitted` what it may enter.
 */
export function holdingPoint(vehicle: Vehicle, world: World, approaches: Approaches): number {
  const front = vehicle.atM + frontOf(vehicle);
  const { spans } = vehicle.path;
  const horizon = front + 10 + vehicle.speedMps ** 2 / 2.6;
  for (let i = 0; i < spans.length; i++) {
    const span = spans[i];
    if (span.fromM > horizon) return Infinity;
    if (span.fromM <= vehicle.atM || !span.segment.isConnector) continue;
    const entry = world.junctions.get(span.segment.id);
    if (!entry) continue;
    const stopAt = span.fromM - entry.stopBackM;
    const distance = stopAt - front;
    const { id } = span.segment;
    if (distance < -0.8) {
      vehicle.admitted.add(id);
      continue;
    }
    if (distance < NEAR_M && vehicle.arrivedStep < 0) vehicle.arrivedStep = world.step;
    if (distance < 3 && vehicle.speedMps < 0.3) vehicle.waitedSteps++;
    if (!lightAllows(vehicle, world, entry, id, distance)) {
      vehicle.admitted.delete(id);
      return stopAt;
    }
    if (vehicle.admitted.has(id)) continue;
    const stopped = entry.control !== 'stop' || vehicle.waitedSteps >= 8 || !vehicle.heedsLights;
    const free =
      !vehicle.heedsOthers ||
      (exitHasRoom(vehicle, span, spans[i + 1], approaches) &&
        entry.conflicts.every((conflict) => mayPass(vehicle, span, conflict, entry, world, approaches)));
    if (!stopped || !free) return stopAt;
    vehicle.admitted.add(id);
    vehicle.arrivedStep = -1;
    vehicle.waitedSteps = 0;
  }
  return Infinity;
}

function lightAllows(vehicle: Vehicle, world: World, entry: Entry, id: string, distanceM: number): boolean {
  if (entry.control !== 'light' || !vehicle.heedsLights) return true;
  const state = world.lights.get(id)?.states[world.step] ?? 'green';
  if (state === 'red') return distanceM < vehicle.speedMps ** 2 / 12 && vehicle.speedMps > 3;
  if (state === 'yellow') return distanceM < vehicle.speedMps ** 2 / 6;
  return true;
}

function exitHasRoom(vehicle: Vehicle, span: Span, after: Span | undefined, approaches: Approaches): boolean {
  if (!after) return true;
  for (const { vehicle: other, span: theirs } of approaches.get(after.segment.id) ?? []) {
    if (other === vehicle || other.speedMps > 1.5) continue;
    const rear = other.atM - other.body.rearM - theirs.fromM;
    const there = other.atM + frontOf(other) > theirs.fromM;
    if (there && rear < vehicle.body.lengthM + 3 && span.segment.lengthM > 6) return false;
  }
  return true;
}

function mayPass(
  vehicle: Vehicle,
  span: Span,
  conflict: Conflict,
  entry: Entry,
  world: World,
  approaches: Approaches,
): boolean {
  const list = approaches.get(conflict.other.id);
  if (!list) return true;
  const front = vehicle.atM + frontOf(vehicle);
  const rear = vehicle.atM - vehicle.body.rearM;
  const inS = timeTo(vehicle, span.fromM + conflict.fromM - front);
  const outS = timeTo(vehicle, span.fromM + conflict.toM - rear);
  for (const { vehicle: other, span: theirs } of list) {
    if (other === vehicle) continue;
    const otherFront = other.atM + frontOf(other);
    const leavesM = theirs.fromM + conflict.otherToM - (other.atM - other.body.rearM);
    if (leavesM < 0) continue;
    const otherEntry = world.junctions.get(conflict.other.id);
    const toLineM = theirs.fromM - (otherEntry?.stopBackM ?? 1) - otherFront;
    const committed = toLineM < 0 || other.admitted.has(conflict.other.id) || !other.heedsOthers;
    const otherInS = timeTo(other, theirs.fromM + conflict.otherFromM - otherFront);
    const otherOutS = timeTo(other, leavesM);
    if (committed) {
      if (inS < otherOutS + BEHIND_S && outS + BEHIND_S > otherInS) return false;
      continue;
    }
    const light = otherEntry?.control === 'light' ? world.lights.get(conflict.other.id)?.states[world.step] : undefined;
    if (light === 'red' && other.heedsLights) continue;
    const tied = vehicle.waitedSteps > PATIENCE_STEPS && other.speedMps < 0.3;
    if (tied || !goesFirst(other, vehicle, conflict, entry, otherEntry, span.segment.id)) {
      const canStop = toLineM > other.speedMps ** 2 / 6;
      if (canStop || !other.heedsLights) continue;
    }
    if (inS < otherOutS + BEHIND_S && outS + BEFORE_S > otherInS) return false;
  }
  return true;
}

function goesFirst(
  other: Vehicle,
  vehicle: Vehicle,
  conflict: Conflict,
  entry: Entry,
  otherEntry: Entry | undefined,
  ownId: string,
): boolean {
  const theirsFirst = entry.yieldsTo.has(conflict.other.id);
  const mineFirst = otherEntry?.yieldsTo.has(ownId) ?? false;
  if (theirsFirst !== mineFirst) return theirsFirst;
  if (other.arrivedStep < 0) return false;
  if (vehicle.arrivedStep < 0 || other.arrivedStep !== vehicle.arrivedStep) {
    return vehicle.arrivedStep < 0 || other.arrivedStep < vehicle.arrivedStep;
  }
  return other.name < vehicle.name;
}

/** Seconds until a vehicle has gone a distance when it picks up the speed it wants there. */
function timeTo(vehicle: Vehicle, distanceM: number): number {
  if (distanceM <= 0) return 0;
  const acceleration = Math.min(1.5, vehicle.driver.accelerationMps2);
  const wanted = valueAt(vehicle.wanted, vehicle.atM + Math.min(distanceM, 15));
  const cap = Math.max(1, Math.min(wanted, vehicle.capMps), vehicle.speedMps * 0.7);
  const v = Math.min(vehicle.speedMps, cap);
  const run = (cap * cap - v * v) / (2 * acceleration);
  if (run >= distanceM) return (Math.sqrt(v * v + 2 * acceleration * distanceM) - v) / acceleration;
  return (cap - v) / acceleration + (distanceM - run) / cap;
}
