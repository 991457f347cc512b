import { describe, expect, test } from 'vitest';
import { prepareScene } from '../../../src/main/metrics/pdm/prepare.ts';
import { readGolden } from '../../../src/main/metrics/pdm/read-golden.ts';
import { scorePlan } from '../../../src/main/metrics/pdm/score-plan.ts';
import type { PdmPlan, PdmScene } from '../../../src/main/metrics/pdm/scene.ts';
import { createScorer } from '../../../src/main/metrics/pdm/score-batch.ts';
import { pdmVersions, type PdmVersion } from '../../../src/shared/domain/pdm.ts';
import { goldenFile, goldenNames } from '../../golden/pdm-files.ts';
import { moved, randomPlan, randomScene, randomTrack, seeded } from './random-scene.ts';

const scorer = createScorer();
const ROUNDS = 300;
const scored = (scene: PdmScene, plan: PdmPlan, version: PdmVersion) =>
  scorePlan(scorer, prepareScene(scene), version, { name: 'plan', plan, previous: plan });
const values = (scene: PdmScene, plan: PdmPlan, version: PdmVersion): Record<string, number | null> => {
  const result = scored(scene, plan, version);
  return { total: result.total, ...Object.fromEntries(result.terms.map((t) => [t.term, t.value])) };
};

describe.each(pdmVersions)('%s of random plans on random scenes', (version) => {
  test('score and terms lie between 0 and 1, and every sentence says its value', () => {
    const random = seeded(1);
    const seen = new Map<string, Set<number>>();
    for (let i = 0; i < ROUNDS; i++) {
      const scene = randomScene(random, `random ${i}`);
      const result = scored(scene, randomPlan(random, scene.ego.vx), version);
      for (const value of [result.total, result.product, result.weighted, ...result.terms.map((t) => t.value)]) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }
      for (const term of result.terms) {
        seen.set(term.term, (seen.get(term.term) ?? new Set()).add(term.unfiltered ?? -1));
        expect(term.sentence).toMatch(/^(0|1|0?\.\d+|0\.\d\d|1\.00)(:| because)/);
      }
    }
    // The scenes are hard enough to fail every term and easy enough to pass it.
    for (const [term, found] of seen) expect(found.size, term).toBeGreaterThan(1);
  });

  test('an obstacle more never raises NC', () => {
    const random = seeded(2);
    let lowered = 0;
    for (let i = 0; i < ROUNDS; i++) {
      const scene = { ...randomScene(random, `random ${i}`), human: null };
      const plan = randomPlan(random, scene.ego.vx);
      const before = values(scene, plan, version).nc ?? 0;
      const more = { ...scene, tracks: [...scene.tracks, randomTrack(random, 'one more')] };
      const after = values(more, plan, version).nc ?? 0;
      expect(after).toBeLessThanOrEqual(before);
      if (after < before) lowered++;
    }
    expect(lowered).toBeGreaterThan(5);
  });

  test('a rigid motion of the whole scene changes no term', () => {
    const random = seeded(3);
    for (let i = 0; i < ROUNDS; i++) {
      const scene = randomScene(random, `random ${i}`);
      const plan = randomPlan(random, scene.ego.vx);
      const angle = random() * 7 - 3.5;
      const here = values(scene, plan, version);
      const there = values(moved(scene, angle, random() * 1e4, random() * -1e4), plan, version);
      for (const [term, value] of Object.entries(here))
        expect(there[term], `${scene.name} ${term}`).toBeCloseTo(value ?? NaN, 6);
    }
  });
});

test('a rigid motion of the golden scenes changes no term', () => {
  const random = seeded(4);
  for (const name of goldenNames.filter((_, i) => i % 5 === 0)) {
    const { scene, proposals } = readGolden(goldenFile(name), name);
    const there = moved(scene, random() * 6, random() * 1e3, random() * 1e3);
    for (const { plan } of proposals)
      for (const [term, value] of Object.entries(values(scene, plan, 'v2')))
        expect(values(there, plan, 'v2')[term], `${name} ${term}`).toBeCloseTo(value ?? NaN, 6);
  }
});
