import { emptyRoads, type RoadMap } from '../../src/shared/domain/road-map.ts';

const rectangle = (x0: number, y0: number, x1: number, y1: number): number[][] => [
  [x0, y0, x1, y0, x1, y1, x0, y1, x0, y0],
];
/** A line in steps of a metre, as nuPlan's baseline paths have them. */
function line(x0: number, y0: number, x1: number, y1: number): number[] {
  const steps = Math.max(1, Math.round(Math.hypot(x1 - x0, y1 - y0)));
  return Array.from({ length: steps + 1 }, (_, i) => [
    x0 + ((x1 - x0) * i) / steps,
    y0 + ((y1 - y0) * i) / steps,
  ]).flat();
}

/** A grid of streets with three lanes each way east to west, crossings every 100 m, over `blocks` x `blocks` squares. */
export function gridCity(originX: number, originY: number, blocks: number): RoadMap {
  const roads = emptyRoads();
  const lanes = [0, 1, 2];
  for (let row = 0; row < blocks; row++) {
    for (let column = 0; column < blocks; column++) {
      const id = row * blocks + column;
      const [x, y] = [originX + column * 100, originY + row * 100];
      roads.roadblocks.push({ id: `b${id}`, polygon: rectangle(x, y, x + 80, y + 10.5) });
      roads.intersections.push({ id: `i${id}`, polygon: rectangle(x + 80, y - 5, x + 100, y + 16) });
      roads.crosswalks.push({ id: `c${id}`, polygon: rectangle(x + 78, y, x + 81, y + 10.5) });
      roads.walkways.push({ id: `w${id}`, polygon: rectangle(x, y + 10.5, x + 80, y + 13) });
      roads.roadblockConnectors.push({
        id: `x${id}`,
        fromRoadblockId: `b${id}`,
        toRoadblockId: `b${id + 1}`,
        intersectionId: `i${id}`,
        polygon: rectangle(x + 80, y, x + 100, y + 10.5),
      });
      for (const index of lanes) {
        const [low, high] = [y + index * 3.5, y + index * 3.5 + 3.5];
        const strip = (from: number, to: number) => ({
          polygon: rectangle(from, low, to, high),
          centreline: line(from, low + 1.75, to, low + 1.75),
          leftBoundary: line(from, high, to, high),
          rightBoundary: line(from, low, to, low),
          speedLimitMps: 13.4,
        });
        roads.lanes.push({ id: `l${id}-${index}`, roadblockId: `b${id}`, index: 2 - index, ...strip(x, x + 80) });
        roads.connectors.push({
          id: `k${id}-${index}`,
          roadblockConnectorId: `x${id}`,
          fromLaneId: `l${id}-${index}`,
          toLaneId: `l${id + 1}-${index}`,
          lightStopLineIds: [],
          ...strip(x + 80, x + 100),
        });
      }
    }
  }
  return roads;
}
