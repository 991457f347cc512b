import type { Command } from 'commander';
import { z } from 'zod';
import { ProblemError } from '../../../../shared/domain/problem.ts';
import { DEFAULT_METRIC, metricInfoOf } from '../../../../shared/domain/score.ts';
import { duration, metricValue, plural } from '../../../../shared/words/numbers.ts';
import type { Workstation } from '../../../api/workstation.ts';
import { readFilter, withFilterOptions } from '../filter-options.ts';
import { followJob } from '../follow-job.ts';
import { runCommand, withCommonOptions, withWorkstation } from '../run-command.ts';

const optionsSchema = z.object({ resume: z.boolean().default(false) });

/** `foresight run MODEL` */
export const runModelCommand = (program: Command): Command =>
  withCommonOptions(
    withFilterOptions(
      program
        .command('run')
        .description('Run a model over clips and score it. Plans and scores are stored clip by clip.')
        .argument('<model>', 'id of a model; `foresight models` lists them'),
    ),
  )
    .option('--resume', 'go on with the newest run of this model that did not end, over the clips it was started for')
    .addHelpText(
      'after',
      '\nExamples:\n  foresight run ego-mlp --workspace study\n  foresight run constant-velocity --location singapore-queenstown --json',
    )
    .action((modelId: string, options: unknown) =>
      runCommand(options, (context) =>
        withWorkstation(context, 'writes', async (workstation) => {
          const { workspace, jobs } = workstation;
          const startedMs = performance.now();
          const { resume } = optionsSchema.parse(options);
          const filter = await readFilter(options, workspace);
          const { runId, jobId } = resume
            ? await resumed(workstation, modelId)
            : await workstation.startRun(modelId, filter);
          const job = await followJob(jobs, jobId, context.output, context.signal);
          const seconds = (performance.now() - startedMs) / 1000;
          const run = await workspace.runs.get(runId);
          const values = await workspace.runs.clipValues([runId], resume ? {} : filter);
          const scored = values.flatMap((v) =>
            v.values[DEFAULT_METRIC] === undefined ? [] : [v.values[DEFAULT_METRIC]],
          );
          const mean = scored.length === 0 ? null : scored.reduce((a, b) => a + b, 0) / scored.length;
          context.output.result(
            {
              run,
              seconds,
              clipsScored: scored.length,
              mean: { [DEFAULT_METRIC]: mean },
              failureCount: job.failureCount,
            },
            () => {
              const info = metricInfoOf(DEFAULT_METRIC);
              return [
                `${run?.modelTitle ?? modelId}  run ${runId}`,
                `${plural(run?.clipsDone ?? 0, 'clip')} in ${duration(seconds)} on ${run?.provider ?? 'unknown'}, ${plural(job.failureCount, 'failure')}`,
                `${info?.title}: ${info ? metricValue(mean, info) : ''} m, mean over ${plural(scored.length, 'clip')}`,
              ].join('\n');
            },
          );
        }),
      ),
    );

/** Takes up the newest run of a model that was cancelled, failed or stopped. */
async function resumed(workstation: Workstation, modelId: string): Promise<{ runId: string; jobId: string }> {
  const unfinished = (await workstation.workspace.runs.list())
    .filter((run) => run.modelId === modelId && run.status !== 'done')
    .sort((a, b) => b.createdUs - a.createdUs);
  if (unfinished.length === 0) throw nothingToResume(modelId);
  const { runId } = unfinished[0];
  return { runId, jobId: (await workstation.resumeRun(runId)).jobId };
}

const nothingToResume = (modelId: string) =>
  new ProblemError({
    code: 'run.nothing-to-resume',
    title: 'No run to go on with',
    whatHappened: `Every run of ${modelId} in this workspace is done, or there is none.`,
    whatWasKept: 'All plans and scores.',
    whatToDo: 'Leave out --resume to start a new run.',
  });
