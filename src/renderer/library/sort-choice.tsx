import type { ClipSort } from '../../shared/domain/clip.ts';
import { MetricOptions } from '../score/metric-options.tsx';
import { useSession } from '../state/session.ts';

type By = ClipSort['by'];

const plain: readonly [By, string][] = [
  ['name', 'name'],
  ['time', 'time of recording'],
  ['duration', 'length'],
  ['meanSpeed', 'mean speed'],
  ['boxes', 'boxes'],
  ['tagCount', 'tags'],
];

/** What the clips are sorted by; scores of the chosen runs with a choice of their metric. */
export function SortChoice() {
  const { sort, metric, runA, runB, set } = useSession();
  const scored: [By, string][] = [
    ...(runA !== null ? [['scoreA', 'score of A'] as [By, string]] : []),
    ...(runB !== null ? [['scoreB', 'score of B'] as [By, string]] : []),
    ...(runA !== null && runB !== null ? [['delta', 'Δ A − B'] as [By, string]] : []),
  ];
  const options = [...plain, ...scored];
  return (
    <>
      {scored.length > 0 && (
        <select
          className="select sort-select"
          aria-label="Metric"
          value={metric}
          onChange={(e) => set({ metric: e.target.value })}
        >
          <MetricOptions />
        </select>
      )}
      <select
        className="select sort-select"
        aria-label="Sort by"
        value={sort.by}
        onChange={(event) => {
          const by = options.find(([value]) => value === event.target.value)?.[0];
          if (by) set({ sort: { ...sort, by } });
        }}
      >
        {options.map(([value, label]) => (
          <option key={value} value={value}>
            by {label}
          </option>
        ))}
        {!options.some(([value]) => value === sort.by) && <option value={sort.by}>by score</option>}
      </select>
    </>
  );
}
