import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { aggregateTwoStage, type Aggregated, type StageRow } from '../../src/main/metrics/pdm/aggregate.ts';
import { goldenFile } from './pdm-files.ts';

const subScores = z.object({
  no_at_fault_collisions: z.number(),
  drivable_area_compliance: z.number(),
  driving_direction_compliance: z.number(),
  traffic_light_compliance: z.number(),
  ego_progress: z.number(),
  time_to_collision_within_bound: z.number(),
  lane_keeping: z.number(),
  history_comfort: z.number(),
});
const point = z.tuple([z.number(), z.number()]);
const aggregated = subScores.extend({ two_frame_extended_comfort: z.number(), score: z.number() });
const fileSchema = z.object({
  rows: z.array(
    subScores.extend({
      token: z.string(),
      file: z.string(),
      proposal: z.string(),
      states: z.enum(['now', 'prev']),
      start_time_s: z.number(),
      start_point: point,
      end_point: point,
      multiplicative_metrics_prod: z.number(),
    }),
  ),
  mappings: z.array(
    z.object({ now: z.string(), previous: z.string(), second_stage: z.array(z.tuple([z.string(), z.string()])) }),
  ),
  result: z.object({
    rows: z.array(
      z.object({ token: z.string(), weight: z.number(), two_frame_extended_comfort: z.number(), score: z.number() }),
    ),
    combined: aggregated,
    stage_one: aggregated,
    stage_two: aggregated,
  }),
});
const statesSchema = z.object({
  v2: z.object({
    proposals: z.array(
      z.object({
        name: z.string(),
        simulated_states: z.array(z.array(z.number())),
        previous_simulated_states: z.array(z.array(z.number())),
      }),
    ),
  }),
});

const file = fileSchema.parse(goldenFile('two_stage'));
const rows = file.rows.map((row): StageRow => {
  const proposal = statesSchema
    .parse(goldenFile(row.file.replace('.json', '')))
    .v2.proposals.find((p) => p.name === row.proposal);
  const states = row.states === 'now' ? proposal?.simulated_states : proposal?.previous_simulated_states;
  return {
    token: row.token,
    scores: {
      nc: row.no_at_fault_collisions,
      dac: row.drivable_area_compliance,
      ddc: row.driving_direction_compliance,
      tlc: row.traffic_light_compliance,
      ep: row.ego_progress,
      ttc: row.time_to_collision_within_bound,
      lk: row.lane_keeping,
      comfort: row.history_comfort,
      product: row.multiplicative_metrics_prod,
    },
    states: Float64Array.from(states?.flat() ?? []),
    startS: row.start_time_s,
    start: row.start_point,
    end: row.end_point,
  };
});

describe('two-stage aggregation against the official kit', () => {
  const ours = aggregateTwoStage(
    rows,
    file.mappings.map((m) => ({ now: m.now, previous: m.previous, secondStage: m.second_stage })),
  );

  test('weight, extended comfort and score of every scene', () => {
    const byToken = new Map(ours.rows.map((row) => [row.token, row]));
    expect(byToken.size).toBe(file.result.rows.length);
    for (const official of file.result.rows) {
      const own = byToken.get(official.token);
      expect(own?.weight, official.token).toBeCloseTo(official.weight, 6);
      expect(own?.extendedComfort, official.token).toBe(official.two_frame_extended_comfort);
      expect(own?.score, official.token).toBeCloseTo(official.score, 6);
    }
  });

  test.each(['combined', 'stage_one', 'stage_two'] as const)('%s', (part) => {
    const official = file.result[part];
    const own: Aggregated = { combined: ours.combined, stage_one: ours.stageOne, stage_two: ours.stageTwo }[part];
    const expected: Aggregated = {
      nc: official.no_at_fault_collisions,
      dac: official.drivable_area_compliance,
      ddc: official.driving_direction_compliance,
      tlc: official.traffic_light_compliance,
      ep: official.ego_progress,
      ttc: official.time_to_collision_within_bound,
      lk: official.lane_keeping,
      comfort: official.history_comfort,
      ec: official.two_frame_extended_comfort,
      score: official.score,
    };
    for (const column of Object.keys(expected) as (keyof Aggregated)[])
      expect(Math.abs(own[column] - expected[column]), column).toBeLessThan(1e-6);
  });

  test('a scene that the mapping names and nobody scored is told by its token', () => {
    expect(() => aggregateTwoStage(rows.slice(1), [{ now: rows[0].token, previous: '', secondStage: [] }])).toThrow(
      rows[0].token,
    );
  });

  test('frames 0.55 s or more apart do not pair up', () => {
    const late = rows.map((row) => (row.token === 'm0_now' ? { ...row, startS: row.startS + 0.06 } : row));
    const mapping = file.mappings[0];
    expect(() =>
      aggregateTwoStage(late, [{ now: mapping.now, previous: mapping.previous, secondStage: mapping.second_stage }]),
    ).toThrow(/0\.55/);
  });
});
