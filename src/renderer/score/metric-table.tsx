import { displacementMetrics, horizonsS, metricInfoOf, metricKey, type MetricInfo } from '../../shared/domain/score.ts';
import { useSession } from '../state/session.ts';
import { seriesColour } from '../ui/series-key.tsx';
import { metricValue } from '../ui/numbers.ts';
import { metricNames, rateNames } from './metric-names.ts';
import { RunName } from './run-name.tsx';
import type { PanelRun } from './scored-clip.ts';

/** So many runs fit with both groups side by side in a panel of 352 px; with more the groups stand below each other. */
const RUNS_SIDE_BY_SIDE = 3;
/** So many runs fit as columns; with more each run is a row. */
const RUNS_AS_COLUMNS = 6;

/** What a group of columns or rows tells. */
interface Group {
  name: 'at t0' | 'clip mean';
  value: (run: PanelRun, metric: MetricInfo) => number | undefined;
}

const groupsAt = (frame: number | null): Group[] => [
  { name: 'at t0', value: (run, { key }) => run.scores?.frames.find((f) => f.frame === frame)?.values[key] },
  { name: 'clip mean', value: (run, { key }) => run.scores?.values[key] },
];

const choose = (metric: MetricInfo) => useSession.getState().set({ metric: metric.key });

/** Every metric at one rate: at the decision instant and as the clip's mean, run by run. Metrics can be chosen in it. */
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
  const groups = groupsAt(frame);
  const many = runs.length > RUNS_AS_COLUMNS;
  return (
    <table className="metric-table" data-runs={many ? 'rows' : 'columns'}>
      <caption className="visually-hidden">{`Scores at the ${rateNames[info.rate]}, m; misses in %`}</caption>
      {many ? (
        groups.flatMap((group) =>
          horizons.map((s) => (
            <RunRows key={`${group.name} ${String(s)}`} group={group} horizonS={s} runs={runs} info={info} />
          )),
        )
      ) : (
        <RunColumns groups={groups} horizons={horizons} runs={runs} info={info} />
      )}
    </table>
  );
}

const metricsOf = (horizonS: MetricInfo['horizonS'], rate: MetricInfo['rate']): MetricInfo[] =>
  displacementMetrics.flatMap((metric) => metricInfoOf(metricKey(metric, horizonS, rate)) ?? []);

function RunColumns({
  groups,
  horizons,
  runs,
  info,
}: {
  groups: readonly Group[];
  horizons: readonly MetricInfo['horizonS'][];
  runs: readonly PanelRun[];
  info: MetricInfo;
}) {
  const metrics = displacementMetrics.flatMap((metric) =>
    horizons.flatMap((s) => metricInfoOf(metricKey(metric, s, info.rate)) ?? []),
  );
  const wide = runs.length <= RUNS_SIDE_BY_SIDE;
  return (
    <>
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
            runs.map(({ key, short }) => (
              <th
                key={`${group.name} ${key}`}
                scope="col"
                data-series={key}
                style={key === 'reference' ? undefined : { color: seriesColour(key) }}
              >
                {short}
              </th>
            )),
          )}
        </tr>
      </thead>
      {wide ? (
        <tbody>
          <MetricRows metrics={metrics} groups={groups} runs={runs} chosen={info.key} />
        </tbody>
      ) : (
        groups.map((group) => (
          <tbody key={group.name}>
            <tr>
              <th scope="rowgroup" className="metric-group" colSpan={runs.length + 1}>
                {group.name}
              </th>
            </tr>
            <MetricRows metrics={metrics} groups={[group]} runs={runs} chosen={info.key} />
          </tbody>
        ))
      )}
    </>
  );
}

function MetricRows({
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
    <tr key={metric.key} aria-selected={metric.key === chosen} onClick={() => choose(metric)}>
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

/** One group over one horizon, a run a row. */
function RunRows({
  group,
  horizonS,
  runs,
  info,
}: {
  group: Group;
  horizonS: MetricInfo['horizonS'];
  runs: readonly PanelRun[];
  info: MetricInfo;
}) {
  const metrics = metricsOf(horizonS, info.rate);
  return (
    <tbody>
      <tr className="metric-names">
        <th scope="col">{`${group.name}, ${String(horizonS)} s`}</th>
        {metrics.map((metric) => (
          <th key={metric.key} scope="col" aria-selected={metric.key === info.key}>
            <button type="button" aria-label={`Show ${metric.title}`} onClick={() => choose(metric)}>
              {metricNames[metric.metric]}
            </button>
          </th>
        ))}
      </tr>
      {runs.map((run) => (
        <tr key={run.key}>
          <th scope="row" data-series={run.key}>
            <RunName series={run.key}>{run.short}</RunName>
          </th>
          {metrics.map((metric) => (
            <td key={metric.key} aria-selected={metric.key === info.key}>
              {metricValue(group.value(run, metric), metric)}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}
