import type { PdmVersion } from '../../src/shared/domain/pdm.ts';
import { prepareScene } from '../../src/main/metrics/pdm/prepare.ts';
import { readGolden, type GoldenCase } from '../../src/main/metrics/pdm/read-golden.ts';
import type { PdmPlan } from '../../src/main/metrics/pdm/scene.ts';
import { createScorer, type Scorer } from '../../src/main/metrics/pdm/score-batch.ts';
import { goldenFile, goldenNames } from '../../tests/golden/pdm-files.ts';

/** A golden scenario with a batch of plans: its own ones, repeated with a shift of millimetres where more are asked for. */
export interface BenchCase {
  scene: GoldenCase['scene'];
  plans: PdmPlan[];
}

export const benchCases = (plans: number): BenchCase[] =>
  goldenNames.map((name) => {
    const { scene, proposals } = readGolden(goldenFile(name), name);
    return {
      scene,
      plans: Array.from({ length: plans }, (_, i) => {
        const { plan } = proposals[i % proposals.length];
        const shiftM = Math.floor(i / proposals.length) * 1e-3;
        return {
          poses: plan.poses.map((value, k) => (k % 3 === 1 ? value + shiftM : value)),
          intervalS: plan.intervalS,
        };
      }),
    };
  });

export const createBenchScorer = createScorer;

/** Prepares the scene from nothing, simulates its plans and scores them as one batch. */
export const scoreBatch = (scorer: Scorer, { scene, plans }: BenchCase, version: PdmVersion): number =>
  scorer.score(prepareScene(scene), version, plans).length;

/** What one `pdm_score` call of the kit does: reference and plan in one batch, for v2 the human on its own as well. */
export function scoreCall(scorer: Scorer, { scene, plans }: BenchCase, version: PdmVersion): number {
  const prepared = prepareScene(scene);
  if (version === 'v2' && scene.human && scene.sceneType === 'original')
    scorer.score(prepared, 'v2', [scene.human], false);
  return scorer.score(prepared, version, ['reference', plans[0]]).length;
}
