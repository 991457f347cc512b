import type { PolylineFlat } from '../../../shared/domain/map.ts';
import { boundaryOffsets, edgeStrip, type Direction, type Street } from './cross-section.ts';
import {
  addConnectors,
  addIntersectionUnder,
  addRoadblock,
  type LaneEnd,
  type Mouth,
  type Network,
} from './network.ts';
import { addCarparks } from './parking.ts';
import { beside, stations, turnedBack, type Pose } from './reference-line.ts';

const JOINT_M = 4;
const BLOCK_M = 90;

export interface LaneShape {
  centreline: PolylineFlat;
  leftBoundary: PolylineFlat;
  rightBoundary: PolylineFlat;
  speedLimitMps: number;
}

/** The lanes of one direction between two stations. */
export function laneShapes(street: Street, direction: Direction, fromM: number, toM: number): LaneShape[] {
  const at = stations(fromM, toM);
  if (direction === 'backward') at.reverse();
  const count = street.profileAt(fromM)[direction].length;
  const boundaries: PolylineFlat[] = Array.from({ length: count + 1 }, () => []);
  for (const s of at) {
    const { x, y, headingRad } = street.line.at(s);
    const [c, n] = [Math.cos(headingRad), Math.sin(headingRad)];
    const offsets = boundaryOffsets(street.profileAt(s), direction);
    for (let i = 0; i <= count; i++) boundaries[i].push(x - offsets[i] * n, y + offsets[i] * c);
  }
  return Array.from({ length: count }, (_, i) => ({
    centreline: boundaries[i].map((value, k) => (value + boundaries[i + 1][k]) / 2),
    leftBoundary: boundaries[i],
    rightBoundary: boundaries[i + 1],
    speedLimitMps: street.speedLimitMps,
  }));
}

function laneEnds(street: Street, direction: Direction, s: number, laneIds: readonly string[]): LaneEnd[] {
  const here = street.line.at(s);
  const offsets = boundaryOffsets(street.profileAt(s), direction);
  const points = offsets.map((offset) => beside(here, offset));
  const headingRad = direction === 'forward' ? here.headingRad : here.headingRad + Math.PI;
  return laneIds.map((laneId, i) => ({
    laneId,
    pose: { x: (points[i].x + points[i + 1].x) / 2, y: (points[i].y + points[i + 1].y) / 2, headingRad },
    left: [points[i].x, points[i].y],
    right: [points[i + 1].x, points[i + 1].y],
    speedLimitMps: street.speedLimitMps,
  }));
}

/** Stations where a street is cut: blocks of 60 to 120 m with short joints between them. */
function blockSpans(fromM: number, toM: number): [number, number][] {
  const count = Math.max(1, Math.round((toM - fromM) / BLOCK_M));
  const blockM = (toM - fromM - (count - 1) * JOINT_M) / count;
  return Array.from({ length: count }, (_, i) => {
    const start = fromM + i * (blockM + JOINT_M);
    return [start, i === count - 1 ? toM : start + blockM];
  });
}

interface Blocks {
  first: { roadblockId: string; laneIds: string[] };
  last: { roadblockId: string; laneIds: string[] };
}

/** A joint: connectors straight on over an intersection of their own, which no other traffic crosses. */
function addJoint(
  network: Network,
  shapes: readonly LaneShape[],
  from: { roadblockId: string; laneIds: string[] },
  to: { roadblockId: string; laneIds: string[] },
): string[] {
  const intersectionId = addIntersectionUnder(network, shapes);
  const connectors = addConnectors(
    network,
    from.roadblockId,
    to.roadblockId,
    intersectionId,
    shapes.map((shape, i) => ({
      ...shape,
      fromLaneId: from.laneIds[i],
      toLaneId: to.laneIds[i],
      lightStopLineIds: [],
    })),
  );
  return connectors.map((connector) => connector.id);
}

function addDirection(network: Network, street: Street, direction: Direction): Blocks | null {
  if (street.profileAt(street.fromM)[direction].length === 0) return null;
  const spans = blockSpans(street.fromM, street.toM);
  if (direction === 'backward') spans.reverse();
  const blocks = spans.map(([from, to]) => addRoadblock(network, laneShapes(street, direction, from, to)));
  for (let i = 0; i + 1 < blocks.length; i++) {
    const [from, to] = direction === 'forward' ? [spans[i][1], spans[i + 1][0]] : [spans[i + 1][1], spans[i][0]];
    addJoint(network, laneShapes(street, direction, from, to), blocks[i], blocks[i + 1]);
  }
  return { first: blocks[0], last: blocks[blocks.length - 1] };
}

function addShoulders(network: Network, street: Street): void {
  for (const { direction, fromM, toM, widthM } of street.shoulders) {
    const strip = edgeStrip(street, direction, stations(fromM, toM), 0, widthM);
    network.roads.otherDrivable.push({ id: network.nextId(), polygon: [strip] });
  }
}

/** Builds a street's lanes, roadblocks and joints; gives its two ends. */
export function addStreet(network: Network, street: Street): { start: Mouth; end: Mouth } {
  network.streets.push(street);
  addShoulders(network, street);
  addCarparks(network, street);
  const forward = addDirection(network, street, 'forward');
  const backward = addDirection(network, street, 'backward');
  const side = (
    direction: Direction,
    s: number,
    block: Blocks['first'] | undefined,
  ): { roadblockId: string; lanes: LaneEnd[] } | null =>
    block === undefined
      ? null
      : { roadblockId: block.roadblockId, lanes: laneEnds(street, direction, s, block.laneIds) };
  const startPose: Pose = street.line.at(street.fromM);
  return {
    start: {
      pose: startPose,
      street,
      stationM: street.fromM,
      arrivingDirection: 'backward',
      departing: side('forward', street.fromM, forward?.first),
      arriving: side('backward', street.fromM, backward?.last),
    },
    end: {
      pose: turnedBack(street.line.at(street.toM)),
      street,
      stationM: street.toM,
      arrivingDirection: 'forward',
      departing: side('backward', street.toM, backward?.first),
      arriving: side('forward', street.toM, forward?.last),
    },
  };
}
