import { describe, expect, it } from 'vitest';
import { prepareScene } from '../../../src/main/metrics/pdm/prepare.ts';
import { readGolden } from '../../../src/main/metrics/pdm/read-golden.ts';
import { createScorer } from '../../../src/main/metrics/pdm/score-batch.ts';
import { scorePlan } from '../../../src/main/metrics/pdm/score-plan.ts';
import { pdmCorners, type PdmAreaEvidence } from '../../../src/shared/domain/pdm.ts';
import { goldenFile, goldenNames } from '../../golden/pdm-files.ts';

type Point = [number, number];
interface Golden {
  input: {
    vehicle: { width: number; length: number; rear_axle_to_center: number };
    map_polygons: { token: string; type: string; exterior: Point[]; interiors?: Point[][] }[];
  };
  v2: { proposals: { name: string; simulated_states: number[][]; ego_areas: string }[] };
}
const OFF_ROAD = 2;

const scorer = createScorer();
const areaOf = (golden: unknown, scene: string, plan: string): PdmAreaEvidence => {
  const read = readGolden(golden, scene);
  const proposal = read.proposals.find((p) => p.name === plan)!;
  const { terms } = scorePlan(scorer, prepareScene(read.scene), 'v2', proposal);
  return terms.find((t) => t.term === 'dac')!.evidence as PdmAreaEvidence;
};

/** Corners of the box that a published state stands for, in the order of `pdmCorners`. */
function cornersOf([x, y, heading]: number[], { width, length, rear_axle_to_center }: Golden['input']['vehicle']) {
  const [c, s] = [Math.cos(heading), Math.sin(heading)];
  return [
    [length / 2, width / 2],
    [-length / 2, width / 2],
    [-length / 2, -width / 2],
    [length / 2, -width / 2],
  ].map(([ahead, left]): Point => {
    const a = ahead + rear_axle_to_center;
    return [x + c * a - s * left, y + s * a + c * left];
  });
}

/** Crossings of a ray to the right, all rings together. */
const holds = (rings: readonly Point[][], [x, y]: Point): boolean =>
  rings
    .flatMap((ring) => ring.map((a, i) => [a, ring[(i + 1) % ring.length]] as const))
    .filter(([a, b]) => a[1] > y !== b[1] > y && x < a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0])).length %
    2 ===
  1;

/** The first exit of every golden plan that leaves the road under way, found anew from the published states and polygons. */
const leaving = goldenNames.flatMap((scene) => {
  const golden = goldenFile(scene) as Golden;
  return golden.v2.proposals.flatMap(({ name, ego_areas, simulated_states }) => {
    const step = [...ego_areas].findIndex((areas) => (Number(areas) & OFF_ROAD) !== 0);
    return step > 0 ? [{ scene, plan: name, step, golden, states: simulated_states }] : [];
  });
});

describe('polygons that the ego left', () => {
  it('there are golden plans that leave, by one corner and by two, and out of several polygons at once', () => {
    const evidence = leaving.map(({ scene, plan, golden }) => areaOf(golden, scene, plan));
    expect(evidence.length).toBeGreaterThan(20);
    expect(new Set(evidence.map((e) => e.exits.length)).size).toBeGreaterThan(1);
    expect(evidence.some((e) => e.heldBy.length > 1)).toBe(true);
  });

  it.each(leaving)('$scene $plan at step $step', ({ scene, plan, step, golden, states }) => {
    const { exits, heldBy } = areaOf(golden, scene, plan);
    const drivable = golden.input.map_polygons
      .filter(({ type }) => !type.startsWith('LANE'))
      .map(({ token, exterior, interiors = [] }) => ({ token, rings: [exterior, ...interiors] }));
    const [before, then] = [states[step - 1], states[step]].map((s) => cornersOf(s, golden.input.vehicle));
    const outside = pdmCorners.filter((_, c) => !drivable.some(({ rings }) => holds(rings, then[c])));
    expect(exits.map((e) => [e.step, e.corner])).toEqual(outside.map((corner) => [step, corner]));
    const holding = drivable.flatMap(({ token, rings }) => {
      const corners = pdmCorners.filter((_, c) => holds(rings, before[c]));
      const left = corners.some((corner) => outside.includes(corner));
      return corners.length > 0 ? [{ token, corners, left }] : [];
    });
    expect(heldBy.map(({ token, corners, left }) => ({ token, corners, left }))).toEqual(holding);
    // Together they held the whole box, and each corner that is out had one that it left.
    expect(new Set(heldBy.flatMap((p) => p.corners)).size).toBe(4);
    for (const exit of exits) expect(heldBy.find((p) => p.token === exit.leftPolygon)).toMatchObject({ left: true });
    for (const { token, rings } of heldBy) {
      const open = drivable.find((d) => d.token === token)!.rings.map(withoutClosing);
      expect(rings).toEqual(open.map((ring) => ring.flat()));
    }
  });

  it('nothing is left where all corners stay, and where the ego starts off', () => {
    const golden = goldenFile('s05_stopped_lead') as Golden;
    expect(areaOf(golden, 's05_stopped_lead', 'human')).toMatchObject({ exits: [], heldBy: [] });
    const shrunk = structuredClone(golden);
    for (const polygon of shrunk.input.map_polygons)
      if (!polygon.type.startsWith('LANE')) polygon.exterior = polygon.exterior.map(([x, y]) => [x + 500, y]);
    const off = areaOf(shrunk, 's05_stopped_lead', 'human');
    expect(off.heldBy).toEqual([]);
    expect(off.exits.map((e) => [e.step, e.corner, e.leftPolygon])).toEqual(
      pdmCorners.map((corner) => [0, corner, null]),
    );
  });
});

function withoutClosing(ring: Point[]): Point[] {
  const [first, last] = [ring[0], ring[ring.length - 1]];
  return first[0] === last[0] && first[1] === last[1] ? ring.slice(0, -1) : ring;
}
