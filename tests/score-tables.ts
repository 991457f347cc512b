import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const terms = [
  'no_at_fault_collisions',
  'drivable_area_compliance',
  'driving_direction_compliance',
  'traffic_light_compliance',
  'ego_progress',
  'time_to_collision_within_bound',
  'lane_keeping',
  'history_comfort',
  'two_frame_extended_comfort',
] as const;

/** Values of the scored columns of one sample. */
export type MadeScores = Record<(typeof terms)[number] | 'score', number>;
export interface MadeTable {
  file: string;
  scores: Map<string, MadeScores>;
}

/** A made-up one-stage EPDMS of a sample: gates fail now and then, other samples for each `agent`. */
function madeScores(sample: number, agent: number): MadeScores {
  const draw = (term: number) => (((sample + 1) * 7919 + agent * 104_729 + term * 1_299_709) % 1009) / 1009;
  const passes = (term: number, share: number) => (draw(term) < share ? 1 : 0);
  const [nc, dac, ddc, tlc] = [
    draw(0) < 0.7 ? 1 : draw(0) < 0.8 ? 0.5 : 0,
    passes(1, 0.9),
    passes(2, 0.95),
    passes(3, 1),
  ];
  const ep = Math.round(draw(4) * 100) / 100;
  const [ttc, lk, hc, ec] = [passes(5, 0.8), passes(6, 0.9), passes(7, 0.95), passes(8, 0.6)];
  const score = (nc * dac * ddc * tlc * (5 * ep + 5 * ttc + 2 * lk + 2 * hc + 2 * ec)) / 16;
  const values = [nc, dac, ddc, tlc, ep, ttc, lk, hc, ec];
  return Object.fromEntries([...terms.map((term, i) => [term, values[i]]), ['score', score]]) as MadeScores;
}

/**
 * Writes a folder of score tables as the NAVSIM kit writes them, one an agent: `agent-0.csv`, … Each agent lacks the last sample of the
 * one before, so that not every sample is scored by two.
 */
export function writeScoreTables(folder: string, samples = 40, agents = 2): { folder: string; tables: MadeTable[] } {
  mkdirSync(folder, { recursive: true });
  const tables = Array.from({ length: agents }, (_, agent) => {
    const scores = new Map(
      Array.from({ length: samples - agent }, (_, i) => [`sample${String(i).padStart(4, '0')}`, madeScores(i, agent)]),
    );
    const rows = [...scores].map(([token, values], i) =>
      [
        token,
        'True',
        `2021.05.25.12.00.00_veh-${i % 3}`,
        'SceneFrameType.ORIGINAL',
        (1_621_966_838 + i * 10).toFixed(1),
        ...terms.map((term) => values[term]),
        values.score,
      ].join(','),
    );
    const header = ['token', 'valid', 'log_name', 'frame_type', 'start_time', ...terms, 'score'].join(',');
    const file = join(folder, `agent-${agent}.csv`);
    writeFileSync(file, `${header}\n${rows.join('\n')}\n`);
    return { file, scores };
  });
  return { folder, tables };
}
