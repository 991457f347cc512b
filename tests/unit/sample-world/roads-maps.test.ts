import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Place } from '../../../src/main/sample-world/drive.ts';
import { randomOf } from '../../../src/main/sample-world/random.ts';
import { makePlace, placeKinds } from '../../../src/main/sample-world/roads/make-place.ts';
import { distance, doubleArea, pointsOf, Rings, selfCrosses, type Point } from './roads-rings.ts';

const SEEDS = 8;

/** The first fault that a check finds in any of a kind's places, with its seed; null where all is well. */
function firstFault(places: readonly Place[], check: (place: Place) => string | null): string | null {
  for (const [seed, place] of places.entries()) {
    const fault = check(place);
    if (fault !== null) return `seed ${seed}: ${fault}`;
  }
  return null;
}

const near = (a: readonly number[], b: readonly number[]): boolean => a.every((v, i) => Math.abs(v - b[i]) < 1e-6);
const lastPoint = (line: readonly number[]): number[] => line.slice(-2);

function idFault({ roads }: Place): string | null {
  const ids = Object.values(roads).flatMap((layer: { id: string }[]) => layer.map(({ id }) => id));
  if (new Set(ids).size !== ids.length) return 'an id is used twice';
  return ids.every((id) => /^\d+$/.test(id)) ? null : 'an id is not a decimal number';
}

function joinFault({ roads }: Place): string | null {
  const lanes = new Map(roads.lanes.map((lane) => [lane.id, lane]));
  const blocks = new Map(roads.roadblockConnectors.map((block) => [block.id, block]));
  const intersections = new Set(roads.intersections.map(({ id }) => id));
  for (const connector of roads.connectors) {
    const from = lanes.get(connector.fromLaneId);
    const to = lanes.get(connector.toLaneId);
    const block = blocks.get(connector.roadblockConnectorId);
    if (from === undefined || to === undefined) return `connector ${connector.id} leads nowhere`;
    if (block?.fromRoadblockId !== from.roadblockId || block.toRoadblockId !== to.roadblockId) {
      return `connector ${connector.id} is not of its roadblock connector`;
    }
    if (block.intersectionId === null || !intersections.has(block.intersectionId)) return `${block.id} has no ground`;
    for (const line of ['centreline', 'leftBoundary', 'rightBoundary'] as const) {
      if (!near(lastPoint(from[line]), connector[line]) || !near(lastPoint(connector[line]), to[line])) {
        return `${line} of connector ${connector.id} does not meet its lanes`;
      }
    }
  }
  const blockIds = new Set(roads.roadblocks.map(({ id }) => id));
  return roads.lanes.every((lane) => blockIds.has(lane.roadblockId)) ? null : 'a lane has no roadblock';
}

/** Only at the edge of the world does a lane end or begin with nothing beyond it. */
function edgeFault({ roads }: Place): string | null {
  const left = new Set(roads.connectors.map(({ fromLaneId }) => fromLaneId));
  const entered = new Set(roads.connectors.map(({ toLaneId }) => toLaneId));
  for (const lane of roads.lanes) {
    const points = pointsOf(lane.centreline);
    if (!left.has(lane.id) && distance(points[points.length - 1], [0, 0]) < 145)
      return `lane ${lane.id} ends in the middle`;
    if (!entered.has(lane.id) && distance(points[0], [0, 0]) < 145) return `lane ${lane.id} begins in the middle`;
  }
  return null;
}

function ringFault({ roads, scenery, works }: Place): string | null {
  const layers = { ...roads, surfaces: scenery.surfaces, works: works.map(({ area }) => ({ polygon: area })) };
  for (const [name, layer] of Object.entries(layers)) {
    for (const { polygon } of layer as { polygon: number[][] }[]) {
      if (polygon.length !== 1) return `${name}: ${polygon.length} rings`;
      if (!(doubleArea(polygon[0]) > 0.1)) return `${name}: not counter-clockwise`;
      if (selfCrosses(polygon[0])) return `${name}: crosses itself near ${polygon[0].slice(0, 2).join(' ')}`;
    }
  }
  return null;
}

function neighbourFault({ roads }: Place): string | null {
  const byPlace = new Map(roads.lanes.map((lane) => [`${lane.roadblockId} ${lane.index}`, lane]));
  for (const lane of roads.lanes) {
    const right = byPlace.get(`${lane.roadblockId} ${lane.index + 1}`);
    if (right !== undefined && right.leftBoundary.join() !== lane.rightBoundary.join()) {
      return `lanes ${lane.id} and ${right.id} do not share their boundary`;
    }
  }
  return null;
}

function centrelineFault({ roads }: Place): string | null {
  for (const path of [...roads.lanes, ...roads.connectors]) {
    const own = new Rings([path]);
    const points = pointsOf(path.centreline);
    for (let i = 1; i < points.length; i++) {
      const [a, b] = [points[i - 1], points[i]];
      const step = distance(a, b);
      if (step > 1.35 || step < 0.05) return `step of ${step} m on ${path.id}`;
      if (!own.has((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)) return `centreline of ${path.id} leaves its polygon`;
    }
    const headings = points.slice(1).map(([x, y], i) => Math.atan2(y - points[i][1], x - points[i][0]));
    for (let i = 1; i < headings.length; i++) {
      const turn = Math.abs(
        Math.atan2(Math.sin(headings[i] - headings[i - 1]), Math.cos(headings[i] - headings[i - 1])),
      );
      const curvature = turn / ((distance(points[i - 1], points[i]) + distance(points[i], points[i + 1])) / 2);
      if (curvature > 1 / 5.5) return `path ${path.id} turns with a radius of ${1 / curvature} m`;
    }
  }
  return null;
}

/** A lane's corners, a hair inside, and every metre of its middle lie on exactly the ground that the PDM score counts. */
function drivableFault({ roads }: Place): string | null {
  const ground = new Rings([...roads.roadblocks, ...roads.intersections, ...roads.carparks]);
  const inset = ([x, y]: Point, [cx, cy]: Point, share: number): Point => [x + (cx - x) * share, y + (cy - y) * share];
  for (const path of [...roads.lanes, ...roads.connectors]) {
    const points = pointsOf(path.centreline);
    const left = pointsOf(path.leftBoundary);
    const right = pointsOf(path.rightBoundary);
    for (let i = 1; i < points.length - 1; i += 2) {
      const holding = ground.holding(...points[i]);
      if (holding.length !== 1) return `${path.id} lies on ${holding.length} grounds at ${points[i].join(' ')}`;
      for (const point of [inset(left[i], points[i], 0.01), inset(right[i], points[i], 0.01)]) {
        if (!ground.has(...point)) return `${path.id} is wider than the ground at ${point.join(' ')}`;
      }
    }
    // Across the seam to the next ground there is no gap of a centimetre.
    const end = points.length - 1;
    const before = distance(points[end - 1], points[end]);
    if (!ground.has(...inset(points[end], points[end - 1], 0.004 / before)))
      return `a gap before the end of ${path.id}`;
    if (!ground.has(...inset(points[0], points[1], 0.004 / distance(points[0], points[1]))))
      return `a gap at ${path.id}`;
  }
  return null;
}

function sizeFault({ roads }: Place): string | null {
  for (const lane of roads.lanes) {
    const right = pointsOf(lane.rightBoundary);
    const widths = pointsOf(lane.leftBoundary).map((p, i) => distance(p, right[i]));
    if (Math.min(...widths) < 2.79 || Math.max(...widths) > 5.41)
      return `lane ${lane.id} is ${Math.max(...widths)} m wide`;
    const limit = lane.speedLimitMps ?? 0;
    if (limit < 5 || limit > 34) return `limit of ${limit} m/s`;
  }
  return null;
}

function stopLineFault({ roads, priorities }: Place): string | null {
  const stopLines = new Set(roads.stopLines.map(({ id }) => id));
  const lit = new Set(priorities.filter(({ control }) => control === 'light').map(({ connectorId }) => connectorId));
  for (const connector of roads.connectors) {
    if (connector.lightStopLineIds.length > 0 !== lit.has(connector.id)) return `light of ${connector.id}`;
    if (!connector.lightStopLineIds.every((id) => stopLines.has(id))) return `stop line of ${connector.id}`;
  }
  const crosswalks = new Set(roads.crosswalks.map(({ id }) => id));
  return priorities.every(({ crosswalkIds }) => crosswalkIds.every((id) => crosswalks.has(id))) ? null : 'crosswalk id';
}

const checks: [string, (place: Place) => string | null][] = [
  ['ids are unique', idFault],
  ['connectors meet their lanes', joinFault],
  ['lanes end only at the edge of the world', edgeFault],
  ['rings are simple and counter-clockwise', ringFault],
  ['neighbours share their boundary', neighbourFault],
  ['centrelines are smooth and inside', centrelineFault],
  ['all lanes lie on drivable ground without gap or overlap', drivableFault],
  ['widths and limits are sensible', sizeFault],
  ['stop lines and crosswalks are known', stopLineFault],
];

describe.each(placeKinds)('%s', (kind) => {
  const places = Array.from({ length: SEEDS }, (_, seed) => makePlace(kind, randomOf(seed, kind)));

  it.each(checks)('%s', (_, check) => {
    expect(firstFault(places, check)).toBeNull();
  });

  it('is the same for the same seed and another for another', () => {
    const hash = (place: Place): string => createHash('sha256').update(JSON.stringify(place)).digest('hex');
    const hashes = places.map(hash);
    expect(hash(makePlace(kind, randomOf(3, kind)))).toBe(hashes[3]);
    expect(new Set(hashes).size).toBe(SEEDS);
  });
});

describe('what kinds are there for', () => {
  const some = (kind: (typeof placeKinds)[number]): Place[] =>
    Array.from({ length: 3 }, (_, seed) => makePlace(kind, randomOf(seed, kind)));

  it('lane counts, widths and limits vary', () => {
    const lanes = placeKinds.flatMap((kind) => some(kind).flatMap(({ roads }) => roads.lanes));
    const widths = new Set(
      lanes.map((lane) => Math.round(10 * distance(pointsOf(lane.leftBoundary)[0], pointsOf(lane.rightBoundary)[0]))),
    );
    for (const width of [28, 30, 32, 34, 36, 37]) expect(widths).toContain(width);
    expect(new Set(lanes.map(({ index }) => index)).size).toBeGreaterThanOrEqual(4);
    expect(new Set(lanes.map(({ speedLimitMps }) => speedLimitMps)).size).toBeGreaterThanOrEqual(8);
  });

  it('narrow streets have bays, sites are closed on the right, crossings have crosswalks, level crossings tracks', () => {
    for (const { roads } of some('narrow-street')) expect(roads.carparks.length).toBeGreaterThan(5);
    for (const { works } of some('construction')) expect(works).toHaveLength(1);
    for (const { roads } of some('crossing')) expect(roads.crosswalks).toHaveLength(1);
    for (const { scenery } of some('railway-crossing')) {
      expect(scenery.markings.filter(({ kind }) => kind === 'rails').length).toBeGreaterThan(0);
    }
  });
});
