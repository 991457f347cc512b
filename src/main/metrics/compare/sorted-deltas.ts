import type { ScoreDeltas, TermFlip } from '../../../shared/domain/comparison.ts';
import { pdmMetricKey, pdmTermsOf, type PdmMetricInfo } from '../../../shared/domain/pdm-metric.ts';
import { pdmFormula } from '../../../shared/domain/pdm.ts';
import { scoreInfoOf, type ClipMatrix, type MetricKey } from '../../../shared/domain/score.ts';
import { columnReader } from '../clip-matrix.ts';
import { pairedRows, type PairedRow } from './paired-rows.ts';

/** Clips that both runs have the metric for, in rising order of A − B; equal ones by their id, so that the order is always the same. */
export function sortedDeltas(a: ClipMatrix, b: ClipMatrix, metric: MetricKey): ScoreDeltas {
  const info = scoreInfoOf(metric);
  const [ofA, ofB] = [columnReader(a, metric), columnReader(b, metric)];
  const flipOf = info?.family === 'pdm' && info.term === 'total' ? flipFinder(a, b, info) : () => null;
  const clips = pairedRows(a, b)
    .map((pair) => ({ pair, a: ofA(pair.a), b: ofB(pair.b) }))
    .filter((clip) => !Number.isNaN(clip.a) && !Number.isNaN(clip.b))
    .sort((x, y) => x.a - x.b - (y.a - y.b) || (x.pair.clipId < y.pair.clipId ? -1 : 1));
  return {
    metric,
    clipIds: clips.map(({ pair }) => pair.clipId),
    a: clips.map((clip) => clip.a),
    b: clips.map((clip) => clip.b),
    flips: clips.map(({ pair }) => flipOf(pair)),
  };
}

/** Differences below this are rounding. */
const SAME = 1e-9;

/**
 * What moves a total most between two runs: the gate with the largest difference, as a gate multiplies everything; without one
 * the weighted term whose difference times its weight is largest. Of equals the first of the formula.
 */
function flipFinder(a: ClipMatrix, b: ClipMatrix, { setting }: PdmMetricInfo): (pair: PairedRow) => TermFlip | null {
  const { gates, weights } = pdmFormula[setting.version];
  const readers = pdmTermsOf(setting.version).map((term) => {
    const key = pdmMetricKey(setting, term);
    const weight = gates.includes(term) ? Infinity : (weights[term] ?? 0);
    return { term, weight, ofA: columnReader(a, key), ofB: columnReader(b, key) };
  });
  return (pair) => {
    let found: TermFlip | null = null;
    let most = SAME;
    let byGate = false;
    for (const { term, weight, ofA, ofB } of readers) {
      const [x, y] = [ofA(pair.a), ofB(pair.b)];
      const isGate = weight === Infinity;
      if (byGate && !isGate) break;
      const moves = Math.abs(x - y) * (isGate ? 1 : weight);
      if (!(moves > most)) continue;
      most = moves;
      byGate = isGate;
      found = { term, a: x, b: y };
    }
    return found;
  };
}
