import type { ClipFilter } from '../../../shared/domain/clip.ts';
import type { Run } from '../../../shared/domain/run.ts';
import { DEFAULT_METRIC, metricKey, type MetricKey } from '../../../shared/domain/score.ts';
import { videoMetricKey } from '../../../shared/domain/video-metric.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** In the order of preference: plans first, then pictures, near the middle of what is predicted. */
const usual: readonly MetricKey[] = [
  DEFAULT_METRIC,
  ...[3, 2, 1].map((s) => metricKey('ade', s, '10Hz')),
  ...[4, 2, 1, 8].map((s) => videoMetricKey('ssim', s)),
];

export const USUAL_METRICS = 'ade@4s/10Hz; video/ssim@4s where only pictures were predicted';

/** The metric that was asked for, else the first usual one that all runs have on clips of a filter, or that the first has. */
export async function chosenMetric(
  asked: MetricKey | undefined,
  runs: readonly Run[],
  filter: ClipFilter,
  workspace: Workspace,
): Promise<MetricKey> {
  if (asked !== undefined) return asked;
  if (runs.length === 0) return DEFAULT_METRIC;
  const runIds = runs.map((run) => run.runId);
  return usualMetric(runIds, await workspace.runs.clipValues(runIds, filter));
}

/** The first usual metric that all runs have, or that the first has; the default where there is none. */
export function usualMetric(
  runIds: readonly string[],
  values: readonly { runId: string; values: Record<MetricKey, number> }[],
): MetricKey {
  const has = (key: MetricKey) => (runId: string) =>
    values.some((clip) => clip.runId === runId && clip.values[key] !== undefined);
  return (
    usual.find((key) => runIds.every(has(key))) ??
    usual.find((key) => runIds.slice(0, 1).some(has(key))) ??
    DEFAULT_METRIC
  );
}
