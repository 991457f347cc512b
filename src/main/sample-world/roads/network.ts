import type { PolylineFlat } from '../../../shared/domain/map.ts';
import { emptyRoads, type Lane, type LaneConnector, type RoadMap } from '../../../shared/domain/road-map.ts';
import type { Place, Priority, Scenery } from '../drive.ts';
import type { Direction, Setting, Street } from './cross-section.ts';
import { ringBetween } from './polylines.ts';
import type { Pose } from './reference-line.ts';

/** Where a lane begins or ends: its middle with the driving direction, and the ends of its boundaries. */
export interface LaneEnd {
  laneId: string;
  pose: Pose;
  left: [number, number];
  right: [number, number];
  speedLimitMps: number;
}

/** Paved ground of a town beyond the sidewalks, m. */
export const TOWN_GROUND_M = 22;

/** The end of a street at a junction. Lanes are listed from the left to the right of their own driving direction. */
export interface Mouth {
  /** Middle of the street; looks out of the junction into the street. */
  pose: Pose;
  street: Street;
  /** Station of the mouth on its street, and the direction of the traffic that arrives there. */
  stationM: number;
  arrivingDirection: Direction;
  arriving: { roadblockId: string; lanes: LaneEnd[] } | null;
  departing: { roadblockId: string; lanes: LaneEnd[] } | null;
}

/** The edge of the ground between two arms of a junction, traffic to its left. */
export interface Corner {
  edge: PolylineFlat;
  /** Ground beyond it: a sidewalk, or none. */
  sidewalkM: number;
  curb: boolean;
}

/** An arm of a junction with what its drivers see. */
export interface Approach {
  mouth: Mouth;
  control: Priority['control'];
  crosswalk: boolean;
  rails: boolean;
  intersectionId: string;
  connectorIds: string[];
}

/** A place while it is built: the map, and what the scenery needs to know of how it came about. */
export interface Network {
  roads: RoadMap;
  streets: Street[];
  corners: Corner[];
  approaches: Approach[];
  priorities: Priority[];
  works: Place['works'];
  /** Signs of building sites beside a street. */
  worksSigns: { street: Street; stationM: number }[];
  /** Paint that no street owns. */
  paint: Scenery['markings'];
  crosswalkLines: { line: PolylineFlat; widthM: number }[];
  stopBars: PolylineFlat[];
  rails: PolylineFlat[];
  /** Planted ground inside roundabouts. */
  islands: PolylineFlat[];
  /** Town ground beside such places. */
  verges: PolylineFlat[];
  /** Ground between the directions where one cross-section goes over into another. */
  medians: { ring: PolylineFlat; setting: Setting }[];
  /** A new id: decimal, because GeoPackage and NAVSIM know maps by numbers. */
  nextId(): string;
}

/** A place on which nothing is built yet. */
export function emptyNetwork(): Network {
  let last = 1000;
  return {
    roads: emptyRoads(),
    streets: [],
    corners: [],
    approaches: [],
    priorities: [],
    works: [],
    worksSigns: [],
    paint: [],
    crosswalkLines: [],
    stopBars: [],
    rails: [],
    islands: [],
    medians: [],
    verges: [],
    nextId: () => String(++last),
  };
}

type ConnectorShape = Pick<
  LaneConnector,
  'fromLaneId' | 'toLaneId' | 'centreline' | 'leftBoundary' | 'rightBoundary' | 'speedLimitMps' | 'lightStopLineIds'
>;

/** Adds the connectors from one roadblock to another, listed from left to right, and the roadblock connector they make. */
export function addConnectors(
  network: Network,
  fromRoadblockId: string,
  toRoadblockId: string,
  intersectionId: string,
  shapes: readonly ConnectorShape[],
): LaneConnector[] {
  const id = network.nextId();
  const connectors = shapes.map((shape) => ({
    id: network.nextId(),
    roadblockConnectorId: id,
    ...shape,
    polygon: [ringBetween(shape.leftBoundary, shape.rightBoundary)],
  }));
  network.roads.connectors.push(...connectors);
  network.roads.roadblockConnectors.push({
    id,
    fromRoadblockId,
    toRoadblockId,
    intersectionId,
    polygon: [ringBetween(shapes[0].leftBoundary, shapes[shapes.length - 1].rightBoundary)],
  });
  return connectors;
}

/** Adds the intersection under connectors that run side by side, listed from left to right; gives its id. */
export function addIntersectionUnder(
  network: Network,
  shapes: readonly Pick<LaneConnector, 'leftBoundary' | 'rightBoundary'>[],
): string {
  const id = network.nextId();
  network.roads.intersections.push({
    id,
    polygon: [ringBetween(shapes[0].leftBoundary, shapes[shapes.length - 1].rightBoundary)],
  });
  return id;
}

/** Adds lanes side by side, listed from left to right, and the roadblock they make. */
export function addRoadblock(
  network: Network,
  lanes: readonly Pick<Lane, 'centreline' | 'leftBoundary' | 'rightBoundary' | 'speedLimitMps'>[],
): { roadblockId: string; laneIds: string[] } {
  const roadblockId = network.nextId();
  const laneIds = lanes.map((lane, index) => {
    const id = network.nextId();
    network.roads.lanes.push({
      id,
      roadblockId,
      index,
      ...lane,
      polygon: [ringBetween(lane.leftBoundary, lane.rightBoundary)],
    });
    return id;
  });
  network.roads.roadblocks.push({
    id: roadblockId,
    polygon: [ringBetween(lanes[0].leftBoundary, lanes[lanes.length - 1].rightBoundary)],
  });
  return { roadblockId, laneIds };
}
