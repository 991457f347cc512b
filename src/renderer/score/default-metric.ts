import { useEffect } from 'react';
import { pdmMetricKey, pdmSettings } from '../../shared/domain/pdm-metric.ts';
import { DEFAULT_METRIC, type MetricKey, type RunSummary } from '../../shared/domain/score.ts';
import { useRunSummary } from '../state/queries.ts';
import { useSession } from '../state/session.ts';
import { useScoredRunIds } from './shown-scores.ts';

/** What is asked for first of several settings: the newer version, what people did counted, traffic as recorded. */
const preferred: readonly MetricKey[] = [...pdmSettings]
  .sort(
    (a, b) =>
      b.version.localeCompare(a.version) || a.filter.localeCompare(b.filter) || a.traffic.localeCompare(b.traffic),
  )
  .map((setting) => pdmMetricKey(setting, 'total'));

/** The metric to show where none was chosen: PDM where a run has such a score, else the distance from the driven path. */
export const defaultMetric = (summaries: readonly Pick<RunSummary, 'metrics'>[]): MetricKey =>
  preferred.find((key) => summaries.some((s) => (s.metrics[key] ?? null) !== null)) ?? DEFAULT_METRIC;

/** Follows the shown runs until a metric is chosen. Mounted once in the window. */
export function useDefaultMetric(ready: boolean): void {
  const filter = useSession((s) => s.filter);
  const chosen = useSession((s) => s.metricChosen);
  const { ids } = useScoredRunIds();
  const { data: summaries } = useRunSummary(chosen || !ready ? [] : ids, filter);
  useEffect(() => {
    if (!ready || chosen || !summaries) return;
    const { metric, set } = useSession.getState();
    const wanted = defaultMetric(summaries);
    if (wanted !== metric) set({ metric: wanted, metricChosen: false });
  }, [ready, chosen, summaries]);
}
