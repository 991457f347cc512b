import type { Command } from 'commander';
import { scoreInfos, type PairedDifference, type RunSummary } from '../../../../shared/domain/score.ts';
import { ABSENT, interval, metricDelta, plural, pValue } from '../../../../shared/words/numbers.ts';
import { createScoreSummaries } from '../../../jobs/score-summaries.ts';
import { chosenRuns, withRunOptions } from '../chosen-runs.ts';
import { readFilter, withFilterOptions } from '../filter-options.ts';
import { runCommand, withCommonOptions, withWorkstation } from '../run-command.ts';
import { textTable, type Column } from '../text-table.ts';

/** `foresight score` */
export const scoreCommand = (program: Command): Command =>
  withCommonOptions(
    withRunOptions(
      withFilterOptions(
        program
          .command('score')
          .description('Scores of runs with 95 % intervals over clips; two runs are compared on the same clips.'),
      ),
    ),
  )
    .addHelpText(
      'after',
      '\nWithout --run or --model: the newest run of every model.\n\nExamples:\n  foresight score\n  foresight score --model ego-mlp --model constant-velocity --manoeuvre left\n  foresight score --run 0f3a… --json',
    )
    .action((options: unknown) =>
      runCommand(options, (context) =>
        withWorkstation(context, 'reads', async ({ workspace }) => {
          const runs = await chosenRuns(options, workspace);
          const filter = await readFilter(options, workspace);
          const runIds = runs.map((run) => run.runId);
          const values = await workspace.runs.clipValues(runIds, filter);
          const ofRun = (i: number) => values.filter((v) => v.runId === runIds[i]);
          const scores = createScoreSummaries();
          try {
            const summaries = await scores.summarise(runIds, values);
            const paired = runs.length > 1 ? await scores.compare(ofRun(0), ofRun(1)) : [];
            context.output.result({ runs, summaries, paired }, () =>
              [
                ...runs.map(
                  (run, i) =>
                    `${'ABCDEFGH'.at(i) ?? '·'} ${run.modelTitle} ${run.modelVersion}  run ${run.runId}  ${plural(ofRun(i).length, 'clip')}`,
                ),
                table(summaries, paired),
                'Mean over clips [95 % interval, 1 000 resamples of clips]; m, or × 100 for shares and PDM scores. p′: paired t, Bonferroni.',
              ].join('\n'),
            );
          } finally {
            await scores.close();
          }
        }),
      ),
    );

type Row = (typeof scoreInfos)[number];

function table(summaries: readonly RunSummary[], paired: readonly PairedDifference[]): string {
  const columns: Column<Row>[] = [
    { title: 'metric', text: (metric) => metric.title },
    ...summaries.map((summary, i): Column<Row> => ({
      title: 'ABCDEFGH'.at(i) ?? '·',
      align: 'right',
      text: (metric) => interval(summary.metrics[metric.key] ?? null, metric),
    })),
  ];
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
  return textTable(
    columns,
    scoreInfos.filter((metric) => summaries.some((summary) => summary.metrics[metric.key])),
  );
}
