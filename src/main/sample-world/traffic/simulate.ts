import { agentSignals, STEP_S, type Agent } from '../drive.ts';
import { boxOfVehicle, type TrackRecord, type Vehicle, type World } from './road-users.ts';
import { considerLaneChange, spanOf } from './lane-changes.ts';
import { decide, drive } from './driving.ts';
import { approachesOf } from './right-of-way.ts';
import { walk } from './walking.ts';
import { boxesOverlap } from './boxes.ts';

const TURN_RAD = 0.5;
const INDICATE_M = 35;
const BRAKE_LIGHT_MPS2 = -0.45;

/**
 * Plays the world for `steps` states. State i of every record is the world at i · STEP_S, before it moves on; `observe` sees
 * each of them.
 */
export function simulate(world: World, steps: number, observe: (world: World) => void): void {
  settle(world);
  for (world.step = 0; world.step < steps; world.step++) {
    for (const vehicle of world.vehicles)
      if (world.step === vehicle.firstStep && vehicle.role === 'traffic') admit(vehicle, world);
    for (const fixture of world.fixtures) fixture.signals = fixture.signalsAt?.(world.step, world) ?? 0;
    for (const vehicle of world.vehicles) if (isThere(vehicle, world)) vehicle.act?.(vehicle, world);
    record(world);
    observe(world);
    const approaches = approachesOf(world);
    world.vehicles.forEach((vehicle, index) => {
      if (!isThere(vehicle, world)) return;
      considerLaneChange(vehicle, index, world);
      decide(vehicle, world, approaches);
    });
    for (const vehicle of world.vehicles) {
      if (!isThere(vehicle, world)) continue;
      drive(vehicle, STEP_S);
      if (vehicle.role !== 'ego' && vehicle.atM > vehicle.path.lengthM - 1) vehicle.lastStep = world.step;
    }
    for (const walker of world.walkers) walk(walker, world, STEP_S);
  }
}

const SETTLING_ROUNDS = 14;

/** Takes speed from those who would have to brake at once, so that the world begins as if it had gone on for long. */
function settle(world: World): void {
  world.step = 0;
  for (let round = 0; round < SETTLING_ROUNDS; round++) {
    const approaches = approachesOf(world);
    let calm = true;
    for (const vehicle of world.vehicles) {
      if (!isThere(vehicle, world) || vehicle.forcedCurvature !== null) continue;
      decide(vehicle, world, approaches);
      if (vehicle.demandMps2 > -1 || vehicle.speedMps === 0) continue;
      vehicle.speedMps = vehicle.speedMps < 0.5 ? 0 : vehicle.speedMps * 0.9;
      calm = false;
    }
    if (calm) break;
  }
  for (const vehicle of world.vehicles) {
    vehicle.admitted.clear();
    vehicle.arrivedStep = -1;
    vehicle.waitedSteps = 0;
    if (isThere(vehicle, world)) vehicle.accelerationMps2 = Math.max(-1, Math.min(0.8, vehicle.demandMps2));
  }
}

const isThere = (vehicle: Vehicle, world: World): boolean => vehicle.lastStep < 0 && world.step >= vehicle.firstStep;

/** A vehicle enters the world when there is room; else it tries again in a second. */
function admit(vehicle: Vehicle, world: World): void {
  if (world.step === 0) return;
  const box = boxOfVehicle(vehicle);
  const crowded = world.vehicles.some(
    (other) => other !== vehicle && isThere(other, world) && boxesOverlap(box, boxOfVehicle(other), 7),
  );
  if (crowded) vehicle.firstStep += 10;
}

function record(world: World): void {
  for (const vehicle of world.vehicles) {
    if (!isThere(vehicle, world)) continue;
    const box = boxOfVehicle(vehicle);
    const { speedMps, headingRad, curvature } = vehicle;
    const cos = Math.cos(headingRad);
    const sin = Math.sin(headingRad);
    // The middle of the box swings out: it moves with the rear axle and turns about it.
    const swing = speedMps * curvature * (vehicle.body.lengthM / 2 - vehicle.body.rearM);
    add(vehicle.record, world.step, signalsOf(vehicle, world), [
      box.x,
      box.y,
      headingRad,
      speedMps * cos - swing * sin,
      speedMps * sin + swing * cos,
    ]);
  }
  for (const walker of world.walkers) {
    const { x, y, headingRad, courseRad, speedMps } = walker;
    const state = [x, y, headingRad, speedMps * Math.cos(courseRad), speedMps * Math.sin(courseRad)];
    add(walker.record, world.step, 0, state);
  }
  for (const fixture of world.fixtures) {
    add(fixture.record, world.step, fixture.signals, [fixture.x, fixture.y, fixture.headingRad, 0, 0]);
  }
}

function add(track: TrackRecord, step: number, signals: number, state: number[]): void {
  if (!track.signals.length) track.firstStep = step;
  track.states.push(...state);
  track.signals.push(signals);
}

function signalsOf(vehicle: Vehicle, world: World): number {
  if (vehicle.kind === 'bicycle') return 0;
  let signals = vehicle.extraSignals;
  if (vehicle.accelerationMps2 < BRAKE_LIGHT_MPS2 || vehicle.speedMps < 0.1) signals |= agentSignals.brake;
  if (vehicle.changeStep >= 0 && world.step - vehicle.changeStep < 32) {
    signals |= vehicle.changeSign > 0 ? agentSignals.indicatorLeft : agentSignals.indicatorRight;
  }
  const turn = turnAhead(vehicle);
  if (turn > TURN_RAD) signals |= agentSignals.indicatorLeft;
  if (turn < -TURN_RAD) signals |= agentSignals.indicatorRight;
  return signals;
}

/** Turn of the connector that a vehicle is on or comes to within INDICATE_M, rad, left positive. */
function turnAhead(vehicle: Vehicle): number {
  const current = spanOf(vehicle);
  for (const span of vehicle.path.spans) {
    if (span.toM < current.toM) continue;
    if (span.fromM > vehicle.atM + INDICATE_M) return 0;
    if (span.segment.isConnector && Math.abs(span.segment.turnRad) > TURN_RAD) return span.segment.turnRad;
  }
  return 0;
}

/** What the world recorded, as agents; those that never were there are left out. */
export function recordedAgents(world: World): Agent[] {
  const all = [...world.vehicles.filter((vehicle) => vehicle.role !== 'ego'), ...world.walkers, ...world.fixtures];
  return all
    .filter((one) => one.record.signals.length > 0)
    .map((one) => ({
      id: one.name,
      kind: one.kind,
      lengthM: one.body.lengthM,
      widthM: one.body.widthM,
      heightM: one.body.heightM,
      colour: one.body.colour,
      style: one.body.style,
      firstStep: one.record.firstStep,
      lastStep: one.record.firstStep + one.record.signals.length - 1,
      states: Float64Array.from(one.record.states),
      signals: Uint8Array.from(one.record.signals),
    }));
}
