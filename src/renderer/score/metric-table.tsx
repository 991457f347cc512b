import { displacementMetrics, horizonsS, metricInfoOf, metricKey, type MetricInfo } from '../../shared/domain/score.ts';
import { useSession } from '../state/session.ts';
import { metricValue } from '../ui/numbers.ts';
import { metricNames, rateNames } from './metric-names.ts';
import type { PanelRun } from './scored-clip.ts';

/** So many runs fit with both groups side by side in a panel of 352 px; with more the groups stand below each other. */
const RUNS_SIDE_BY_SIDE = 3;

/** What a group of columns or rows tells. */
interface Group {
  name: 'at t0' | 'clip mean';
  value: (run: PanelRun, metric: MetricInfo) => number | undefined;
}

const groupsAt = (frame: number | null): Group[] => [
  { name: 'at t0', value: (run, { key }) => run.scores?.frames.find((f) => f.frame === frame)?.values[key] },
  { name: 'clip mean', value: (run, { key }) => run.scores?.values[key] },
];

/** Every metric at one rate: at the decision instant and as the clip's mean, run by run. A row chooses its metric. */
export function MetricTable({
  runs,
  info,
  frame,
  all,
}: {
  runs: readonly PanelRun[];
  info: MetricInfo;
  frame: number | null;
  /** Every horizon, or only the chosen one. */
  all: boolean;
}) {
  const horizons = all ? horizonsS : [info.horizonS];
  const metrics = displacementMetrics.flatMap((metric) =>
    horizons.flatMap((s) => metricInfoOf(metricKey(metric, s, info.rate)) ?? []),
  );
  const groups = groupsAt(frame);
  const wide = runs.length <= RUNS_SIDE_BY_SIDE;
  return (
    <table className="metric-table">
      <caption className="visually-hidden">{`Scores at the ${rateNames[info.rate]}, m; misses in %`}</caption>
      <thead>
        {wide && (
          <tr>
            <th rowSpan={2} scope="col">
              Metric
            </th>
            {groups.map((group) => (
              <th key={group.name} colSpan={runs.length} scope="colgroup">
                {group.name}
              </th>
            ))}
          </tr>
        )}
        <tr>
          {!wide && <th scope="col">Metric</th>}
          {(wide ? groups : [groups[0]]).flatMap((group) =>
            runs.map((run) => (
              <th key={`${group.name} ${run.key}`} scope="col" data-series={run.key}>
                {run.short}
              </th>
            )),
          )}
        </tr>
      </thead>
      {wide ? (
        <tbody>
          <Rows metrics={metrics} groups={groups} runs={runs} chosen={info.key} />
        </tbody>
      ) : (
        groups.map((group) => (
          <tbody key={group.name}>
            <tr>
              <th scope="rowgroup" className="metric-group" colSpan={runs.length + 1}>
                {group.name}
              </th>
            </tr>
            <Rows metrics={metrics} groups={[group]} runs={runs} chosen={info.key} />
          </tbody>
        ))
      )}
    </table>
  );
}

function Rows({
  metrics,
  groups,
  runs,
  chosen,
}: {
  metrics: readonly MetricInfo[];
  groups: readonly Group[];
  runs: readonly PanelRun[];
  chosen: string;
}) {
  return metrics.map((metric) => (
    <tr
      key={metric.key}
      aria-selected={metric.key === chosen}
      onClick={() => useSession.getState().set({ metric: metric.key })}
    >
      <th scope="row">
        <button
          type="button"
          aria-label={`Show ${metric.title}`}
        >{`${metricNames[metric.metric]}@${String(metric.horizonS)}s`}</button>
      </th>
      {groups.flatMap((group) =>
        runs.map((run) => <td key={`${group.name} ${run.key}`}>{metricValue(group.value(run, metric), metric)}</td>),
      )}
    </tr>
  ));
}
