import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { goldenResult } from '../../src/main/metrics/pdm/golden-result.ts';
import { readGolden } from '../../src/main/metrics/pdm/read-golden.ts';
import { createScorer } from '../../src/main/metrics/pdm/score-batch.ts';
import { goldenFile, goldenNames } from './pdm-files.ts';

/**
 * Every number that the official kit made for the golden scenarios against ours, made from each file's `input` alone.
 * Tolerances as the files' README names them; whatever is not named here must be equal.
 */
const tolerances: Record<string, number> = {
  'derived.tracks_10hz.states': 1e-6,
  'derived.tracks_10hz_v1.states': 1e-6,
  'v2.human.simulated_states': 1e-6,
  'v2.proposals.reference_states': 1e-6,
  'v2.proposals.velocity_profile': 1e-7,
  'v2.proposals.curvature_profile': 1e-7,
  'v2.proposals.simulated_states': 1e-6,
  'v2.proposals.previous_simulated_states': 1e-6,
  'v2.proposals.lane_deviation_m': 1e-6,
  'v2.proposals.center_xy_last': 1e-6,
  'v2.proposals.reference_progress_raw_m': 1e-6,
  'v2.proposals.two_frame_rms.acceleration': 1e-7,
  'v2.proposals.two_frame_rms.jerk': 1e-7,
  'v2.proposals.two_frame_rms.yaw_rate': 1e-7,
  'v2.proposals.two_frame_rms.yaw_acceleration': 1e-7,
  'v2.proposals.two_frame_interval_s': 1e-8,
  'v2.proposals.epdms': 1e-6,
  'v2.proposals.epdms_no_previous_frame': 1e-6,
  'v2.proposals.batch.ego_progress': 1e-6,
  'v2.proposals.batch.pdm_score_without_ec': 1e-6,
  'v1.proposals.pdms': 1e-6,
  'v1.proposals.batch.ego_progress': 1e-6,
  'v1.proposals.batch.pdms': 1e-6,
};
for (const of of ['v2.human.subscores', 'v2.proposals.unfiltered', 'v2.proposals.filtered', 'v1.proposals']) {
  tolerances[`${of}.ego_progress`] = 1e-6;
  tolerances[`${of}.ego_progress_raw_m`] = 1e-6;
  tolerances[`${of}.pdm_score_without_ec`] = 1e-6;
}
/** `sensitive` lists what noise could flip (nothing, in these files); a box's height scores nothing. */
const notCompared = new Set(['sensitive', 'height']);

interface Row {
  values: number;
  largest: number;
  tolerance: number;
}
const table = new Map<string, Row>();
const faults: string[] = [];

function compare(quantity: string, where: string, official: unknown, ours: unknown): void {
  if (Array.isArray(official)) {
    if (!Array.isArray(ours) || ours.length !== official.length) {
      faults.push(`${where}: ${official.length} entries, ours ${JSON.stringify(ours)?.slice(0, 60)}`);
      return;
    }
    official.forEach((value, i) => compare(quantity, `${where}[${i}]`, value, ours[i]));
  } else if (typeof official === 'object' && official !== null) {
    for (const [key, value] of Object.entries(official)) {
      if (notCompared.has(key)) continue;
      const own: unknown = typeof ours === 'object' && ours !== null ? Reflect.get(ours, key) : undefined;
      compare(`${quantity}.${key}`, `${where}.${key}`, value, own);
    }
  } else {
    const row = table.get(quantity) ?? { values: 0, largest: 0, tolerance: tolerances[quantity] ?? 0 };
    table.set(quantity, row);
    row.values++;
    if (typeof official === 'number' && typeof ours === 'number') {
      const difference = Math.abs(official - ours);
      row.largest = Math.max(row.largest, difference);
      if (!(difference <= row.tolerance)) faults.push(`${where}: official ${official}, ours ${ours}`);
    } else if (official !== ours) faults.push(`${where}: official ${String(official)}, ours ${String(ours)}`);
  }
}

/** The kit lists overlaps of one step in the order of its search tree; ours go by token. */
function inOrder(proposals: { collision_events: { step: number; token: string }[] }[]): void {
  for (const { collision_events: events } of proposals)
    events.sort((a, b) => a.step - b.step || (a.token < b.token ? -1 : 1));
}

interface Golden {
  derived: object;
  v2: { human?: unknown; proposals: { collision_events: { step: number; token: string }[] }[] };
  v1: { proposals: { collision_events: { step: number; token: string }[] }[] };
}
let scenarios = 0;
let proposals = 0;

describe('PDM score against the official kit', () => {
  beforeAll(() => {
    const scorer = createScorer();
    for (const name of goldenNames) {
      const file = goldenFile(name) as Golden;
      const result = goldenResult(readGolden({ ...file, v1: null, v2: null, derived: null }, name), scorer);
      inOrder(file.v2.proposals);
      inOrder(file.v1.proposals);
      expect(result.v2.human === null, name).toBe(file.v2.human === undefined);
      compare('derived', `${name}.derived`, file.derived, result.derived);
      compare('v2', `${name}.v2`, file.v2, result.v2);
      compare('v1', `${name}.v1`, file.v1, result.v1);
      scenarios++;
      proposals += file.v2.proposals.length;
    }
  });
  afterAll(() => {
    const rows = [...table].map(
      ([quantity, { values, largest, tolerance }]) =>
        `${quantity.padEnd(58)} ${String(values).padStart(8)} ${largest.toExponential(1).padStart(9)} ${tolerance === 0 ? '   exact' : tolerance.toExponential(0).padStart(8)}`,
    );
    console.log(
      [
        `${scenarios} scenarios, ${proposals} proposals: ours against the official kit`,
        `${'quantity'.padEnd(58)} ${'values'.padStart(8)} ${'largest'.padStart(9)} ${'allowed'.padStart(8)}`,
        ...rows,
      ].join('\n'),
    );
  });

  test('51 scenarios with 515 proposals are compared', () => {
    expect({ scenarios, proposals }).toEqual({ scenarios: 51, proposals: 515 });
  });
  test('every number is within its tolerance; flags, steps and areas are equal', () => {
    expect(faults).toEqual([]);
  });
  test('every quantity of the golden files took part', () => {
    expect([...table.keys()].filter((q) => q.startsWith('v2.proposals.')).length).toBe(48);
    expect([...table.keys()].filter((q) => q.startsWith('v1.proposals.')).length).toBe(17);
  });
});
