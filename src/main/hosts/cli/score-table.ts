import { scoreInfos, type PairedDifference, type RunSummary } from '../../../shared/domain/score.ts';
import { ABSENT, count, interval, metricDelta, pValue } from '../../../shared/words/numbers.ts';
import { textTable, type Column } from './text-table.ts';

type Row = (typeof scoreInfos)[number];

/** Scores of runs, a metric a row, with the paired differences of the first two where there are any. */
export function scoreTable(summaries: readonly RunSummary[], paired: readonly PairedDifference[]): string {
  const columns: Column<Row>[] = [
    { title: 'metric', text: (metric) => metric.title },
    ...summaries.map((summary, i): Column<Row> => ({
      title: 'ABCDEFGH'.at(i) ?? '·',
      align: 'right',
      text: (metric) => interval(summary.metrics[metric.key] ?? null, metric),
    })),
  ];
  const shown = scoreInfos.filter((metric) => summaries.some((summary) => summary.metrics[metric.key]));
  const clipsOf = (metric: Row) => summaries.map((summary) => summary.metrics[metric.key]?.clips ?? 0);
  // Not every clip has every score: one without a map has no PDM score.
  if (new Set(shown.flatMap(clipsOf)).size > 1)
    columns.push({
      title: 'clips',
      align: 'right',
      text: (metric) => {
        const clips = clipsOf(metric);
        return new Set(clips).size === 1 ? count(clips[0]) : clips.map((n) => count(n)).join(' / ');
      },
    });
  if (paired.length > 0) {
    const of = (metric: Row) => paired.find((p) => p.metric === metric.key);
    columns.push({
      title: 'A − B',
      align: 'right',
      text: (metric) => {
        const p = of(metric);
        return p
          ? `${metricDelta(p.delta.mean, metric)} [${metricDelta(p.delta.low, metric)}, ${metricDelta(p.delta.high, metric)}]`
          : ABSENT;
      },
    });
    columns.push({ title: 'p′', align: 'right', text: (metric) => pValue(of(metric)?.pCorrected ?? null) });
  }
  return textTable(columns, shown);
}
