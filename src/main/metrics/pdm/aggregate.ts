import { twoStageColumns, type TwoStageColumns } from '../../../shared/domain/pdm-two-stage.ts';
import { MAX_PAIR_S, TWO_STAGE_SIGMA_SQUARED } from './constants.ts';
import { pdmProblem } from './pdm-problem.ts';
import { extendedComfort } from './scoring/comfort.ts';
import { epdms, type FilteredScores } from './human-filter.ts';

/** A scored frame as the aggregation takes it (run_pdm_score.py, scene_aggregator.py). */
export interface StageRow {
  token: string;
  scores: FilteredScores;
  /** Simulated states, STATE numbers a step. */
  states: Float64Array;
  startS: number;
  /** Rear axle at the start; the plan's last pose in the global frame (not where the simulation ended). */
  start: readonly [x: number, y: number];
  end: readonly [x: number, y: number];
}

export interface TwoStageMapping {
  now: string;
  previous: string;
  /** Follow-up scenes: token of the frame 4 s on and of the one 0.5 s before it. */
  secondStage: readonly (readonly [now: string, previous: string])[];
}

export interface ScoredRow {
  token: string;
  weight: number;
  extendedComfort: number;
  score: number;
}

export type Aggregated = TwoStageColumns;

/** Extended comfort of a pair of frames; a problem where they are not less than 0.55 s apart. */
export function pairComfort(
  now: Pick<StageRow, 'token' | 'states' | 'startS'>,
  previous: Pick<StageRow, 'states' | 'startS'>,
): number {
  const intervalS = now.startS - previous.startS;
  if (!(intervalS > 0 && intervalS < MAX_PAIR_S))
    throw pdmProblem(
      now.token,
      'start_time',
      `${intervalS.toFixed(3)} s after its previous frame, under ${MAX_PAIR_S} s are needed`,
    );
  return extendedComfort(now.states, previous.states, intervalS).score;
}

/**
 * Two-stage aggregation (pseudo closed loop): follow-ups weigh by how near they start to where the first plan ends,
 * exp(−d²/(2 · 0.1)), normalised; frames now and before are averaged, then the mappings.
 */
export function aggregateTwoStage(
  rows: readonly StageRow[],
  mappings: readonly TwoStageMapping[],
): { rows: ScoredRow[]; combined: Aggregated; stageOne: Aggregated; stageTwo: Aggregated } {
  const byToken = new Map(rows.map((row) => [row.token, row]));
  const rowOf = (token: string): StageRow => {
    const row = byToken.get(token);
    if (!row) throw pdmProblem(token, 'token', 'no score for a scene that the two-stage mapping names');
    return row;
  };
  const scored: ScoredRow[] = [];
  const combined: Aggregated[] = [];
  const stageOne: Aggregated[] = [];
  const stageTwo: Aggregated[] = [];
  for (const mapping of mappings) {
    const [now, previous] = [rowOf(mapping.now), rowOf(mapping.previous)];
    const comfort = pairComfort(now, previous);
    const pairs = mapping.secondStage.map(([a, b]) => [rowOf(a), rowOf(b)] as const);
    const pairComforts = pairs.map(([a, b]) => pairComfort(a, b));
    const groups = [now, previous].map((first, side) => {
      const follow = pairs.map((pair) => pair[side]);
      const weights = followUpWeights(first, follow);
      const one = columnsOf(first.scores, comfort);
      const two = follow.map((row, i) => columnsOf(row.scores, pairComforts[i]));
      scored.push({ token: first.token, weight: 1, extendedComfort: comfort, score: one.score });
      follow.forEach((row, i) =>
        scored.push({ token: row.token, weight: weights[i], extendedComfort: pairComforts[i], score: two[i].score }),
      );
      const total = weights.reduce((a, b) => a + b, 0);
      const mean = perColumn((column) => two.reduce((sum, row, i) => sum + row[column] * weights[i], 0) / total);
      stageOne.push(one);
      stageTwo.push(mean);
      return perColumn((column) => one[column] * mean[column]);
    });
    combined.push(perColumn((column) => (groups[0][column] + groups[1][column]) / 2));
  }
  const meanOf = (of: Aggregated[]) => perColumn((column) => of.reduce((sum, a) => sum + a[column], 0) / of.length);
  return { rows: scored, combined: meanOf(combined), stageOne: meanOf(stageOne), stageTwo: meanOf(stageTwo) };
}

/** Normalised weights of follow-ups by distance; uniform where all vanish (numpy's isclose to 0). */
export function followUpWeights(first: Pick<StageRow, 'end'>, follow: readonly Pick<StageRow, 'start'>[]): number[] {
  const raw = follow.map(({ start }) => {
    const squared = (first.end[0] - start[0]) ** 2 + (first.end[1] - start[1]) ** 2;
    return Math.exp(-squared / (2 * TWO_STAGE_SIGMA_SQUARED));
  });
  const sum = raw.reduce((a, b) => a + b, 0);
  return sum <= 1e-8 || Number.isNaN(sum) ? raw.map(() => 1 / raw.length) : raw.map((w) => w / sum);
}

function columnsOf(scores: FilteredScores, ec: number): Aggregated {
  const { nc, dac, ddc, tlc, ep, ttc, lk, comfort } = scores;
  return { nc, dac, ddc, tlc, ep, ttc, lk, comfort, ec, score: epdms(scores, ec) };
}

const perColumn = (value: (column: (typeof twoStageColumns)[number]) => number): Aggregated => {
  const out: Partial<Aggregated> = {};
  for (const column of twoStageColumns) out[column] = value(column);
  return out as Aggregated;
};
