import { resolve } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { plural } from '../../../../shared/words/numbers.ts';
import { importSubmission } from '../../../jobs/import-submission.ts';
import { writeSubmissionFile } from '../../../reports/files/submission-file.ts';
import { chosenRuns, withRunOptions } from '../chosen-runs.ts';
import { readFilter, withFilterOptions } from '../filter-options.ts';
import { followJob } from '../follow-job.ts';
import { runCommand, withCommonOptions, withWorkstation } from '../run-command.ts';

const importSchema = z.object({ title: z.string().min(1).optional() });
const exportSchema = z.object({
  team: z.string(),
  author: z.array(z.string()).default([]),
  email: z.string(),
  institution: z.string(),
  country: z.string(),
});
const repeated = (value: string, previous: string[] | undefined): string[] => [...(previous ?? []), value];

/** `foresight plans import|export`: plans of NAVSIM samples as the submission pickle of its kit. */
export function plansCommand(program: Command): Command {
  const plans = program
    .command('plans')
    .description('Plans of NAVSIM samples, in and out as submission pickles of its kit.');
  withCommonOptions(
    plans
      .command('import')
      .description('Take the plans of a submission in as a run, and score them.')
      .argument('<file>'),
  )
    .option('--title <name>', 'what the run is called (default: the file’s name)')
    .action((file: string, options: unknown) =>
      runCommand(options, (context) =>
        withWorkstation(context, 'writes', async ({ workspace, jobs }) => {
          const { title } = importSchema.parse(options);
          let done: Awaited<ReturnType<typeof importSubmission>> | null = null;
          const { jobId } = jobs.enqueue({
            kind: 'import',
            title: `Import ${file}`,
            run: async (job) => {
              done = await importSubmission(workspace, { file: resolve(file), title }, job);
              return {};
            },
          });
          await followJob(jobs, jobId, context.output, context.signal);
          const imported = done as Awaited<ReturnType<typeof importSubmission>> | null;
          if (!imported) throw new Error('the import told nothing');
          context.output.result(imported, () =>
            [
              `run ${imported.runId}: ${plural(imported.clips, 'clip')} planned out of ${plural(imported.plans, 'plan')}`,
              ...(imported.unknownTokens > 0
                ? [`${plural(imported.unknownTokens, 'sample')} not in this workspace`]
                : []),
            ].join('\n'),
          );
        }),
      ),
    );
  withCommonOptions(
    withRunOptions(
      withFilterOptions(plans.command('export').description('Write a run’s plans as a submission.').argument('<file>')),
    ),
  )
    .option('--team <name>', 'team', '')
    .option('--author <name>', 'author; repeat for more', repeated)
    .option('--email <address>', 'address', '')
    .option('--institution <name>', 'institution', '')
    .option('--country <name>', 'country or region', '')
    .action((file: string, options: unknown) =>
      runCommand(options, (context) =>
        withWorkstation(context, 'reads', async ({ workspace }) => {
          const { team, author, email, institution, country } = exportSchema.parse(options);
          const [run] = await chosenRuns(options, workspace);
          const filter = await readFilter(options, workspace);
          const by = { teamName: team, authors: author, email, institution, country };
          const written = await writeSubmissionFile(workspace, { runId: run.runId, filter, file: resolve(file), by });
          context.output.result(
            { ...written, runId: run.runId },
            () =>
              `${plural(written.firstStage, 'plan')} and ${plural(written.secondStage, 'second-stage plan')} of ${run.modelTitle}`,
          );
        }),
      ),
    );
  return plans;
}
