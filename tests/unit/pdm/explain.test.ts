import { describe, expect, test } from 'vitest';
import { prepareScene } from '../../../src/main/metrics/pdm/prepare.ts';
import { readGolden } from '../../../src/main/metrics/pdm/read-golden.ts';
import { scorePlan } from '../../../src/main/metrics/pdm/score-plan.ts';
import { createScorer } from '../../../src/main/metrics/pdm/score-batch.ts';
import type { PdmEvidence, PdmResult, PdmTerm } from '../../../src/shared/domain/pdm.ts';
import { goldenFile } from '../../golden/pdm-files.ts';

const scorer = createScorer();
function resultOf(
  scene: string,
  plan: string,
  absent: Record<string, string> = {},
  version: 'v1' | 'v2' = 'v2',
): PdmResult {
  const read = readGolden(goldenFile(scene), scene);
  const proposal = read.proposals.find((p) => p.name === plan);
  if (!proposal) throw new Error(`${scene} has no ${plan}`);
  return scorePlan(scorer, prepareScene({ ...read.scene, absent }), version, proposal);
}
const termOf = (result: PdmResult, term: PdmTerm) => {
  const found = result.terms.find((t) => t.term === term);
  if (!found) throw new Error(`no ${term}`);
  return found;
};
function evidence<K extends PdmEvidence['kind']>(
  result: PdmResult,
  term: PdmTerm,
  kind: K,
): Extract<PdmEvidence, { kind: K }> {
  const found = termOf(result, term).evidence;
  if (found?.kind !== kind) throw new Error(`${term} has no ${kind}`);
  return found as Extract<PdmEvidence, { kind: K }>;
}

const sentences: [scene: string, plan: string, term: PdmTerm, sentence: string][] = [
  [
    's15_rear_end',
    'accelerate',
    'nc',
    '0 because at 2.7 s the front bumper reaches the stopped vehicle veh_front; the human did not.',
  ],
  [
    's12_crossing_pedestrian',
    'swerve_left',
    'nc',
    '0 because at 2.5 s the right side reaches the pedestrian ped_0 while the ego is in several lanes; the human did not.',
  ],
  [
    's44_human_error',
    'swerve_left',
    'nc',
    '0.50 because at 1.6 s the front bumper reaches the cone cone; the human scores 0.50.',
  ],
  ['s41_human_error', 'swerve_left', 'nc', '1: the ego touches nothing.'],
  [
    's05_stopped_lead',
    'swerve_left',
    'dac',
    '0 because at 3.6 s the front right corner leaves the drivable area (out of rb_main); the human did not.',
  ],
  [
    's20_curve',
    'human',
    'dac',
    '0 because at 1.8 s the front right corner leaves the drivable area (out of rb_curve); the human did so too, so it counts as 1.',
  ],
  [
    's20_curve',
    'jerky',
    'ddc',
    '0 because 11.5 m are driven off the route from 3.0 s to 4.0 s (limit 6 m within 1 s); the human did not.',
  ],
  [
    's28_intersection_straight',
    'human',
    'tlc',
    '0 because at 2.4 s the ego enters connector conn_ego, which is red; the human did so too, so it counts as 1.',
  ],
  [
    's37_side_by_side',
    'swerve_left',
    'ttc',
    '0 because at 1.0 s straight on for 0.9 s at 9.1 m/s it would meet the vehicle veh_side ahead; the human did not.',
  ],
  [
    's02_straight_free',
    'swerve_left',
    'lk',
    '0 because the centre is more than 0.5 m off the centreline from 0.7 s to 2.9 s (largest 1.6 m); the human did not.',
  ],
  ['s47_rough_history', 'soft_brake', 'hc', '0 because lateral acceleration reaches 5.7 m/s² at -1.3 s (limit 4.89).'],
  ['s05_stopped_lead', 'slow', 'ec', '0 because against the plan 0.5 s before jerk differs by 0.87 m/s³ (limit 0.5).'],
  [
    's01_straight_free',
    'swerve_left',
    'ep',
    '0.81: 32.1 m along the route, the reference 39.8 m; measured against 39.8 m.',
  ],
];

describe('sentences', () => {
  test.each(sentences)('%s %s %s', (scene, plan, term, sentence) => {
    expect(termOf(resultOf(scene, plan), term).sentence).toBe(sentence);
  });
  test('the score names the gate that failed, or the terms that were lost, or neither', () => {
    expect(resultOf('s15_rear_end', 'accelerate').sentence).toMatch(
      /^EPDMS 0: NC 0 because at 2\.7 s the front bumper/,
    );
    expect(resultOf('s05_stopped_lead', 'slow').sentence).toBe(
      'EPDMS 0.875: EC 0 because against the plan 0.5 s before jerk differs by 0.87 m/s³ (limit 0.5).',
    );
    expect(resultOf('s20_curve', 'centerline').sentence).toBe('EPDMS 1: every term is met in full.');
    expect(resultOf('s15_rear_end', 'accelerate', {}, 'v1').sentence).toMatch(/^PDMS 0: NC 0/);
  });
});

describe('evidence', () => {
  test('a collision carries its boxes, the point between them and speeds', () => {
    const { events } = evidence(resultOf('s15_rear_end', 'accelerate'), 'nc', 'collisions');
    const hit = events.find((e) => e.atFault);
    expect(hit).toMatchObject({
      step: 27,
      token: 'veh_front',
      type: 'STOPPED_TRACK_COLLISION',
      part: 'front bumper',
      objectSpeedMps: 0,
    });
    const reach = (box: number[]) => Math.hypot(box[0] - (hit?.x ?? 0), box[1] - (hit?.y ?? 0));
    expect(reach(hit?.ego ?? [])).toBeLessThan(5.7);
    expect(reach(hit?.object ?? [])).toBeLessThan(5.7);
    expect(hit?.bearingRad).toBeLessThan(0.3);
  });
  test('the corner that left, where, and out of what', () => {
    const area = evidence(resultOf('s05_stopped_lead', 'swerve_left'), 'dac', 'drivable area');
    expect(area.exits.map((e) => e.corner)).toEqual(['front right']);
    expect(area.stretches[0].fromStep).toBe(36);
    expect([area.exits[0].x, area.exits[0].y]).toEqual(area.ego?.slice(6));
  });
  test('the pushed box of a time to collision meets the object', () => {
    const { hit } = evidence(resultOf('s37_side_by_side', 'swerve_left'), 'ttc', 'time to collision');
    expect(hit).toMatchObject({ step: 10, token: 'veh_side', why: 'ahead' });
    const way = Math.hypot((hit?.pushed[0] ?? 0) - (hit?.ego[0] ?? 0), (hit?.pushed[1] ?? 0) - (hit?.ego[1] ?? 0));
    expect(way).toBeCloseTo((hit?.aheadS ?? 0) * (hit?.egoSpeedMps ?? 0), 6);
  });
  test('progress of plan and reference by step ends at their raw progress', () => {
    const progress = evidence(resultOf('s01_straight_free', 'swerve_left'), 'ep', 'progress');
    expect(progress.planM.at(-1)).toBeCloseTo(progress.rawM, 9);
    expect(progress.referenceM?.at(-1)).toBeCloseTo(progress.referenceRawM ?? NaN, 9);
  });
  test('comfort series begin with the history and say where they leave their bounds', () => {
    const comfort = evidence(resultOf('s47_rough_history', 'soft_brake'), 'hc', 'comfort');
    expect(comfort.series.map((s) => s.values.length)).toEqual(Array(6).fill(comfort.historySamples + 41));
    expect(comfort.series.filter((s) => !s.within).map((s) => s.name)).toEqual(['lateral acceleration']);
  });
});

describe('parts that are missing', () => {
  const why = 'nuScenes has no state of traffic lights';
  test('the term is not available, says why, and there is no total', () => {
    const result = resultOf('s01_straight_free', 'human', { 'traffic lights': why });
    expect(termOf(result, 'tlc')).toMatchObject({ value: null, missing: why, sentence: `Not available: ${why}.` });
    expect(termOf(result, 'ep').value).toBeNull();
    expect(termOf(result, 'nc').value).toBe(1);
    expect(result).toMatchObject({ total: null, product: null, weighted: null });
    expect(result.sentence).toContain(why);
  });
  test('what PDMS does not need leaves PDMS whole', () => {
    expect(resultOf('s01_straight_free', 'human', { 'traffic lights': why }, 'v1').total).toBeGreaterThan(0);
  });
  test('without a plan before, extended comfort is left out with its weight', () => {
    const { scene, proposals } = readGolden(goldenFile('s01_straight_free'), '');
    const result = scorePlan(scorer, prepareScene(scene), 'v2', { ...proposals[0], previous: null });
    expect(termOf(result, 'ec').value).toBeNull();
    expect(result.total).toBeCloseTo(0.930064967, 8);
  });
  test('version, stage, filter, traffic and reference stand beside the score', () => {
    expect(resultOf('s01_straight_free', 'human').context).toEqual({
      version: 'v2',
      stage: 'one',
      filter: 'human',
      traffic: 'log-replay',
      reference: 'given',
    });
    expect(resultOf('s50_synthetic_or_10hz', 'centerline').context.filter).toBe('none');
    expect(resultOf('s01_straight_free', 'human', {}, 'v1').context).toMatchObject({ version: 'v1', filter: 'none' });
  });
});
