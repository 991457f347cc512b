import type { Interval, ScoreInfo } from '../../shared/domain/score.ts';
import { referenceSentences } from '../../shared/words/pdm-reference.ts';
import { unitInHeading } from '../../shared/words/score-units.ts';
import { problemOf } from '../../shared/domain/problem.ts';
import { useComparison, useRunSummary, useRuns } from '../state/queries.ts';
import { useSession, useShownRuns } from '../state/session.ts';
import { count, interval, plural } from '../ui/numbers.ts';
import { Loading } from '../ui/states.tsx';
import { besideMetrics } from './beside-metrics.ts';
import { PairedDifferences } from './paired-differences.tsx';
import { RunName } from './run-name.tsx';
import { useScoredRunIds } from './shown-scores.ts';

/** The shown runs over all clips of the filter: means with intervals, and A against B on the same clips. */
export function SetSummary({ info }: { info: ScoreInfo }) {
  const filter = useSession((s) => s.filter);
  const runA = useSession((s) => s.runA);
  const runB = useSession((s) => s.runB);
  const shown = useShownRuns();
  const { ids, reference } = useScoredRunIds();
  const runs = useRuns().data ?? [];
  const { data: summaries, error } = useRunSummary(ids, filter);
  const { data: differences } = useComparison(runA, runB, filter);
  const lines = [
    ...shown.map((s) => ({ ...s, key: s.letter })),
    ...(reference ? [{ runId: reference.runId, key: 'reference' as const }] : []),
  ];
  const meanOf = (runId: string) => summaries?.find((s) => s.runId === runId)?.metrics[info.key] ?? null;
  const named = lines.map(({ key, runId }) => ({
    name: key === 'reference' ? 'CV' : key,
    references: summaries?.find((s) => s.runId === runId)?.references ?? [],
  }));
  const references = info.family === 'pdm' ? referenceSentences(named, info.setting) : '';
  const known = lines.map((l) => meanOf(l.runId)).find((m): m is Interval => m !== null);
  return (
    <section className="set-summary" aria-label="Over the filtered clips">
      <h3>
        Over the filtered clips
        <small>{known ? plural(known.clips, 'clip') : ''}</small>
      </h3>
      {error ? (
        <p className="score-none">{problemOf(error).whatHappened}</p>
      ) : !summaries ? (
        <Loading what="Resampling the clips" rows={3} />
      ) : (
        <table className="summary-table">
          <thead>
            <tr>
              <th scope="col">Run</th>
              <th scope="col">{`${info.title}${unitInHeading(info.unit)}`}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ key, runId }) => (
              <tr key={`${key} ${runId}`}>
                <th scope="row">
                  <div>
                    <RunName series={key}>{key === 'reference' ? 'CV' : key}</RunName>
                    <span>{runs.find((r) => r.runId === runId)?.modelTitle ?? 'run is gone'}</span>
                  </div>
                </th>
                <td className="mono">{interval(meanOf(runId), info)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {differences && differences.length > 0 && (
        <PairedDifferences
          rows={besideMetrics(info).flatMap((row) => {
            const found = differences.find((d) => d.metric === row.key);
            return found ? [{ info: row, difference: found }] : [];
          })}
          chosen={info.key}
          compared={differences.length}
        />
      )}
      {references !== '' && <p className="score-caption">{references}</p>}
      {known && (
        <p className="score-caption">
          {`Brackets and bars: 95 % intervals from ${count(known.resamples)} bootstrap resamples of clips, seed ${String(known.seed)}.`}
          {differences && differences.length > 0
            ? ` Filled: the interval leaves 0 out; coloured by the better run. p′ is corrected over ${plural(differences.length, 'metric')} (Bonferroni).`
            : ''}
        </p>
      )}
    </section>
  );
}
