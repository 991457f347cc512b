import type { PolygonRings, PolylineFlat } from './map.ts';

/**
 * The vector map with its lane graph, as routing, traffic and the PDM score need it. Global frame, metres; rings and
 * centrelines run in driving direction where they have one. Ids are unique over the whole map.
 */
export interface RoadMap {
  lanes: Lane[];
  connectors: LaneConnector[];
  /** Lanes side by side in one direction. */
  roadblocks: { id: string; polygon: PolygonRings }[];
  /** Connectors that lead from one roadblock to another. */
  roadblockConnectors: {
    id: string;
    fromRoadblockId: string;
    toRoadblockId: string;
    intersectionId: string | null;
    polygon: PolygonRings;
  }[];
  intersections: { id: string; polygon: PolygonRings }[];
  carparks: { id: string; polygon: PolygonRings }[];
  stopLines: { id: string; polygon: PolygonRings }[];
  crosswalks: { id: string; polygon: PolygonRings }[];
  walkways: { id: string; polygon: PolygonRings }[];
  /** Drivable ground that belongs to no roadblock, intersection or carpark: shoulders, yards. */
  otherDrivable: { id: string; polygon: PolygonRings }[];
}

/** A map without anything on it. */
export const emptyRoads = (): RoadMap => ({
  lanes: [],
  connectors: [],
  roadblocks: [],
  roadblockConnectors: [],
  intersections: [],
  carparks: [],
  stopLines: [],
  crosswalks: [],
  walkways: [],
  otherDrivable: [],
});

export interface Lane {
  id: string;
  roadblockId: string;
  /** 0 = leftmost lane of its roadblock. */
  index: number;
  polygon: PolygonRings;
  centreline: PolylineFlat;
  leftBoundary: PolylineFlat;
  rightBoundary: PolylineFlat;
  speedLimitMps: number | null;
}

/** The path over a junction from a lane to a lane. */
export interface LaneConnector {
  id: string;
  roadblockConnectorId: string;
  fromLaneId: string;
  toLaneId: string;
  polygon: PolygonRings;
  centreline: PolylineFlat;
  leftBoundary: PolylineFlat;
  rightBoundary: PolylineFlat;
  speedLimitMps: number | null;
  /** Stop lines of the lights that govern it; empty where there is no light. */
  lightStopLineIds: string[];
}
