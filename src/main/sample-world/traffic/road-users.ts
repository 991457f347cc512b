import { EGO_VEHICLE, type AgentKind, type LightPhases, type Place } from '../drive.ts';
import type { Random } from '../random.ts';
import type { Motion } from './bicycle.ts';
import type { Body } from './bodies.ts';
import type { Box } from './boxes.ts';
import type { Junctions } from './junctions.ts';
import type { Network } from './network.ts';
import type { Path } from './path.ts';

/** How somebody drives. */
export interface Driver {
  /** Wanted speed by posted limit. */
  boldness: number;
  /** Sideways acceleration accepted in bends, m/s². */
  sidewaysMps2: number;
  accelerationMps2: number;
  brakingMps2: number;
  timeGapS: number;
  standingGapM: number;
  /** Change of acceleration in normal driving, m/s³. */
  jerkMps3: number;
  /** Hardest braking in an emergency, m/s², positive. */
  hardestMps2: number;
}

/** Of whose removal a drive may make use when two meet: traffic may go, the ego and the actors of the scenario stay. */
export type Role = 'ego' | 'actor' | 'traffic';

/** A car, truck, bus or bicycle under way; its motion is that of its rear axle. */
export interface Vehicle extends Motion {
  /** Place in the world's list, and its name. */
  name: string;
  role: Role;
  kind: AgentKind;
  body: Body;
  driver: Driver;
  path: Path;
  /** Speeds wanted along the path, one a point. */
  wanted: Float64Array;
  /** Distance of the rear axle along the path, and its offset to the left, m. */
  atM: number;
  leftM: number;
  /** What it asks of its motion in this step. */
  demandMps2: number;
  jerkMps3: number;
  firstStep: number;
  /** −1 while under way. */
  lastStep: number;
  /** Connectors that it may enter. */
  admitted: Set<string>;
  /** Steps spent standing at the stop line before it. */
  waitedSteps: number;
  /** Step at which it first came near the junction ahead; −1 where there is none. */
  arrivedStep: number;
  /** Step and sign (left 1, right −1) of its last change of lanes. */
  changeStep: number;
  changeSign: number;
  changesLanes: boolean;
  /** Signals given by the scenario besides brake lights and indicators. */
  extraSignals: number;
  /** Never faster than this, m/s. */
  capMps: number;
  /** Replaces the driver's own acceleration, m/s². */
  forcedMps2: number | null;
  /** Replaces steering along the path: curvature asked for, 1/m. */
  forcedCurvature: number | null;
  /** Added to what the driver asks for: an unsteady hand and foot, 1/m and m/s². */
  addedCurvature: number;
  addedMps2: number;
  /** Drives through red lights, crossing traffic, and whatever is in the way. */
  heedsLights: boolean;
  heedsOthers: boolean;
  /** What the scenario has it do, once a step. */
  act: ((self: Vehicle, world: World) => void) | null;
  record: TrackRecord;
}

/** A pedestrian, child or animal on foot along a line. */
export interface Walker {
  name: string;
  role: Role;
  kind: AgentKind;
  body: Body;
  /** x0 y0 x1 y1 … */
  line: readonly number[];
  lengthM: number;
  atM: number;
  x: number;
  y: number;
  headingRad: number;
  /** Direction in which it moves; the body turns after it. */
  courseRad: number;
  speedMps: number;
  paceMps: number;
  /** Starts or stops it; asked once a step. */
  goes: (self: Walker, world: World) => boolean;
  /** Waits for vehicles that would be upon it. */
  careful: boolean;
  /** Means to cross the road here: drivers give way although it still stands. */
  claims: boolean;
  record: TrackRecord;
}

/** A thing or parked vehicle that stays where it is. */
export interface Fixture extends Box {
  name: string;
  role: Role;
  kind: AgentKind;
  body: Body;
  /** Signals by step (an opening door). */
  signalsAt: ((step: number, world: World) => number) | null;
  signals: number;
  record: TrackRecord;
}

/** States and signals as they came, AGENT_STATE numbers and one a step. */
export interface TrackRecord {
  firstStep: number;
  states: number[];
  signals: number[];
}

export interface World {
  step: number;
  place: Place;
  network: Network;
  junctions: Junctions;
  ego: Vehicle;
  /** The ego's way at the start: as it means to drive it, and along the middles of its lanes. */
  route: { driven: Path; centre: Path };
  vehicles: Vehicle[];
  walkers: Walker[];
  fixtures: Fixture[];
  lights: Map<string, LightPhases>;
  random: Random;
}

/** From the rear axle to the front end, m. */
export const frontOf = (vehicle: Vehicle): number => vehicle.body.lengthM - vehicle.body.rearM;
/** From the rear axle to the middle of the box, m. */
export const middleOf = (vehicle: Vehicle): number => vehicle.body.lengthM / 2 - vehicle.body.rearM;

/** Outline of a vehicle where it is now. */
export function boxOfVehicle(vehicle: Vehicle): Box {
  const middle = middleOf(vehicle);
  return {
    x: vehicle.x + middle * Math.cos(vehicle.headingRad),
    y: vehicle.y + middle * Math.sin(vehicle.headingRad),
    headingRad: vehicle.headingRad,
    halfLengthM: vehicle.body.lengthM / 2,
    halfWidthM: vehicle.body.widthM / 2,
  };
}

/** The box of a recorded state. */
export function boxOfState(body: Body, states: ArrayLike<number>, at: number): Box {
  return {
    x: states[at],
    y: states[at + 1],
    headingRad: states[at + 2],
    halfLengthM: body.lengthM / 2,
    halfWidthM: body.widthM / 2,
  };
}

/** The ego's middle ahead of its rear axle, m. */
export const EGO_MIDDLE_M = (EGO_VEHICLE.frontM - EGO_VEHICLE.rearM) / 2;
