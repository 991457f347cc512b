import { scoreInfoOf } from '../../shared/domain/score.ts';
import { useSession } from '../state/session.ts';
import { shortMetricName } from './metric-names.ts';
import { MetricOptions } from './metric-options.tsx';

/** The metric that every view shows: its name here, its setting in full among the options and in the panel. */
export function MetricSelect() {
  const metric = useSession((s) => s.metric);
  const info = scoreInfoOf(metric);
  return (
    <span className="metric-select" title={info?.title}>
      <span aria-hidden>{info ? shortMetricName(info) : metric}</span>
      <select
        aria-label="Metric"
        value={metric}
        onChange={(event) => useSession.getState().set({ metric: event.target.value })}
      >
        <MetricOptions />
      </select>
    </span>
  );
}
