import type { Command } from 'commander';
import { DEFAULT_METRIC, metricInfoOf } from '../../../../shared/domain/score.ts';
import { duration, metricValue, plural } from '../../../../shared/words/numbers.ts';
import { readFilter, withFilterOptions } from '../filter-options.ts';
import { followJob } from '../follow-job.ts';
import { runCommand, withCommonOptions, withWorkstation } from '../run-command.ts';

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
    .addHelpText(
      'after',
      '\nExamples:\n  foresight run ego-mlp --workspace study\n  foresight run constant-velocity --location singapore-queenstown --json',
    )
    .action((modelId: string, options: unknown) =>
      runCommand(options, (context) =>
        withWorkstation(context, async (workstation) => {
          const { workspace, jobs } = workstation;
          const startedMs = performance.now();
          const filter = await readFilter(options, workspace);
          const { runId, jobId } = await workstation.startRun(modelId, filter);
          const job = await followJob(jobs, jobId, context.output, context.signal);
          const seconds = (performance.now() - startedMs) / 1000;
          const run = await workspace.runs.get(runId);
          const values = await workspace.runs.clipValues([runId], filter);
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
