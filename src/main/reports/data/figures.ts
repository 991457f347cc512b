import type { Interval, PairedDifference, RunSummary } from '../../../shared/domain/score.ts';
import { createScoreSummaries } from '../../jobs/score-summaries.ts';
import { clipMatrix } from '../../metrics/clip-matrix.ts';
import type { ClipValues } from '../../workspace/workspace.ts';
import { CONSTANT_VELOCITY } from './constant-velocity.ts';
import type { ReportMetric, ReportRun } from './report-data.ts';

/** Every interval and comparison of a report, by metric key. */
export interface Figures {
  byRun: Record<string, Interval | null>[];
  /** Against which reference each run's progress was measured. */
  references: RunSummary['references'][];
  constantVelocity: Record<string, Interval | null> | null;
  paired: PairedDifference[];
  againstConstantVelocity: PairedDifference[];
}

/** Works them out in the score thread. `byRun` by run id; `baseline` is constant velocity over the same clips. */
export async function figuresOf(
  runs: readonly ReportRun[],
  byRun: Map<string, ClipValues[]>,
  baseline: readonly ClipValues[],
): Promise<Figures> {
  const own = await Promise.all(runs.map(({ runId }) => clipMatrix(byRun.get(runId) ?? [], runId)));
  const renamed = await clipMatrix(baseline, CONSTANT_VELOCITY);
  const scores = createScoreSummaries();
  try {
    const summaries = await scores.summarise(own);
    const [constantVelocity] = await scores.summarise([renamed]);
    return {
      byRun: summaries.map((summary) => summary.metrics),
      references: summaries.map((summary) => summary.references),
      constantVelocity: baseline.length > 0 ? constantVelocity.metrics : null,
      paired: runs.length > 1 ? await scores.compare(own[0], own[1]) : [],
      againstConstantVelocity:
        runs.length === 1 && runs[0].modelId !== CONSTANT_VELOCITY ? await scores.compare(own[0], renamed) : [],
    };
  } finally {
    await scores.close();
  }
}

/** What a report keeps of a comparison; null where no clip has the metric in both. */
export function pairedOf(differences: readonly PairedDifference[], key: string): ReportMetric['paired'] {
  const found = differences.find((difference) => difference.metric === key);
  if (!found) return null;
  const { delta, p, pCorrected, betterA, betterB, equal } = found;
  return { delta, p, pCorrected, betterA, betterB, equal };
}
