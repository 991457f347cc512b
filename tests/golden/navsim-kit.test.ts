import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { navsimReader } from '../../src/main/datasets/navsim/navsim-reader.ts';
import { preparedFrame } from '../../src/main/metrics/pdm/clip-frames.ts';
import type { PreparedScene } from '../../src/main/metrics/pdm/prepare.ts';
import { createScorer } from '../../src/main/metrics/pdm/score-batch.ts';
import { scorePlan } from '../../src/main/metrics/pdm/score-plan.ts';
import { readClipRoads } from '../../src/main/workspace/index/clip-map.ts';
import { readClipDetail } from '../../src/main/workspace/index/clip-reader.ts';
import { openIndex } from '../../src/main/workspace/index/open-index.ts';
import { pdmTermWords, type PdmTerm, type PdmTrafficPolicy } from '../../src/shared/domain/pdm.ts';
import { kitResults, unpackKitRoot } from '../navsim-kit-root.ts';

/**
 * The official kit on drives that the sample world wrote in NAVSIM's layout, end to end: logs and maps as the kit read
 * them, and what it made of them (tests/reference/navsim_kit.py, with the versions it ran at).
 */
const pose = z.array(z.number());
const subscores = z.record(z.string(), z.number());
const kitSchema = z.object({
  scenes: z.array(
    z.object({
      token: z.string(),
      route_lane_ids: z.array(z.string()),
      centerline: z.array(pose),
      drivable: z.array(z.tuple([z.string(), z.string()])),
      pdm_closed: z.array(pose),
      plans: z.array(
        z.object({ name: z.string(), poses: z.array(pose), log_replay: subscores, reactive: subscores }),
      ),
    }),
  ),
});
const kit = kitSchema.parse(JSON.parse(kitResults()));

const terms: PdmTerm[] = ['nc', 'dac', 'ddc', 'tlc', 'ep', 'ttc', 'lk', 'hc'];

describe('the official NAVSIM kit on sample drives', () => {
  const root = mkdtempSync(join(tmpdir(), 'foresight-kit-'));
  const db = openIndex(join(root, 'index.sqlite'));
  const scorer = createScorer();
  const prepared = (token: string, traffic: PdmTrafficPolicy): PreparedScene => {
    const clip = readClipDetail(db, `n:${token}`);
    if (!clip) throw new Error(`no sample ${token}`);
    const scene = preparedFrame(scorer, clip, readClipRoads(db, clip.clipId), clip.decisions[0], {
      version: 'v2',
      filter: 'human',
      traffic,
    });
    if ('missing' in scene) throw new Error(scene.missing);
    return scene;
  };
  beforeAll(async () => {
    unpackKitRoot(root);
    await navsimReader.index(db, {
      datasetId: 'n',
      root,
      version: 'mini',
      signal: new AbortController().signal,
      progress: () => undefined,
      failure: (item, problem) => {
        throw new Error(`${item}: ${problem.whatHappened}`);
      },
    });
  });
  afterAll(() => {
    db.close();
    rmSync(root, { recursive: true, force: true });
  });

  it.each(kit.scenes.map((scene) => [scene.token, scene] as const))(
    'scene %s has the kit’s route centreline, lanes, drivable areas and PDM-Closed trajectory',
    (token, kitScene) => {
      const { scene } = prepared(token, 'log-replay');
      expect(scene.centreline).toHaveLength(kitScene.centerline.length * 2);
      kitScene.centerline.forEach(([x, y], i) => {
        expect(scene.centreline[i * 2]).toBeCloseTo(x, 6);
        expect(scene.centreline[i * 2 + 1]).toBeCloseTo(y, 6);
      });
      expect([...scene.routeLaneIds].sort()).toEqual([...kitScene.route_lane_ids].sort());
      // Within a kind the kit's order is that of its spatial index; no score depends on it.
      const named = (areas: readonly (readonly [string, string])[]) => areas.map(([id, kind]) => `${kind} ${id}`).sort();
      expect(named(scene.polygons.map(({ kind, token: id }) => [id, kind] as const))).toEqual(named(kitScene.drivable));
      const reference = scene.reference!.poses;
      kitScene.pdm_closed.forEach(([x, y, heading], i) => {
        expect(reference[i * 3]).toBeCloseTo(x, 5);
        expect(reference[i * 3 + 1]).toBeCloseTo(y, 5);
        expect(reference[i * 3 + 2]).toBeCloseTo(heading, 5);
      });
    },
  );

  it.each(
    kit.scenes.flatMap((scene) =>
      (['log-replay', 'reactive-idm'] as const).map((traffic) => [scene.token, traffic, scene] as const),
    ),
  )('scene %s has every sub-score of every plan, %s traffic', (token, traffic, kitScene) => {
    const scene = prepared(token, traffic);
    for (const plan of kitScene.plans) {
      // The kit was given float32 poses.
      const poses = Float64Array.from(plan.poses.flat(), Math.fround);
      const result = scorePlan(scorer, scene, 'v2', { name: plan.name, plan: { poses, intervalS: 0.5 }, previous: null });
      const expected = traffic === 'log-replay' ? plan.log_replay : plan.reactive;
      for (const term of terms) {
        const value = result.terms.find((found) => found.term === term)?.value;
        expect(value, `${plan.name} ${term}`).toBeCloseTo(expected[pdmTermWords[term].column], 6);
      }
    }
  });

  it('tells plans apart: every gate and term fails somewhere', () => {
    const all = kit.scenes.flatMap(({ plans }) => plans.flatMap((plan) => [plan.log_replay, plan.reactive]));
    for (const term of ['nc', 'dac', 'ddc', 'ep', 'ttc', 'lk', 'hc'] as const)
      expect(all.some((scores) => scores[pdmTermWords[term].column] < 1), term).toBe(true);
  });
});
