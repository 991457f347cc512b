import { useSession } from '../state/session.ts';
import { MetricOptions } from './metric-options.tsx';

/** The metric that every view shows, with its setting in full. */
export function MetricSelect() {
  const metric = useSession((s) => s.metric);
  return (
    <select
      className="select metric-select"
      aria-label="Metric"
      value={metric}
      onChange={(event) => useSession.getState().set({ metric: event.target.value })}
    >
      <MetricOptions />
    </select>
  );
}
