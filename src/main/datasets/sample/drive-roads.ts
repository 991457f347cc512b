import type { PolygonRings, PolylineFlat } from '../../../shared/domain/map.ts';
import type { RoadMap } from '../../../shared/domain/road-map.ts';
import type { DriveFile } from '../../sample-world/write/sample/drive-file.ts';
import { idIn, type DrivePlace } from './drive-clip.ts';

/** The roads of a drive in the data set's own plane, with ids that are unique over the data set. */
export function roadsOfDrive(drive: DriveFile, { offsetX, offsetY }: DrivePlace): RoadMap {
  const id = (name: string): string => idIn(drive, name);
  const line = (flat: PolylineFlat): PolylineFlat => flat.map((value, i) => value + (i % 2 === 0 ? offsetX : offsetY));
  const area = <T extends { id: string; polygon: PolygonRings }>(item: T): T => ({
    ...item,
    id: id(item.id),
    polygon: item.polygon.map(line),
  });
  const path = <
    T extends {
      id: string;
      polygon: PolygonRings;
      centreline: PolylineFlat;
      leftBoundary: PolylineFlat;
      rightBoundary: PolylineFlat;
    },
  >(
    item: T,
  ): T => ({
    ...area(item),
    centreline: line(item.centreline),
    leftBoundary: line(item.leftBoundary),
    rightBoundary: line(item.rightBoundary),
  });
  const { roads } = drive;
  return {
    lanes: roads.lanes.map((lane) => ({ ...path(lane), roadblockId: id(lane.roadblockId) })),
    connectors: roads.connectors.map((connector) => ({
      ...path(connector),
      roadblockConnectorId: id(connector.roadblockConnectorId),
      fromLaneId: id(connector.fromLaneId),
      toLaneId: id(connector.toLaneId),
      lightStopLineIds: connector.lightStopLineIds.map(id),
    })),
    roadblocks: roads.roadblocks.map(area),
    roadblockConnectors: roads.roadblockConnectors.map((connector) => ({
      ...area(connector),
      fromRoadblockId: id(connector.fromRoadblockId),
      toRoadblockId: id(connector.toRoadblockId),
      intersectionId: connector.intersectionId === null ? null : id(connector.intersectionId),
    })),
    intersections: roads.intersections.map(area),
    carparks: roads.carparks.map(area),
    stopLines: roads.stopLines.map(area),
    crosswalks: roads.crosswalks.map(area),
    walkways: roads.walkways.map(area),
    otherDrivable: roads.otherDrivable.map(area),
  };
}

/** Several road maps that share no id as one. */
export function joinedRoads(maps: readonly RoadMap[]): RoadMap {
  const all = <K extends keyof RoadMap>(table: K): RoadMap[K] =>
    maps.flatMap((map): RoadMap[K][number][] => map[table]) as RoadMap[K];
  return {
    lanes: all('lanes'),
    connectors: all('connectors'),
    roadblocks: all('roadblocks'),
    roadblockConnectors: all('roadblockConnectors'),
    intersections: all('intersections'),
    carparks: all('carparks'),
    stopLines: all('stopLines'),
    crosswalks: all('crosswalks'),
    walkways: all('walkways'),
    otherDrivable: all('otherDrivable'),
  };
}
