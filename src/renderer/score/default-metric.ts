import { useEffect } from 'react';
import { pdmMetricKey, pdmSettings } from '../../shared/domain/pdm-metric.ts';
import { DEFAULT_METRIC, type MetricKey, type RunSummary } from '../../shared/domain/score.ts';
import { videoMetricKey } from '../../shared/domain/video-metric.ts';
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

/** What is asked for where nothing plans: the middle of a predicted video, then nearer seconds. */
const ofVideos = [4, 2, 1].map((horizonS) => videoMetricKey('ssim', horizonS));

/**
 * The metric to show where none was chosen: PDM where a run has such a score, else the distance from the driven path; the
 * fidelity of predicted pictures where no shown run plans.
 * @param summaries of the shown runs, and last the reference that stands beside them, if any
 */
export function defaultMetric(summaries: readonly Pick<RunSummary, 'metrics'>[], shown = summaries.length): MetricKey {
  const has = (key: MetricKey) => (s: Pick<RunSummary, 'metrics'>) => (s.metrics[key] ?? null) !== null;
  const own = summaries.slice(0, shown);
  return (
    preferred.find((key) => summaries.some(has(key))) ??
    (own.some(has(DEFAULT_METRIC)) ? DEFAULT_METRIC : ofVideos.find((key) => own.some(has(key)))) ??
    DEFAULT_METRIC
  );
}

/** Follows the shown runs until a metric is chosen. Mounted once in the window. */
export function useDefaultMetric(ready: boolean): void {
  const filter = useSession((s) => s.filter);
  const chosen = useSession((s) => s.metricChosen);
  const { ids, reference } = useScoredRunIds();
  const { data: summaries } = useRunSummary(chosen || !ready ? [] : ids, filter);
  useEffect(() => {
    if (!ready || chosen || !summaries) return;
    const { metric, set } = useSession.getState();
    const wanted = defaultMetric(summaries, reference ? summaries.length - 1 : summaries.length);
    if (wanted !== metric) set({ metric: wanted, metricChosen: false });
  }, [ready, chosen, summaries, reference]);
}
