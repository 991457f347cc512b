import type { AgentKind } from '../drive.ts';
import type { Random } from '../random.ts';
import { bodyOf, egoBody, type Body } from './bodies.ts';
import { pointAt, valueAt, wantedSpeeds, type Path } from './path.ts';
import { alongLine, lineLength } from './walking.ts';
import type { Driver, Fixture, Role, Vehicle, Walker } from './road-users.ts';

/** How most people drive a kind of vehicle, with their differences. */
function driverOf(kind: AgentKind, random: Random): Driver {
  const heavy = kind === 'truck' || kind === 'bus';
  const bicycle = kind === 'bicycle';
  return {
    boldness: heavy ? random.between(0.8, 0.92) : random.between(0.85, 1.05),
    sidewaysMps2: heavy ? 1.1 : bicycle ? 1.8 : random.between(1.6, 2.4),
    accelerationMps2: heavy ? 0.9 : bicycle ? 0.8 : random.between(1.2, 2),
    brakingMps2: heavy ? 1.4 : random.between(1.5, 2.2),
    timeGapS: heavy ? 1.8 : random.between(1.1, 1.7),
    standingGapM: random.between(1.8, 2.8),
    jerkMps3: heavy ? 2 : 3,
    hardestMps2: bicycle ? 4.5 : heavy ? 6 : 8,
  };
}

/** The expert: quick enough, never hurried, inside the comfort bounds of the PDM score. */
export const expertDriver: Driver = {
  boldness: 0.97,
  sidewaysMps2: 1.9,
  accelerationMps2: 1.6,
  brakingMps2: 1.7,
  timeGapS: 1.5,
  standingGapM: 2.6,
  jerkMps3: 2.4,
  hardestMps2: 7,
};

interface VehiclePart {
  name: string;
  role: Role;
  kind: AgentKind;
  path: Path;
  atM: number;
  /** Wanted speed there where absent. */
  speedMps?: number;
  driver?: Partial<Driver>;
  body?: Partial<Body>;
  firstStep?: number;
}

/** A vehicle on its path, at rest in its controls. */
export function makeVehicle(part: VehiclePart, random: Random): Vehicle {
  const { role, kind, path, atM } = part;
  const driver = { ...(role === 'ego' ? expertDriver : driverOf(kind, random)), ...part.driver };
  const body = { ...(role === 'ego' ? egoBody : bodyOf(kind, random)), ...part.body };
  const wanted = wantedSpeeds(path, driver.boldness, driver.sidewaysMps2);
  const at = pointAt(path, atM);
  return {
    name: part.name,
    role,
    kind,
    body,
    driver,
    path,
    wanted,
    atM,
    leftM: 0,
    x: at.x,
    y: at.y,
    headingRad: at.headingRad,
    curvature: at.curvature,
    speedMps: part.speedMps ?? valueAt(wanted, atM),
    accelerationMps2: 0,
    demandMps2: 0,
    jerkMps3: driver.jerkMps3,
    firstStep: part.firstStep ?? 0,
    lastStep: -1,
    admitted: new Set(),
    waitedSteps: 0,
    arrivedStep: -1,
    changeStep: -1000,
    changeSign: 0,
    changesLanes: false,
    extraSignals: 0,
    capMps: Infinity,
    forcedMps2: null,
    forcedCurvature: null,
    addedCurvature: 0,
    addedMps2: 0,
    heedsLights: true,
    heedsOthers: true,
    act: null,
    record: { firstStep: 0, states: [], signals: [] },
  };
}

interface WalkerPart {
  name: string;
  role: Role;
  kind: 'pedestrian' | 'child' | 'animal';
  line: readonly number[];
  paceMps: number;
  atM?: number;
  /** Walking already when the drive begins. */
  moving?: boolean;
  goes?: Walker['goes'];
  careful?: boolean;
  claims?: boolean;
}

export function makeWalker(part: WalkerPart, random: Random): Walker {
  const atM = part.atM ?? 0;
  const line = part.line.length > 4 ? rounded(rounded(part.line)) : part.line;
  const at = alongLine(line, atM);
  return {
    name: part.name,
    role: part.role,
    kind: part.kind,
    body: bodyOf(part.kind, random),
    line,
    lengthM: lineLength(line),
    atM,
    ...at,
    courseRad: at.headingRad,
    speedMps: part.moving ? part.paceMps : 0,
    paceMps: part.paceMps,
    goes: part.goes ?? (() => true),
    careful: part.careful ?? true,
    claims: part.claims ?? false,
    record: { firstStep: 0, states: [], signals: [] },
  };
}

/** A line with its corners cut at a quarter of their legs (Chaikin). */
function rounded(line: readonly number[]): number[] {
  const result = [line[0], line[1]];
  for (let i = 2; i + 3 < line.length; i += 2) {
    const [x, y] = [line[i], line[i + 1]];
    const cut = (ox: number, oy: number): number => Math.min(0.25, 1.2 / Math.max(Math.hypot(ox - x, oy - y), 0.1));
    const back = cut(line[i - 2], line[i - 1]);
    const on = cut(line[i + 2], line[i + 3]);
    result.push(x + back * (line[i - 2] - x), y + back * (line[i - 1] - y));
    result.push(x + on * (line[i + 2] - x), y + on * (line[i + 3] - y));
  }
  result.push(line[line.length - 2], line[line.length - 1]);
  return result;
}

interface FixturePart {
  name: string;
  role: Role;
  kind: AgentKind;
  x: number;
  y: number;
  headingRad: number;
  body?: Partial<Body>;
  signalsAt?: Fixture['signalsAt'];
}

export function makeFixture(part: FixturePart, random: Random): Fixture {
  const body = { ...bodyOf(part.kind, random), ...part.body };
  return {
    name: part.name,
    role: part.role,
    kind: part.kind,
    x: part.x,
    y: part.y,
    headingRad: part.headingRad,
    halfLengthM: body.lengthM / 2,
    halfWidthM: body.widthM / 2,
    body,
    signalsAt: part.signalsAt ?? null,
    signals: 0,
    record: { firstStep: 0, states: [], signals: [] },
  };
}
