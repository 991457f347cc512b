import type { ClipFilter } from '../../../shared/domain/clip.ts';
import type { Run } from '../../../shared/domain/run.ts';
import { DEFAULT_METRIC, type MetricKey } from '../../../shared/domain/score.ts';
import { videoMetricKey } from '../../../shared/domain/video-metric.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** In the order of preference: plans first, then pictures, near the middle of what is predicted. */
const usual: readonly MetricKey[] = [DEFAULT_METRIC, ...[4, 2, 1, 8].map((s) => videoMetricKey('ssim', s))];

export const USUAL_METRICS = 'ade@4s/10Hz; video/ssim@4s where only pictures were predicted';

/** The metric that was asked for, else the first usual one that the runs have on clips of a filter. */
export async function chosenMetric(
  asked: MetricKey | undefined,
  runs: readonly Run[],
  filter: ClipFilter,
  workspace: Workspace,
): Promise<MetricKey> {
  if (asked !== undefined) return asked;
  if (runs.length === 0) return DEFAULT_METRIC;
  const values = await workspace.runs.clipValues(
    runs.map((run) => run.runId),
    filter,
  );
  return usual.find((key) => values.some((clip) => clip.values[key] !== undefined)) ?? DEFAULT_METRIC;
}
