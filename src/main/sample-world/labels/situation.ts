import { AGENT_STATE, type Agent, type Drive } from '../drive.ts';
import { groundsOf } from '../traffic/drivable.ts';
import { insideRings } from '../roads/rings.ts';
import { networkOf, type Segment } from '../traffic/network.ts';
import { freePath } from '../traffic/make-path.ts';
import { projectOnto, type Path } from '../traffic/path.ts';
import { EGO_MIDDLE_M } from '../traffic/road-users.ts';
import { isVisible } from './sight.ts';

/** A drive before anybody has put it into words. */
export type Happening = Omit<Drive, 'labels' | 'guidance'>;

/** An agent as the ego finds it at a step. */
export interface Seen {
  agent: Agent;
  x: number;
  y: number;
  headingRad: number;
  speedMps: number;
  /** Free way between the ego's front and its nearest end, by the ego's way; negative beside and behind, m. */
  gapM: number;
  /** Offset of its middle to the left of the ego's way, m. */
  leftM: number;
  /** Half its extent across the ego's way, m. */
  halfSideM: number;
  /** Velocity along and to the left of the ego's way, m/s. */
  alongMps: number;
  sidewaysMps: number;
  /** From the ego's middle, m. */
  distanceM: number;
  signals: number;
}

/** A drive with what is needed to say what is true of it: the ego's way beyond the drive's end, and who is where on it. */
export interface Situation {
  drive: Happening;
  /** Driven so far and planned from there. */
  way: Path;
  /** The ego's rear axle on that way, by step. */
  egoM: Float64Array;
  /** Agents within SIGHT_M, by step. */
  seen: Seen[][];
  byId: Map<string, Segment>;
  /** Segments of the map that hold the ego's rear axle, by step: those of its route first. */
  egoSegments: (Segment | null)[];
  /** Whether a seen agent is in the front camera's view and not hidden, told once. */
  visible: (step: number, seen: Seen) => boolean;
  isOnRoad: (x: number, y: number) => boolean;
  isOnCrosswalk: (x: number, y: number) => boolean;
}

const SIGHT_M = 90;
export const EGO_FRONT_M = 4.049;
export const EGO_HALF_WIDTH_M = 1.15;

/** `beyond` is where the ego meant to go after the drive's last state, x0 y0 x1 y1 …. */
export function situationOf(drive: Happening, beyond: readonly number[]): Situation {
  const { way, egoM } = egoWay(drive, beyond);
  const network = networkOf(drive.place.roads);
  const grounds = groundsOf(drive.place);
  const situation: Situation = {
    drive,
    way,
    egoM,
    seen: Array.from({ length: drive.steps }, (_, step) => lookAround(drive, way, egoM[step], step)),
    byId: network.byId,
    egoSegments: [],
    visible: () => false,
    isOnRoad: grounds.isRoad,
    isOnCrosswalk: grounds.isCrosswalk,
  };
  const told = new Map<string, boolean>();
  situation.visible = (step, seen) => {
    const key = `${step} ${seen.agent.id}`;
    let answer = told.get(key);
    if (answer === undefined) told.set(key, (answer = isVisible(situation, step, seen)));
    return answer;
  };
  situation.egoSegments = segmentsOfEgo(drive, network.segments);
  return situation;
}

function egoWay(drive: Happening, beyond: readonly number[]): { way: Path; egoM: Float64Array } {
  const { x, y, headingRad } = drive.ego;
  const line = [x[0], y[0]];
  const egoM = new Float64Array(drive.steps);
  let at = 0;
  for (let step = 1; step < drive.steps; step++) {
    const n = line.length;
    at += Math.hypot(x[step] - x[step - 1], y[step] - y[step - 1]);
    egoM[step] = at;
    if (Math.hypot(x[step] - line[n - 2], y[step] - line[n - 1]) > 0.4) line.push(x[step], y[step]);
  }
  const last = drive.steps - 1;
  const cos = Math.cos(headingRad[last]);
  const sin = Math.sin(headingRad[last]);
  for (let i = 0; i < beyond.length; i += 2) {
    const ahead = (beyond[i] - x[last]) * cos + (beyond[i + 1] - y[last]) * sin;
    if (i > 8 || ahead > 1) line.push(beyond[i], beyond[i + 1]);
  }
  if (line.length < 6) for (let m = 1; m < 60; m++) line.push(x[last] + m * cos, y[last] + m * sin);
  return { way: freePath(line, 10), egoM };
}

function lookAround(drive: Happening, way: Path, egoM: number, step: number): Seen[] {
  const { ego } = drive;
  const heading = ego.headingRad[step];
  const cx = ego.x[step] + EGO_MIDDLE_M * Math.cos(heading);
  const cy = ego.y[step] + EGO_MIDDLE_M * Math.sin(heading);
  const found: Seen[] = [];
  for (const agent of drive.agents) {
    if (step < agent.firstStep || step > agent.lastStep) continue;
    const at = (step - agent.firstStep) * AGENT_STATE;
    const [x, y, headingRad, vx, vy] = agent.states.subarray(at, at + AGENT_STATE);
    const distanceM = Math.hypot(x - cx, y - cy);
    if (distanceM > SIGHT_M) continue;
    const foot = projectOnto(way, x, y, egoM - 30, egoM + SIGHT_M + 10);
    const turn = headingRad - foot.headingRad;
    const cos = Math.abs(Math.cos(turn));
    const sin = Math.abs(Math.sin(turn));
    const halfAlong = (cos * agent.lengthM + sin * agent.widthM) / 2;
    const c = Math.cos(foot.headingRad);
    const s = Math.sin(foot.headingRad);
    found.push({
      agent,
      x,
      y,
      headingRad,
      speedMps: Math.hypot(vx, vy),
      gapM: foot.atM - halfAlong - egoM - EGO_FRONT_M,
      leftM: foot.leftM,
      halfSideM: (sin * agent.lengthM + cos * agent.widthM) / 2,
      alongMps: vx * c + vy * s,
      sidewaysMps: vy * c - vx * s,
      distanceM,
      signals: agent.signals[step - agent.firstStep],
    });
  }
  return found;
}

function segmentsOfEgo(drive: Happening, segments: readonly Segment[]): (Segment | null)[] {
  const route = new Set(drive.ego.routeIds);
  const ordered = [
    ...segments.filter((one) => route.has(one.blockId)),
    ...segments.filter((one) => !route.has(one.blockId)),
  ];
  let last: Segment | null = null;
  return Array.from({ length: drive.steps }, (_, step) => {
    const x = drive.ego.x[step];
    const y = drive.ego.y[step];
    const holds = (one: Segment): boolean =>
      insideRings(one.polygon, x, y) && agrees(one, x, y, drive.ego.headingRad[step]);
    if (!last || !holds(last)) last = ordered.find(holds) ?? null;
    return last;
  });
}

/** Whether a segment runs the way a vehicle with this heading drives, within 80 degrees. */
export const agrees = (segment: Segment, x: number, y: number, headingRad: number): boolean =>
  Math.cos(directionAt(segment, x, y) - headingRad) > 0.17;

/** Direction of a segment's centreline at its point nearest to a place, rad. */
function directionAt({ line }: Segment, x: number, y: number): number {
  let nearest = Infinity;
  let direction = 0;
  for (let i = 0; i + 3 < line.length; i += 2) {
    const square = (line[i] - x) ** 2 + (line[i + 1] - y) ** 2;
    if (square >= nearest) continue;
    nearest = square;
    direction = Math.atan2(line[i + 3] - line[i + 1], line[i + 2] - line[i]);
  }
  return direction;
}

/** Speed at which an agent moves across the lane that it is in, to the left of that lane, m/s; 0 where it is in none. */
export function acrossLaneMps(situation: Situation, seen: Seen): number {
  for (const segment of situation.byId.values()) {
    if (!insideRings(segment.polygon, seen.x, seen.y) || !agrees(segment, seen.x, seen.y, seen.headingRad)) continue;
    return seen.speedMps * Math.sin(seen.headingRad - directionAt(segment, seen.x, seen.y));
  }
  return 0;
}
