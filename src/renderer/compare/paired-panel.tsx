import { useMemo } from 'react';
import type { MetricKey, PairedDifference } from '../../shared/domain/score.ts';
import { referenceSentences } from '../../shared/words/pdm-reference.ts';
import { useScoredRunIds } from '../score/shown-scores.ts';
import { useRunSummary } from '../state/queries.ts';
import { Button } from '../ui/button.tsx';
import { count, plural } from '../ui/numbers.ts';
import { Panel } from '../ui/panel.tsx';
import type { Compared } from './compare-queries.ts';
import { useCompare } from './compare-state.ts';
import { hasMoreHorizons, metricFamilies } from './compared-metrics.ts';
import { SlicesSection } from './slices-section.tsx';
import { outcomeWords, PairedTable } from './paired-table.tsx';

/** The outcome on the chosen metric in a sentence, then every metric with its interval. */
export function PairedPanel({
  compared,
  metric,
  differences,
}: {
  compared: Compared;
  metric: MetricKey;
  differences: readonly PairedDifference[];
}) {
  const allHorizons = useCompare((s) => s.allHorizons);
  const { ids, reference } = useScoredRunIds();
  const summaries = useRunSummary(ids, compared.filter).data;
  const families = useMemo(() => metricFamilies(differences, metric, allHorizons), [differences, metric, allHorizons]);
  const summaryOf = (runId: string | undefined) => summaries?.find((s) => s.runId === runId) ?? null;
  const ofReference = summaryOf(reference?.runId);
  const chosen = families.flatMap((f) => f.rows).find((row) => row.info.key === metric);
  const alone = (runId: string) => {
    const all = summaryOf(runId)?.metrics[metric]?.clips;
    return all === undefined || !chosen ? null : all - chosen.difference.clips;
  };
  const [aloneA, aloneB] = [alone(compared.runA), alone(compared.runB)];
  const hasTotal = families.some(({ rows }) => rows.some(({ info }) => info.family === 'pdm' && info.term === 'total'));
  const known = chosen?.difference.delta;
  const named = (['A', 'B'] as const).map((name) => ({
    name,
    references: summaryOf(name === 'A' ? compared.runA : compared.runB)?.references ?? [],
  }));
  const references = chosen?.info.family === 'pdm' ? referenceSentences(named, chosen.info.setting) : '';
  return (
    <Panel
      title="Paired differences"
      fact={chosen && `mean over ${plural(chosen.difference.clips, 'clip')}`}
      actions={
        hasMoreHorizons(differences) && (
          <Button
            tone="quiet"
            aria-pressed={allHorizons}
            onClick={() => useCompare.setState({ allHorizons: !allHorizons })}
          >
            {allHorizons ? 'One horizon' : 'All horizons'}
          </Button>
        )
      }
    >
      <div className="compare-paired-body">
        {chosen && <p className="compare-outcome">{outcomeWords(chosen)}</p>}
        <PairedTable
          families={families}
          chosen={metric}
          reference={ofReference && hasAny(ofReference.metrics, families) ? ofReference : null}
        />
        {known && (
          <p className="compare-caption">
            {`${count(known.resamples)} bootstrap resamples of clips, seed ${String(known.seed)}. Filled: the interval leaves 0 out; coloured by the better run. p′: paired t over clips, corrected over ${plural(differences.length, 'metric')} (Bonferroni).${hasTotal ? ' A total is the mean of products, not the product of means.' : ''}`}
            {aloneA !== null && aloneB !== null && aloneA + aloneB > 0
              ? ` Left out of the pairs: ${plural(aloneA, 'clip')} that only A scored, ${plural(aloneB, 'clip')} that only B scored.`
              : ''}
            {references === '' ? '' : ` ${references}`}
          </p>
        )}
        <SlicesSection compared={compared} metric={metric} />
      </div>
    </Panel>
  );
}

const hasAny = (metrics: Record<MetricKey, unknown>, families: ReturnType<typeof metricFamilies>): boolean =>
  families.some((family) => family.rows.some((row) => (metrics[row.info.key] ?? null) !== null));
