import type { PolylineFlat } from '../../../shared/domain/map.ts';
import type { LaneConnector } from '../../../shared/domain/road-map.ts';
import { wrapAngle } from '../../../shared/maths/angle.ts';
import { arcLengths, conflictBetween } from './conflicts.ts';
import type { Street } from './cross-section.ts';
import { addConnectors, type LaneEnd, type Mouth, type Network } from './network.ts';
import { flatOf } from './polylines.ts';
import { ahead, beside, turnedBack, type Pose } from './reference-line.ts';
import { curveBetween } from './turn-curve.ts';

/** An arm of a junction: paths run straight for `leadM` from its mouth, which leaves room for a crosswalk. */
export interface Arm {
  mouth: Mouth;
  leadM: number;
  crosswalk: boolean;
  stopLine: boolean;
  /** Traffic of an arm of higher rank goes first. */
  rank: number;
}

export type Control = 'light' | 'stop' | 'yield' | 'none';
export type Turn = 'left' | 'straight' | 'right';

interface Movement {
  connector: LaneConnector;
  from: Arm;
  to: Arm;
  turn: Turn;
}

const STRAIGHT_RAD = 0.7;
export const CROSSWALK_GAP_M = 1.2;
export const CROSSWALK_M = 3.2;

/** Points of a path at an offset that goes evenly from one value to another along it; the ends are exact. */
function besidePath(
  path: readonly Pose[],
  fromM: number,
  toM: number,
  first: [number, number],
  last: [number, number],
): PolylineFlat {
  const arc = arcLengths(flatOf(path));
  const total = arc[arc.length - 1];
  const line = flatOf(path.map((pose, i) => beside(pose, fromM + ((toM - fromM) * arc[i]) / total)));
  line.splice(0, 2, ...first);
  line.splice(line.length - 2, 2, ...last);
  return line;
}

const halfWidth = (end: LaneEnd): number => {
  const dx = end.left[0] - end.right[0];
  const dy = end.left[1] - end.right[1];
  return Math.sqrt(dx * dx + dy * dy) / 2;
};

/** The shape of a connector from the end of one lane to the start of another. */
export function connectorShape(
  from: LaneEnd,
  to: LaneEnd,
  leadFromM: number,
  leadToM: number,
  speedLimitMps: number,
): Parameters<typeof addConnectors>[4][number] {
  const path = curveBetween(from.pose, to.pose, leadFromM, leadToM);
  return {
    fromLaneId: from.laneId,
    toLaneId: to.laneId,
    centreline: flatOf(path),
    leftBoundary: besidePath(path, halfWidth(from), halfWidth(to), from.left, to.left),
    rightBoundary: besidePath(path, -halfWidth(from), -halfWidth(to), from.right, to.right),
    speedLimitMps,
    lightStopLineIds: [],
  };
}

function turnOf(from: Mouth, to: Mouth): Turn {
  const angle = wrapAngle(to.pose.headingRad - from.pose.headingRad - Math.PI);
  return Math.abs(angle) < STRAIGHT_RAD ? 'straight' : angle > 0 ? 'left' : 'right';
}

/** Which lane leads to which: pairs of indices from the left, for each other arm. */
function lanePairs(from: Arm, others: readonly Arm[]): { to: Arm; turn: Turn; pairs: [number, number][] }[] {
  const count = from.mouth.arriving?.lanes.length ?? 0;
  const ways = others.flatMap((to) => {
    const target = to.mouth.departing?.lanes.length ?? 0;
    return count > 0 && target > 0 ? [{ to, target, turn: turnOf(from.mouth, to.mouth) }] : [];
  });
  const has = (turn: Turn): boolean => ways.some((way) => way.turn === turn);
  return ways.map(({ to, target, turn }) => {
    const pairs: [number, number][] = [];
    if (turn === 'left') {
      pairs.push([0, 0]);
      // Without a way straight on the inner lanes turn left, all but the last where that one turns right.
      const last = has('straight') ? 0 : has('right') ? count - 2 : count - 1;
      for (let lane = 1; lane <= last; lane++) if (lane < target) pairs.push([lane, lane]);
    } else if (turn === 'right') {
      const first = has('straight') || has('left') ? count - 1 : 0;
      for (let lane = first; lane < count; lane++) pairs.push([lane, Math.max(0, target - count + lane)]);
    } else {
      // More lanes than go on: the leftmost ones only turn left.
      const skipped = has('left') ? Math.max(0, count - target) : 0;
      for (let lane = skipped; lane < count; lane++) pairs.push([lane, Math.min(target - 1, lane - skipped)]);
    }
    return { to, turn, pairs };
  });
}

/** Who of two conflicting movements waits for the other: by rank, then by turn against oncoming, then right before left. */
function yields(own: Movement, other: Movement): boolean {
  if (own.from.rank !== other.from.rank) return own.from.rank < other.from.rank;
  const bearing = wrapAngle(other.from.mouth.pose.headingRad - own.from.mouth.pose.headingRad);
  if (Math.PI - Math.abs(bearing) < STRAIGHT_RAD) {
    if (own.turn === 'left') return other.turn !== 'left' || Number(own.connector.id) > Number(other.connector.id);
    return (
      own.turn === 'straight' && other.turn === 'straight' && Number(own.connector.id) > Number(other.connector.id)
    );
  }
  return bearing > 0;
}

/** Paints the stop line of an arm; gives its id, or null where nobody arrives. */
export function addStopLine(network: Network, mouth: Mouth): string | null {
  const lanes = mouth.arriving?.lanes;
  if (lanes === undefined) return null;
  const along = turnedBack(mouth.pose).headingRad;
  const bar = (x: number, y: number, backM: number): Pose => ahead({ x, y, headingRad: along }, -backM);
  const [left, right] = [lanes[0].left, lanes[lanes.length - 1].right];
  const id = network.nextId();
  network.roads.stopLines.push({
    id,
    polygon: [flatOf([bar(...left, 0.7), bar(...right, 0.7), bar(...right, 0.1), bar(...left, 0.1)])],
  });
  network.stopBars.push(flatOf([bar(...left, 0.4), bar(...right, 0.4)]));
  return id;
}

/** The outer edges of a mouth: where arriving traffic has its right, and where departing traffic has it. */
function mouthEdges(mouth: Mouth): { arriving: Pose; departing: Pose } {
  const lastIn = mouth.arriving?.lanes.at(-1) ?? null;
  const lastOut = mouth.departing?.lanes.at(-1) ?? null;
  const out = mouth.pose.headingRad;
  const arriving = lastIn?.right ?? mouth.departing?.lanes[0].left;
  const departing = lastOut?.right ?? mouth.arriving?.lanes[0].left;
  if (arriving === undefined || departing === undefined) throw new Error('a street without lanes has no mouth');
  return {
    arriving: { x: arriving[0], y: arriving[1], headingRad: out + Math.PI },
    departing: { x: departing[0], y: departing[1], headingRad: out },
  };
}

/** The crosswalk before an arm, right behind its stop line; gives its id. */
export function addCrosswalk(network: Network, mouth: Mouth): string {
  const edges = mouthEdges(mouth);
  const inward = mouth.pose.headingRad + Math.PI;
  const at = (edge: Pose, depthM: number): Pose => ahead({ ...edge, headingRad: inward }, depthM);
  const near = CROSSWALK_GAP_M;
  const far = CROSSWALK_GAP_M + CROSSWALK_M;
  const id = network.nextId();
  network.roads.crosswalks.push({
    id,
    polygon: [
      flatOf([at(edges.departing, near), at(edges.arriving, near), at(edges.arriving, far), at(edges.departing, far)]),
    ],
  });
  network.crosswalkLines.push({
    line: flatOf([at(edges.departing, (near + far) / 2), at(edges.arriving, (near + far) / 2)]),
    widthM: CROSSWALK_M,
  });
  return id;
}

/**
 * Joins streets at a junction: connectors for every movement, the intersection's ground with a smooth edge from each arm
 * to the next, stop lines, crosswalks and priorities. `controlOf` says what an arm's drivers see.
 */
export function addJunction(network: Network, arms: readonly Arm[], controlOf: (arm: Arm) => Control): void {
  const around = [...arms].sort((a, b) => wrapAngle(a.mouth.pose.headingRad) - wrapAngle(b.mouth.pose.headingRad));
  const intersectionId = network.nextId();
  const crosswalks = new Map(around.map((arm) => [arm, arm.crosswalk ? addCrosswalk(network, arm.mouth) : null]));
  const movements: Movement[] = [];
  for (const from of around) {
    const control = controlOf(from);
    const stopLine = from.stopLine ? addStopLine(network, from.mouth) : null;
    for (const { to, turn, pairs } of lanePairs(
      from,
      around.filter((arm) => arm !== from),
    )) {
      const [arriving, departing] = [from.mouth.arriving, to.mouth.departing];
      if (arriving === null || departing === null) continue;
      const shapes = pairs.map(([a, b]) => {
        const [start, end] = [arriving.lanes[a], departing.lanes[b]];
        const limit = Math.min(start.speedLimitMps, end.speedLimitMps, turn === 'straight' ? Infinity : 8.3);
        return {
          ...connectorShape(start, end, from.leadM, to.leadM, limit),
          lightStopLineIds: control === 'light' && stopLine !== null ? [stopLine] : [],
        };
      });
      if (shapes.length === 0) continue;
      const added = addConnectors(network, arriving.roadblockId, departing.roadblockId, intersectionId, shapes);
      movements.push(...added.map((connector) => ({ connector, from, to, turn })));
    }
  }
  network.roads.intersections.push({ id: intersectionId, polygon: [groundOf(network, around, movements)] });
  for (const arm of around) {
    network.approaches.push({
      mouth: arm.mouth,
      control: controlOf(arm),
      crosswalk: arm.crosswalk || (around.length === 2 && around.some((other) => other.crosswalk)),
      rails: network.rails.length > 0,
      intersectionId,
      connectorIds: movements.filter(({ from }) => from === arm).map(({ connector }) => connector.id),
    });
  }
  for (const own of movements) {
    const yieldsTo = movements.filter((other) => {
      if (other.from === own.from || !yields(own, other)) return false;
      const conflict = conflictBetween(own.connector, other.connector);
      return conflict !== null && conflict.kind !== 'diverging';
    });
    network.priorities.push({
      connectorId: own.connector.id,
      control: controlOf(own.from),
      yieldsToIds: yieldsTo.map((other) => other.connector.id),
      crosswalkIds: [crosswalks.get(own.from), crosswalks.get(own.to)].filter((id) => typeof id === 'string'),
    });
  }
}

export const cornerSidewalkM = ({ sidewalkM }: Street): number => Math.max(sidewalkM.forward, sidewalkM.backward);

const SLACK_M = 0.05;

/** An edge moved outwards a little between its ends, so that no neighbouring path sticks out beyond it by a hair. */
export function widened(edge: PolylineFlat): PolylineFlat {
  const last = edge.length - 2;
  return edge.map((value, k) => {
    const i = k - (k % 2);
    if (i === 0 || i === last) return value;
    const dx = edge[i + 2] - edge[i - 2];
    const dy = edge[i + 3] - edge[i - 1];
    const scale = SLACK_M / Math.sqrt(dx * dx + dy * dy);
    return value + (k === i ? dy : -dx) * scale;
  });
}

/** The ring around a junction: across each mouth, then along the edge to the next arm counter-clockwise. */
function groundOf(network: Network, around: readonly Arm[], movements: readonly Movement[]): PolylineFlat {
  const ring: PolylineFlat = [];
  around.forEach((arm, i) => {
    const next = around[(i + 1) % around.length];
    const lastIn = arm.mouth.arriving?.lanes.at(-1)?.laneId;
    const lastOut = next.mouth.departing?.lanes.at(-1)?.laneId;
    const outer = movements.find(({ connector }) => connector.fromLaneId === lastIn && connector.toLaneId === lastOut);
    const edge =
      (outer === undefined ? null : widened(outer.connector.rightBoundary)) ??
      flatOf(curveBetween(mouthEdges(arm.mouth).arriving, mouthEdges(next.mouth).departing, arm.leadM, next.leadM));
    network.corners.push({
      edge,
      sidewalkM: Math.min(cornerSidewalkM(arm.mouth.street), cornerSidewalkM(next.mouth.street)),
      curb: arm.mouth.street.setting !== 'rural',
    });
    ring.push(...edge);
  });
  return ring;
}
