import type { RoadMap } from '../../../shared/domain/road-map.ts';
import type { IndexedMap, MapFeature } from './map-parts.ts';

/** The layers that a road map is drawn with. Crossings, stop lines and the like are left out where the map has none. */
export function layersOfRoads(roads: readonly RoadMap[]): IndexedMap {
  const all = (of: (map: RoadMap) => readonly { polygon: MapFeature }[]): MapFeature[] =>
    roads.flatMap((map) => of(map).map((item) => item.polygon));
  const lines = (of: (map: RoadMap) => readonly { centreline: number[] }[]): MapFeature[] =>
    roads.flatMap((map) => of(map).map((item) => [item.centreline]));
  return {
    layers: {
      drivableArea: [
        ...all((map) => map.roadblocks),
        ...all((map) => map.intersections),
        ...all((map) => map.carparks),
        ...all((map) => map.otherDrivable),
      ],
      lanes: all((map) => map.lanes),
      laneConnectors: all((map) => map.connectors),
      intersections: all((map) => map.intersections),
      carparks: all((map) => map.carparks),
      crossings: all((map) => map.crosswalks),
      walkways: all((map) => map.walkways),
      stopLines: all((map) => map.stopLines),
      laneCentrelines: lines((map) => [...map.lanes, ...map.connectors]),
      laneDividers: roads.flatMap((map) =>
        // The left boundary of every lane but the leftmost lies between two lanes of one direction.
        map.lanes.filter((lane) => lane.index > 0).map((lane) => [lane.leftBoundary]),
      ),
      roadDividers: roads.flatMap((map) =>
        map.lanes.filter((lane) => lane.index === 0).map((lane) => [lane.leftBoundary]),
      ),
    },
  };
}
