import { Option, type Command } from 'commander';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { PdmSetting } from '../../../../shared/domain/pdm-metric.ts';
import { pdmFilters, pdmTrafficPolicies } from '../../../../shared/domain/pdm.ts';
import { plural } from '../../../../shared/words/numbers.ts';
import { predictsVideo } from '../../../jobs/run-work.ts';
import { createScoreSummaries } from '../../../jobs/score-summaries.ts';
import { chosenRuns, withRunOptions } from '../chosen-runs.ts';
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
      new Option('--traffic <policy>', 'how the others drive, for --metric')
        .choices(pdmTrafficPolicies)
        .default('log-replay'),
    )
    .addOption(
      new Option('--filter <filter>', 'human filter of EPDMS, for --metric').choices(pdmFilters).default('human'),
    )
    .option('--csv <file>', 'write the first run’s PDM scores in the columns of the NAVSIM kit; needs one --metric')
    .addHelpText(
      'after',
      '\nWithout --run or --model: the newest run of every model.\n\nExamples:\n  foresight score\n  foresight score --metric pdms,epdms --model ego-mlp\n  foresight score --model ego-mlp --model constant-velocity --manoeuvre left\n  foresight score --run 0f3a… --json',
    )
    .action((options: unknown) =>
      runCommand(options, (context) =>
        withWorkstation(context, pdmOptions(options).settings.length > 0 ? 'writes' : 'reads', async (workstation) => {
          const { workspace, jobs } = workstation;
          const runs = await chosenRuns(options, workspace);
          const filter = await readFilter(options, workspace);
          const runIds = runs.map((run) => run.runId);
          const { settings, csv } = pdmOptions(options);
          for (const run of settings.length > 0 ? runs : []) {
            if (predictsVideo(run)) {
              context.output.tell(`${run.modelTitle} plans nothing: it has no PDM score.`);
              continue;
            }
            const { runId } = run;
            const { jobId } = await workstation.scorePdm(runId, settings);
            const job = await followJob(jobs, jobId, context.output, context.signal);
            if (Number(job.result.notScored) > 0)
              context.output.tell(
                `${plural(Number(job.result.notScored), 'clip')} without a PDM score: ${job.result.reason ?? ''}.`,
              );
          }
          if (csv !== undefined)
            await writeKitCsv(workspace, { runId: runIds[0], setting: settings[0], filter, file: csv });
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
                scoreTable(summaries, paired),
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
  traffic: z.enum(pdmTrafficPolicies),
  filter: z.enum(pdmFilters),
  csv: z.string().optional(),
});

/** The settings that are to be scored, and the file for the kit's columns. */
function pdmOptions(options: unknown): { settings: PdmSetting[]; csv: string | undefined } {
  const { metric, traffic, filter, csv } = pdmSchema.parse(options);
  const settings = (metric?.split(',') ?? []).map((name): PdmSetting => {
    if (name === 'pdms') return { version: 'v1', filter: 'none', traffic };
    if (name === 'epdms') return { version: 'v2', filter, traffic };
    throw badOption(`--metric ${name} cannot be scored`, 'pdms, epdms, or pdms,epdms');
  });
  if (csv !== undefined && settings.length !== 1) throw badOption('--csv needs one --metric', 'pdms or epdms');
  return { settings, csv: csv === undefined ? undefined : resolve(csv) };
}
