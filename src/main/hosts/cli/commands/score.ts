import { Option, type Command } from 'commander';
import { resolve } from 'node:path';
import { z } from 'zod';
import { pdmSettingWords, type PdmSetting } from '../../../../shared/domain/pdm-metric.ts';
import { twoStageScoresOf, type TwoStageRequest } from '../../../../shared/domain/pdm-two-stage.ts';
import type { RunSummary } from '../../../../shared/domain/score.ts';
import { pdmFilters, pdmTrafficPolicies } from '../../../../shared/domain/pdm.ts';
import { plural } from '../../../../shared/words/numbers.ts';
import { twoStageWords } from '../../../../shared/words/two-stage.ts';
import { pdmReferenceWords } from '../../../../shared/words/pdm-reference.ts';
import { predictsVideo } from '../../../jobs/run-work.ts';
import { createScoreSummaries } from '../../../jobs/score-summaries.ts';
import { chosenRuns, tellEmptyRuns, withRunOptions } from '../chosen-runs.ts';
import { writeKitCsv } from '../../../reports/files/kit-csv.ts';
import { badOption, readFilter, withFilterOptions } from '../filter-options.ts';
import { followJob } from '../follow-job.ts';
import { runCommand, withCommonOptions, withWorkstation } from '../run-command.ts';
import { scoreTable } from '../score-table.ts';

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
    .option('--metric <list>', 'score the plans by these first: pdms, epdms, or both with a comma')
    .addOption(
      new Option(
        '--traffic <policy>',
        'how the others drive (default: log-replay, in two stages reactive-idm), for --metric and --two-stage',
      ).choices(pdmTrafficPolicies),
    )
    .addOption(
      new Option('--filter <filter>', 'human filter of EPDMS, for --metric and --two-stage')
        .choices(pdmFilters)
        .default('human'),
    )
    .option(
      '--metric-cache <dir>',
      'metric caches of the NAVSIM kit, whose reference goes before PDM-Closed, for --metric; kept with the run, "none" forgets it',
    )
    .option(
      '--two-stage <split>',
      'score by EPDMS in two stages as this split of the kit (YAML) pairs the scenes; kept with the run',
    )
    .option('--csv <file>', 'write the first run’s PDM scores in the columns of the NAVSIM kit; needs one --metric')
    .addHelpText(
      'after',
      '\nWithout --run or --model: the newest run of every model.\n\nExamples:\n  foresight score\n  foresight score --metric pdms,epdms --model ego-mlp\n  foresight score --model ego-mlp --model constant-velocity --manoeuvre left\n  foresight score --two-stage navhard_two_stage.yaml --model ego-mlp\n  foresight score --run 0f3a… --json',
    )
    .action((options: unknown) =>
      runCommand(options, (context) =>
        withWorkstation(context, isScoring(options) ? 'writes' : 'reads', async (workstation) => {
          const { workspace, jobs } = workstation;
          const runs = await chosenRuns(options, workspace);
          const filter = await readFilter(options, workspace);
          const runIds = runs.map((run) => run.runId);
          const { settings, csv, metricCache, twoStage } = pdmOptions(options);
          for (const run of isScoring(options) ? runs : []) {
            if (predictsVideo(run)) {
              context.output.tell(`${run.modelTitle} plans nothing: it has no PDM score.`);
              continue;
            }
            const { runId } = run;
            if (settings.length > 0) {
              const { jobId } = await workstation.scorePdm(runId, settings, metricCache);
              const job = await followJob(jobs, jobId, context.output, context.signal);
              if (Number(job.result.notScored) > 0)
                context.output.tell(
                  `${plural(Number(job.result.notScored), 'clip')} without a PDM score: ${job.result.reason ?? ''}.`,
                );
            }
            if (twoStage) {
              const { jobId } = await workstation.scoreTwoStage(runId, twoStage);
              await followJob(jobs, jobId, context.output, context.signal);
            }
          }
          if (csv !== undefined)
            await writeKitCsv(workspace, { runId: runIds[0], setting: settings[0], filter, file: csv });
          const matrices = await workspace.runs.clipMatrices(runIds, filter);
          const clipCounts = matrices.map(({ clipIds }) => clipIds.length);
          await tellEmptyRuns(runs, clipCounts, workspace, context.output);
          const scores = createScoreSummaries();
          try {
            const summaries = await scores.summarise(matrices);
            const paired = runs.length > 1 ? await scores.compare(matrices[0], matrices[1]) : [];
            const scored = isScoring(options) ? await chosenRuns(options, workspace) : runs;
            const twoStages = scored.map(twoStageScoresOf);
            context.output.result({ runs: scored, summaries, paired, twoStage: twoStages }, () =>
              [
                ...runs.map(
                  (run, i) =>
                    `${letterOf(i)} ${run.modelTitle} ${run.modelVersion}  run ${run.runId}  ${plural(matrices[i].clipIds.length, 'clip')}`,
                ),
                scoreTable(summaries, paired),
                ...referenceLines(summaries),
                ...twoStages.flatMap((list, i) => list.map((one) => `${letterOf(i)} ${twoStageWords(one)}.`)),
                'Mean over clips [95 % interval, 1 000 resamples of clips]; m, dB, from 0 to 1 for SSIM and CosSim, × 100 for miss rates and PDM scores. p′: paired t, Bonferroni.',
              ].join('\n'),
            );
          } finally {
            await scores.close();
          }
        }),
      ),
    );

const pdmSchema = z.object({
  metric: z.string().optional(),
  traffic: z.enum(pdmTrafficPolicies).optional(),
  filter: z.enum(pdmFilters),
  csv: z.string().optional(),
  metricCache: z.string().optional(),
  twoStage: z.string().optional(),
});

const isScoring = (options: unknown): boolean => {
  const { settings, twoStage } = pdmOptions(options);
  return settings.length > 0 || twoStage !== null;
};

/** The settings that are to be scored, and the file for the kit's columns. */
function pdmOptions(options: unknown): {
  settings: PdmSetting[];
  csv: string | undefined;
  metricCache: string | null | undefined;
  twoStage: TwoStageRequest | null;
} {
  const { metric, traffic: named, filter, csv, metricCache, twoStage } = pdmSchema.parse(options);
  const traffic = named ?? 'log-replay';
  const settings = (metric?.split(',') ?? []).map((name): PdmSetting => {
    if (name === 'pdms') return { version: 'v1', filter: 'none', traffic };
    if (name === 'epdms') return { version: 'v2', filter, traffic };
    throw badOption(`--metric ${name} cannot be scored`, 'pdms, epdms, or pdms,epdms');
  });
  if (csv !== undefined && settings.length !== 1) throw badOption('--csv needs one --metric', 'pdms or epdms');
  if (metricCache !== undefined && settings.length === 0)
    throw badOption('--metric-cache needs --metric', '--metric epdms --metric-cache DIR');
  return {
    settings,
    csv: csv === undefined ? undefined : resolve(csv),
    twoStage:
      twoStage === undefined ? null : { splitFile: resolve(twoStage), filter, traffic: named ?? 'reactive-idm' },
    metricCache: metricCache === undefined ? undefined : metricCache === 'none' ? null : resolve(metricCache),
  };
}

const letterOf = (i: number): string => 'ABCDEFGH'.at(i) ?? '·';

/** Whose progress each PDM score is measured against, a line a run and setting. */
const referenceLines = (summaries: readonly RunSummary[]): string[] =>
  summaries.flatMap(({ references }, i) =>
    references.map((count) => `${letterOf(i)} ${pdmSettingWords(count.setting)}: ${pdmReferenceWords(count) ?? ''}.`),
  );
