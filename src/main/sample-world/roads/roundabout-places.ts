import type { LaneConnector } from '../../../shared/domain/road-map.ts';
import { wrapAngle } from '../../../shared/maths/angle.ts';
import type { Random } from '../random.ts';
import type { Street } from './cross-section.ts';
import { addCrosswalk, addStopLine, connectorShape, cornerSidewalkM, widened } from './junction.ts';
import { addConnectors, type Mouth, type Network } from './network.ts';
import { circle, reversed } from './polylines.ts';
import { bend, referenceLine, straight, type ReferenceLine } from './reference-line.ts';
import { armLengthM, constantProfile, kmh, roundedWidth, streetOf, twoWayStyle } from './street-styles.ts';
import { addStreet, laneShapes } from './street.ts';

const LEAD_M = 5.6;

interface Ring {
  line: ReferenceLine;
  radiusM: number;
  widthM: number;
}

/** A ring lane around the origin, driven counter-clockwise; its line is the inner edge and starts at `startRad`. */
function ringAround(startRad: number, radiusM: number, widthM: number): Ring {
  const start = {
    x: radiusM * Math.cos(startRad),
    y: radiusM * Math.sin(startRad),
    headingRad: startRad + Math.PI / 2,
  };
  const course = [{ lengthM: 2 * Math.PI * radiusM, startCurvature: 1 / radiusM, endCurvature: 1 / radiusM }];
  return { line: referenceLine(start, course), radiusM, widthM };
}

const onlyLane = (
  side: Mouth['arriving'],
): { roadblockId: string; lane: NonNullable<Mouth['arriving']>['lanes'][0] } => {
  if (side === null) throw new Error('a roundabout joins two-way streets');
  return { roadblockId: side.roadblockId, lane: side.lanes[0] };
};

/**
 * The ground before one arm: the ring goes on, traffic leaves to the arm and enters from it. Entering traffic yields to
 * what is on the ring.
 */
function addSector(
  network: Network,
  arm: Mouth,
  crosswalk: boolean,
  before: Mouth,
  after: Mouth,
  ring: { street: Street; fromM: number; toM: number },
): void {
  const intersectionId = network.nextId();
  const crosswalkIds = crosswalk ? [addCrosswalk(network, arm)] : [];
  addStopLine(network, arm);
  const [ringIn, ringOut] = [onlyLane(before.arriving), onlyLane(after.departing)];
  const [armIn, armOut] = [onlyLane(arm.arriving), onlyLane(arm.departing)];
  const limit = ring.street.speedLimitMps;
  const add = (
    from: typeof ringIn,
    to: typeof ringIn,
    shape: Parameters<typeof addConnectors>[4][number],
  ): LaneConnector => addConnectors(network, from.roadblockId, to.roadblockId, intersectionId, [shape])[0];
  const around = add(ringIn, ringOut, {
    ...laneShapes(ring.street, 'forward', ring.fromM, ring.toM)[0],
    fromLaneId: ringIn.lane.laneId,
    toLaneId: ringOut.lane.laneId,
    lightStopLineIds: [],
  });
  const exit = add(ringIn, armOut, connectorShape(ringIn.lane, armOut.lane, 0.3, LEAD_M, limit));
  const entry = add(armIn, ringOut, connectorShape(armIn.lane, ringOut.lane, LEAD_M, 0.3, limit));
  const edges = [widened(exit.rightBoundary), widened(entry.rightBoundary)];
  const inner = reversed(around.leftBoundary);
  network.roads.intersections.push({ id: intersectionId, polygon: [[...edges.flat(), ...inner]] });
  const sidewalkM = cornerSidewalkM(arm.street);
  network.corners.push(...edges.map((edge) => ({ edge, sidewalkM, curb: true })), {
    edge: inner,
    sidewalkM: 0,
    curb: true,
  });
  network.approaches.push({
    mouth: arm,
    control: 'yield',
    crosswalk,
    rails: false,
    intersectionId,
    connectorIds: [entry.id],
  });
  network.priorities.push(
    { connectorId: around.id, control: 'none', yieldsToIds: [], crosswalkIds: [] },
    { connectorId: exit.id, control: 'none', yieldsToIds: [], crosswalkIds },
    { connectorId: entry.id, control: 'yield', yieldsToIds: [around.id], crosswalkIds },
  );
}

/** A roundabout of one lane with three or four arms around the origin. */
export function addRoundabout(network: Network, random: Random): void {
  const count = random.pick([3, 4, 4]);
  const widthM = roundedWidth(random, 4.6, 5.4);
  const radiusM = random.between(10, 17);
  const middleM = radiusM + widthM / 2;
  const halfSector = count === 3 ? 0.55 : 0.5;
  const base = random.between(-Math.PI, Math.PI);
  const angles = Array.from(
    { length: count },
    (_, i) => base + (2 * Math.PI * i) / count + random.between(-0.09, 0.09),
  );
  const ring = ringAround(angles[0] - halfSector, radiusM, widthM);
  const style = twoWayStyle(random, 1, random.pick(['town', 'suburb'] as const));
  const stationOf = (angle: number): number => {
    const turn = wrapAngle(angle - (angles[0] - halfSector));
    return (turn < -1e-9 ? turn + 2 * Math.PI : Math.max(0, turn)) * radiusM;
  };
  const ringStyle = {
    ...style,
    profileAt: constantProfile([widthM], []),
    speedLimitMps: Math.min(style.speedLimitMps, kmh(Math.floor(Math.sqrt(2.2 * middleM) * 3.6))),
    shoulderM: 0,
    sidewalkM: { forward: style.sidewalkM.forward, backward: 0 },
  };
  const segments = angles.map((angle, i) => {
    const next = i + 1 < count ? stationOf(angles[i + 1] - halfSector) : ring.line.lengthM;
    return addStreet(network, streetOf(ringStyle, ring.line, stationOf(angle + halfSector), next));
  });
  const crosswalk = random.chance(0.6);
  angles.forEach((headingRad, i) => {
    const distanceM = radiusM + widthM + LEAD_M + random.between(6, 9);
    const start = { x: distanceM * Math.cos(headingRad), y: distanceM * Math.sin(headingRad), headingRad };
    const course = [...straight(80), ...bend(random.between(180, 400), random.between(-0.3, 0.3), 40)];
    const lengthM = armLengthM(style.speedLimitMps);
    const arm = addStreet(network, streetOf(style, referenceLine(start, course), 0, lengthM)).start;
    const street = streetOf(ringStyle, ring.line);
    const [fromM, toM] = [stationOf(headingRad - halfSector), stationOf(headingRad + halfSector)];
    addSector(network, arm, crosswalk, segments[(i + count - 1) % count].end, segments[i].start, {
      street,
      fromM,
      toM,
    });
  });
  network.islands.push(circle(0, 0, radiusM - 0.2));
}
