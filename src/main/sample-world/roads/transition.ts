import type { LaneConnector } from '../../../shared/domain/road-map.ts';
import { boundaryOffsets, curbOffset, edgeOffset, type Direction, type Street } from './cross-section.ts';
import { addConnectors, addIntersectionUnder, type Mouth, type Network, TOWN_GROUND_M } from './network.ts';
import { flatOf, movedRight, ringBetween } from './polylines.ts';
import { beside, stations } from './reference-line.ts';
import type { LaneShape } from './street.ts';

/** From 0 to 1 with no slope and no curvature at either end. */
export const eased = (t: number): number => t * t * t * (10 - 15 * t + 6 * t * t);

/** Connectors of one direction over the gap between two streets on one line; each moves evenly from its lane to its next. */
function shapesOver(
  before: Street,
  after: Street,
  direction: Direction,
  pairs: readonly [number, number][],
): LaneShape[] {
  const [fromM, toM] = [before.toM, after.fromM];
  const first = boundaryOffsets(before.profileAt(fromM), direction);
  const second = boundaryOffsets(after.profileAt(toM), direction);
  const at = stations(fromM, toM);
  if (direction === 'backward') at.reverse();
  return pairs.map(([a, b]) => {
    const lineAt = (side: 0 | 1): number[] =>
      flatOf(
        at.map((s) => {
          const share = eased((s - fromM) / (toM - fromM));
          return beside(before.line.at(s), first[a + side] + (second[b + side] - first[a + side]) * share);
        }),
      );
    const [leftBoundary, rightBoundary] = [lineAt(0), lineAt(1)];
    return {
      leftBoundary,
      rightBoundary,
      centreline: leftBoundary.map((value, k) => (value + rightBoundary[k]) / 2),
      speedLimitMps: Math.min(before.speedLimitMps, after.speedLimitMps),
    };
  });
}

/** Pairs of lane indices, before and after: each lane goes on; lanes that are too many merge at the right, new ones open there. */
function keptRight(before: number, after: number): [number, number][] {
  return Array.from({ length: Math.max(before, after) }, (_, i) => [Math.min(i, before - 1), Math.min(i, after - 1)]);
}

/** What lies beside the lanes of one direction: shoulder, curb and sidewalk go on; so does a median. */
function addBorder(
  network: Network,
  before: Street,
  after: Street,
  direction: Direction,
  shapes: readonly LaneShape[],
): void {
  const [fromM, toM] = [before.toM, after.fromM];
  const [first, second] = [curbOffset(before, direction, fromM), curbOffset(after, direction, toM)];
  const at = stations(fromM, toM);
  if (direction === 'backward') at.reverse();
  const edge = flatOf(
    at.map((s) => beside(before.line.at(s), first + (second - first) * eased((s - fromM) / (toM - fromM)))),
  );
  if (before.setting === 'town') network.verges.push(ringBetween(edge, movedRight(edge, TOWN_GROUND_M)));
  const sidewalkM = Math.min(before.sidewalkM[direction], after.sidewalkM[direction]);
  network.corners.push({ edge, sidewalkM, curb: before.setting === 'town' || before.setting === 'suburb' });
  const paved = Math.min(
    Math.abs(first - edgeOffset(before, direction, fromM)),
    Math.abs(second - edgeOffset(after, direction, toM)),
  );
  if (paved > 0.1 && before.shoulders.length > 0) {
    const ring = ringBetween(shapes[shapes.length - 1].rightBoundary, edge);
    network.roads.otherDrivable.push({ id: network.nextId(), polygon: [ring] });
  }
  const { medianM, backward } = before.profileAt(fromM);
  if (direction === 'backward' || backward.length === 0 || medianM === 0) return;
  const across = at.map((s) => before.line.at(s));
  const ring = ringBetween(
    flatOf(across.map((pose) => beside(pose, medianM / 2))),
    flatOf(across.map((pose) => beside(pose, -medianM / 2))),
  );
  network.medians.push({ ring, setting: before.setting });
}

const LINE_M = 0.14;

/** Lines between lanes that go on side by side, and along both edges. */
function paintDividers(network: Network, connectors: readonly LaneConnector[]): void {
  connectors.forEach((connector, i) => {
    const left = i > 0 ? connectors[i - 1] : null;
    const own = left?.fromLaneId !== connector.fromLaneId && left?.toLaneId !== connector.toLaneId;
    if (own)
      network.paint.push({ kind: left === null ? 'edge' : 'dashed', line: connector.leftBoundary, widthM: LINE_M });
  });
  network.paint.push({ kind: 'edge', line: connectors[connectors.length - 1].rightBoundary, widthM: LINE_M });
}

/**
 * Joins the end of one street to the start of the next on the same line, each direction over an intersection of its own.
 * `forwardPairs` says which lane before leads to which after (default: all go on, with a merge or a new lane at the
 * right). A lane that merges yields to the one it joins.
 */
export function addTransition(
  network: Network,
  end: Mouth,
  start: Mouth,
  forwardPairs: [number, number][] | null = null,
): void {
  for (const direction of ['forward', 'backward'] as const) {
    const [from, to] = direction === 'forward' ? [end.arriving, start.departing] : [start.arriving, end.departing];
    if (from === null || to === null) continue;
    const [before, after] = direction === 'forward' ? [from, to] : [to, from];
    const pairs =
      direction === 'forward' && forwardPairs !== null
        ? forwardPairs
        : keptRight(before.lanes.length, after.lanes.length);
    const shapes = shapesOver(end.street, start.street, direction, pairs);
    const intersectionId = addIntersectionUnder(network, shapes);
    const connectors = addConnectors(
      network,
      from.roadblockId,
      to.roadblockId,
      intersectionId,
      shapes.map((shape, i) => {
        const [fromIndex, toIndex] = direction === 'forward' ? pairs[i] : [pairs[i][1], pairs[i][0]];
        return {
          ...shape,
          fromLaneId: from.lanes[fromIndex].laneId,
          toLaneId: to.lanes[toIndex].laneId,
          lightStopLineIds: [],
        };
      }),
    );
    addBorder(network, end.street, start.street, direction, shapes);
    paintDividers(network, connectors);
    connectors.forEach((connector, i) => {
      const joined = i > 0 ? connectors[i - 1] : null;
      if (joined?.toLaneId !== connector.toLaneId) return;
      network.priorities.push({
        connectorId: connector.id,
        control: 'yield',
        yieldsToIds: [joined.id],
        crosswalkIds: [],
      });
    });
  }
}
