import type { Lane, LaneConnector, RoadMap } from '../../../shared/domain/road-map.ts';
import type { PolygonRings } from '../../../shared/domain/map.ts';
import { wrapAngle } from '../../../shared/maths/angle.ts';

/** A lane or lane connector as drivers see it. Lengths in m along its centreline. */
export interface Segment {
  id: string;
  isConnector: boolean;
  /** Roadblock of a lane, roadblock connector of a connector. */
  blockId: string;
  /** 0 = leftmost lane of its roadblock; −1 for connectors. */
  laneIndex: number;
  /** x0 y0 x1 y1 … */
  line: readonly number[];
  lengthM: number;
  limitMps: number;
  /** Heading at the end minus heading at the start, left positive, rad. */
  turnRad: number;
  next: Segment[];
  previous: Segment[];
  /** Lanes beside it in the same direction. */
  left: Segment | null;
  right: Segment | null;
  lightStopLineIds: readonly string[];
  polygon: PolygonRings;
}

export interface Network {
  segments: Segment[];
  byId: Map<string, Segment>;
}

const UNPOSTED_LIMIT_MPS = 13.9;

/** The lanes and connectors of a map, joined to each other. */
export function networkOf(roads: RoadMap): Network {
  const lanes = roads.lanes.map((lane) => segmentOf(lane, lane.roadblockId, lane.index, []));
  const connectors = roads.connectors.map((one) => segmentOf(one, one.roadblockConnectorId, -1, one.lightStopLineIds));
  const segments = [...lanes, ...connectors];
  const byId = new Map(segments.map((segment) => [segment.id, segment]));
  for (const connector of roads.connectors) {
    const segment = byId.get(connector.id)!;
    join(byId.get(connector.fromLaneId), segment);
    join(segment, byId.get(connector.toLaneId));
  }
  const byPlace = new Map(lanes.map((lane) => [`${lane.blockId} ${lane.laneIndex}`, lane]));
  for (const lane of lanes) {
    lane.left = byPlace.get(`${lane.blockId} ${lane.laneIndex - 1}`) ?? null;
    lane.right = byPlace.get(`${lane.blockId} ${lane.laneIndex + 1}`) ?? null;
  }
  return { segments, byId };
}

function join(from: Segment | undefined, to: Segment | undefined): void {
  if (!from || !to) return;
  from.next.push(to);
  to.previous.push(from);
}

function segmentOf(
  source: Lane | LaneConnector,
  blockId: string,
  laneIndex: number,
  lightStopLineIds: readonly string[],
): Segment {
  const line = source.centreline;
  const last = line.length - 2;
  return {
    id: source.id,
    isConnector: laneIndex < 0,
    blockId,
    laneIndex,
    line,
    lengthM: lengthOf(line),
    limitMps: source.speedLimitMps ?? UNPOSTED_LIMIT_MPS,
    turnRad: wrapAngle(
      Math.atan2(line[last + 1] - line[last - 1], line[last] - line[last - 2]) -
        Math.atan2(line[3] - line[1], line[2] - line[0]),
    ),
    next: [],
    previous: [],
    left: null,
    right: null,
    lightStopLineIds,
    polygon: source.polygon,
  };
}

function lengthOf(line: readonly number[]): number {
  let length = 0;
  for (let i = 2; i < line.length; i += 2) length += Math.hypot(line[i] - line[i - 2], line[i + 1] - line[i - 1]);
  return length;
}
