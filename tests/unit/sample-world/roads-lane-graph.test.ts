import { describe, expect, it } from 'vitest';
import type { Place } from '../../../src/main/sample-world/drive.ts';
import { randomOf } from '../../../src/main/sample-world/random.ts';
import { laneGraph, type LaneGraph } from './lane-graph.ts';
import { makePlace, placeKinds } from '../../../src/main/sample-world/roads/make-place.ts';
import { distance, pointsOf } from './roads-rings.ts';

const SEEDS = 8;

const entriesOf = (place: Place, graph: LaneGraph): string[] =>
  place.roads.lanes.map(({ id }) => id).filter((id) => graph.predecessors(id).length === 0);

const lengthOf = (graph: LaneGraph, way: readonly string[]): number =>
  way.reduce((sum, id) => sum + (graph.paths.get(id)?.lengthM ?? NaN), 0);

describe.each(placeKinds)('ways over %s', (kind) => {
  const built = Array.from({ length: SEEDS }, (_, seed) => {
    const place = makePlace(kind, randomOf(seed, kind));
    return { place, graph: laneGraph(place) };
  });

  it('lead from every entry to an edge of the world beyond 250 m, along connectors and lanes in turn', () => {
    for (const { place, graph } of built) {
      const entries = entriesOf(place, graph);
      expect(entries.length).toBeGreaterThan(0);
      for (const entry of entries) {
        const ways = graph.routesFrom(entry);
        expect(ways.length).toBeGreaterThan(0);
        for (const way of ways) {
          expect(lengthOf(graph, way)).toBeGreaterThan(500);
          way.forEach((id, i) => {
            expect(graph.paths.get(id)?.kind).toBe(i % 2 === 0 ? 'lane' : 'connector');
            if (i > 0) expect(graph.predecessors(id)).toContain(way[i - 1]);
          });
          const end = pointsOf(graph.paths.get(way[way.length - 1])?.line ?? []);
          expect(distance(end[end.length - 1], [0, 0])).toBeGreaterThan(145);
          expect(graph.blockIds(way)).toHaveLength(way.length);
        }
      }
    }
  });

  it('leave room for 20 s at the limit from 60 m before the middle, and 100 m of sight', () => {
    for (const { place, graph } of built) {
      for (const way of entriesOf(place, graph).flatMap((entry) => graph.routesFrom(entry))) {
        // The way's nearest point to the origin, and what comes after it.
        let passed = 0;
        let best = { away: Infinity, at: 0 };
        let slowest = Infinity;
        for (const id of way) {
          const path = graph.paths.get(id);
          if (path === undefined) continue;
          const foot = graph.project(id, 0, 0);
          if (foot.distanceM < best.away) best = { away: foot.distanceM, at: passed + foot.arcM };
          slowest = Math.min(slowest, path.speedLimitMps);
          passed += path.lengthM;
        }
        expect(passed).toBeGreaterThan(20 * slowest + 250);
        if (best.away < 60 && best.at > 60) {
          // Streets that only pass the origin are entered 150 m after their start.
          const begun = Math.min(best.at - 60, 150);
          expect(passed - begun).toBeGreaterThan(20 * slowest + 100);
        }
      }
    }
  });

  it('find a vehicle on its own path', () => {
    for (const { place, graph } of built.slice(0, 4)) {
      for (const lane of place.roads.lanes) {
        const lengthM = graph.paths.get(lane.id)?.lengthM ?? 0;
        const { x, y, headingRad } = graph.point(lane.id, lengthM * 0.37);
        const foot = graph.pathOf(x + 0.3 * Math.sin(headingRad), y - 0.3 * Math.cos(headingRad), headingRad);
        expect(foot?.id).toBe(lane.id);
        expect(foot?.arcM).toBeCloseTo(lengthM * 0.37, 1);
        expect(foot?.lateralM).toBeCloseTo(-0.3, 2);
        const against = graph.pathOf(x, y, headingRad + Math.PI);
        expect(against).toBeNull();
      }
    }
  });

  it('know the lanes beside a lane, one way as the other', () => {
    for (const { place, graph } of built) {
      for (const lane of place.roads.lanes) {
        const right = graph.rightOf(lane.id);
        if (right !== null) expect(graph.leftOf(right)).toBe(lane.id);
        if (lane.index === 0) expect(graph.leftOf(lane.id)).toBeNull();
      }
    }
  });
});

/** Conflicts between traffic of different lanes that no light keeps apart must be settled, and only one way. */
function unsettled(place: Place): string[] {
  const graph = laneGraph(place);
  const faults: string[] = [];
  for (const { connectorId, control } of place.priorities) {
    for (const conflict of graph.conflicts(connectorId)) {
      const back = graph.conflicts(conflict.connectorId).find((other) => other.connectorId === connectorId);
      if (back?.kind !== conflict.kind) faults.push(`conflict ${connectorId} ${conflict.connectorId} is one-sided`);
      if (conflict.kind === 'diverging') continue;
      const yields = [
        graph.priority(connectorId)?.yieldsToIds.includes(conflict.connectorId),
        graph.priority(conflict.connectorId)?.yieldsToIds.includes(connectorId),
      ].filter(Boolean).length;
      const sameArm =
        graph.paths.get(graph.predecessors(connectorId)[0])?.blockId ===
        graph.paths.get(graph.predecessors(conflict.connectorId)[0])?.blockId;
      if (yields > 1 || (yields === 0 && control !== 'light' && !sameArm)) {
        faults.push(`${connectorId} and ${conflict.connectorId}: ${yields} of them yield`);
      }
    }
  }
  return faults;
}

describe('right of way', () => {
  it.each(placeKinds)('is settled once for each conflict of %s', (kind) => {
    for (let seed = 0; seed < SEEDS; seed++) expect(unsettled(makePlace(kind, randomOf(seed, kind)))).toEqual([]);
  });

  it('entering a roundabout yields to the ring, the ring to nobody', () => {
    const place = makePlace('roundabout', randomOf(1, 'x'));
    const entering = place.priorities.filter(({ control }) => control === 'yield');
    expect(entering.length).toBeGreaterThanOrEqual(3);
    for (const { yieldsToIds } of entering) expect(yieldsToIds).toHaveLength(1);
    for (const { control, yieldsToIds } of place.priorities) if (control === 'none') expect(yieldsToIds).toEqual([]);
  });

  it('the joints of a street are no junctions', () => {
    const place = makePlace('straight', randomOf(1, 'x'));
    const graph = laneGraph(place);
    expect(place.roads.connectors.length).toBeGreaterThan(4);
    for (const { id } of place.roads.connectors) {
      expect(graph.priority(id)).toBeNull();
      expect(graph.conflicts(id)).toEqual([]);
    }
    expect(() => graph.successors('nowhere')).toThrow('nowhere');
  });
});
