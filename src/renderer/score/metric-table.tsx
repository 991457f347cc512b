import { displacementMetrics, horizonsS, metricInfoOf, metricKey, type MetricInfo } from '../../shared/domain/score.ts';
import { useSession } from '../state/session.ts';
import { metricValue } from '../ui/numbers.ts';
import { metricNames, rateNames } from './metric-names.ts';
import type { PanelRun } from './scored-clip.ts';

const COLUMNS = 3;

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
  // A, B and the reference fit the panel; further runs have their line in the summary.
  const columns = runs.filter((r) => r.key === 'A' || r.key === 'B' || r.key === 'reference').slice(0, COLUMNS);
  const horizons = all ? horizonsS : [info.horizonS];
  const rows = displacementMetrics.flatMap((metric) =>
    horizons.flatMap((s) => metricInfoOf(metricKey(metric, s, info.rate)) ?? []),
  );
  return (
    <table className="metric-table">
      <caption className="visually-hidden">{`Scores at the ${rateNames[info.rate]}, m; misses in %`}</caption>
      <thead>
        <tr>
          <th rowSpan={2} scope="col">
            Metric
          </th>
          <th colSpan={columns.length} scope="colgroup">
            at t0
          </th>
          <th colSpan={columns.length} scope="colgroup">
            clip mean
          </th>
        </tr>
        <tr>
          {['frame', 'clip'].map((group) =>
            columns.map((c) => (
              <th key={`${group} ${c.key}`} scope="col" data-series={c.key}>
                {c.short}
              </th>
            )),
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={row.key}
            aria-selected={row.key === info.key}
            onClick={() => useSession.getState().set({ metric: row.key })}
          >
            <th scope="row">
              <button
                type="button"
                aria-label={`Show ${row.title}`}
              >{`${metricNames[row.metric]}@${String(row.horizonS)}s`}</button>
            </th>
            {columns.map((c) => (
              <td key={`frame ${c.key}`}>
                {metricValue(c.scores?.frames.find((f) => f.frame === frame)?.values[row.key], row)}
              </td>
            ))}
            {columns.map((c) => (
              <td key={`clip ${c.key}`}>{metricValue(c.scores?.values[row.key], row)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
