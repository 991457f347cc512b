import { pdmMetricKey, pdmTermsOf, type PdmSetting } from '../../../shared/domain/pdm-metric.ts';
import type { PdmResult } from '../../../shared/domain/pdm.ts';
import type { ClipScores } from '../../../shared/domain/score.ts';
import { valuesOf } from './reason.ts';
import type { TermValues } from './waterfall.ts';

/** The score of a run as the panel shows it. */
export interface ShownScore {
  values: TermValues;
  /** Null where it is not available. */
  total: number | null;
  /** With evidence; null where only numbers are known. */
  result: PdmResult | null;
  /** `plan`: just computed; `frame`: as stored for the decision instant; `clip`: as stored for the whole clip. */
  from: 'plan' | 'frame' | 'clip';
}

/**
 * What is known of a run's score at a decision instant: with its evidence, else as it was stored after the run; for scores
 * that were imported, without frames, that of the clip. Null where nothing is known.
 */
export function shownScore(
  scores: Pick<ClipScores, 'values' | 'frames'> | null,
  frame: number | null,
  setting: PdmSetting,
  result: PdmResult | null,
): ShownScore | null {
  if (result) return { values: valuesOf(result), total: result.total, result, from: 'plan' };
  if (!scores) return null;
  const stored = scores.frames.find((f) => f.frame === frame)?.values;
  const found = stored ? { values: stored, from: 'frame' as const } : { values: scores.values, from: 'clip' as const };
  if (!stored && scores.frames.length > 0) return null;
  const values: TermValues = {};
  for (const term of pdmTermsOf(setting.version)) values[term] = found.values[pdmMetricKey(setting, term)] ?? null;
  const total = found.values[pdmMetricKey(setting, 'total')] ?? null;
  const known = total !== null || Object.values(values).some((v) => v !== null);
  return known ? { values, total, result: null, from: found.from } : null;
}
