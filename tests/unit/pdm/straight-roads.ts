import type { RoadMap } from '../../../src/shared/domain/road-map.ts';

/** A square of lanes to test routes on: west → junction → east (straight) or → north (left), and a road from the south. */
const strip = (x0: number, y0: number, x1: number, y1: number) => [[x0, y0, x1, y0, x1, y1, x0, y1]];
const line = (x0: number, y0: number, x1: number, y1: number) => {
  const pieces = Math.ceil(Math.hypot(x1 - x0, y1 - y0));
  return Array.from({ length: (pieces + 1) * 2 }, (_, i) => {
    const t = (i >> 1) / pieces;
    return i % 2 === 0 ? x0 + t * (x1 - x0) : y0 + t * (y1 - y0);
  });
};
const noBoundary = { leftBoundary: [], rightBoundary: [] };

/** Blocks W (two lanes), E (two lanes), N; connectors WE and WN; a block F further east that E leads to through EF. */
export const straightRoads = (): RoadMap => ({
  lanes: [
    {
      id: 'w0',
      roadblockId: 'W',
      index: 0,
      polygon: strip(-100, 0, 0, 4),
      centreline: line(-100, 2, 0, 2),
      speedLimitMps: 10,
      ...noBoundary,
    },
    {
      id: 'w1',
      roadblockId: 'W',
      index: 1,
      polygon: strip(-100, -4, 0, 0),
      centreline: line(-100, -2, 0, -2),
      speedLimitMps: 10,
      ...noBoundary,
    },
    {
      id: 'e0',
      roadblockId: 'E',
      index: 0,
      polygon: strip(20, 0, 120, 4),
      centreline: line(20, 2, 120, 2),
      speedLimitMps: 15,
      ...noBoundary,
    },
    {
      id: 'e1',
      roadblockId: 'E',
      index: 1,
      polygon: strip(20, -4, 120, 0),
      centreline: line(20, -2, 120, -2),
      speedLimitMps: 15,
      ...noBoundary,
    },
    {
      id: 'n0',
      roadblockId: 'N',
      index: 0,
      polygon: strip(8, 20, 12, 120),
      centreline: line(10, 20, 10, 120),
      speedLimitMps: null,
      ...noBoundary,
    },
    {
      id: 'f0',
      roadblockId: 'F',
      index: 0,
      polygon: strip(140, 0, 240, 4),
      centreline: line(140, 2, 240, 2),
      speedLimitMps: 15,
      ...noBoundary,
    },
  ],
  connectors: [
    {
      id: 'we0',
      roadblockConnectorId: 'WE',
      fromLaneId: 'w0',
      toLaneId: 'e0',
      polygon: strip(0, 0, 20, 4),
      centreline: line(0, 2, 20, 2),
      speedLimitMps: 10,
      lightStopLineIds: [],
      ...noBoundary,
    },
    {
      id: 'we1',
      roadblockConnectorId: 'WE',
      fromLaneId: 'w1',
      toLaneId: 'e1',
      polygon: strip(0, -4, 20, 0),
      centreline: line(0, -2, 20, -2),
      speedLimitMps: 10,
      lightStopLineIds: [],
      ...noBoundary,
    },
    {
      id: 'wn0',
      roadblockConnectorId: 'WN',
      fromLaneId: 'w0',
      toLaneId: 'n0',
      polygon: [[0, 0, 12, 8, 12, 20, 8, 20, 8, 10, 0, 4]],
      centreline: [0, 2, 10, 9, 10, 20],
      speedLimitMps: 8,
      lightStopLineIds: [],
      ...noBoundary,
    },
    {
      id: 'ef0',
      roadblockConnectorId: 'EF',
      fromLaneId: 'e0',
      toLaneId: 'f0',
      polygon: strip(120, 0, 140, 4),
      centreline: line(120, 2, 140, 2),
      speedLimitMps: 15,
      lightStopLineIds: [],
      ...noBoundary,
    },
  ],
  roadblocks: [
    { id: 'W', polygon: strip(-100, -4, 0, 4) },
    { id: 'E', polygon: strip(20, -4, 120, 4) },
    { id: 'N', polygon: strip(8, 20, 12, 120) },
    { id: 'F', polygon: strip(140, 0, 240, 4) },
  ],
  roadblockConnectors: [
    { id: 'WE', fromRoadblockId: 'W', toRoadblockId: 'E', intersectionId: 'X', polygon: strip(0, -4, 20, 4) },
    {
      id: 'WN',
      fromRoadblockId: 'W',
      toRoadblockId: 'N',
      intersectionId: 'X',
      polygon: [[0, 0, 12, 8, 12, 20, 8, 20, 8, 10, 0, 4]],
    },
    { id: 'EF', fromRoadblockId: 'E', toRoadblockId: 'F', intersectionId: 'Y', polygon: strip(120, 0, 140, 4) },
  ],
  intersections: [
    { id: 'X', polygon: strip(0, -4, 20, 20) },
    { id: 'Y', polygon: strip(120, -4, 140, 4) },
  ],
  carparks: [],
  stopLines: [],
  crosswalks: [],
  walkways: [],
  otherDrivable: [],
});
