import type { Command } from 'commander';
import { z } from 'zod';
import { ProblemError } from '../../../../shared/domain/problem.ts';
import { DEFAULT_METRIC, metricInfoOf } from '../../../../shared/domain/score.ts';
import { bytes, duration, metricValue, plural } from '../../../../shared/words/numbers.ts';
import type { Workstation } from '../../../api/workstation.ts';
import { predictsVideo } from '../../../jobs/run-work.ts';
import { readFilter, withFilterOptions } from '../filter-options.ts';
import { followJob } from '../follow-job.ts';
import { runCommand, withCommonOptions, withWorkstation } from '../run-command.ts';
import { givenVideoOptions, readVideoOptions, withVideoOptions } from '../video-options.ts';
import { stageWords, videoMeans, videoTable } from '../video-scores.ts';

const optionsSchema = z.object({ resume: z.boolean().default(false) });

/** `foresight run MODEL` */
export const runModelCommand = (program: Command): Command =>
  withCommonOptions(
    withVideoOptions(
      withFilterOptions(
        program
          .command('run')
          .description('Run a planner or a world model over clips and score it. Results are stored clip by clip.')
          .argument('<model>', 'id of a model; `foresight models` lists them'),
      ),
    ),
  )
    .option('--resume', 'go on with the newest run of this model that did not end, over the clips it was started for')
    .addHelpText(
      'after',
      '\nExamples:\n  foresight run ego-mlp --workspace study\n  foresight run constant-velocity --location singapore-queenstown --json\n  foresight run dit-wam --steps 50 --seed 7 --every 4',
    )
    .action((modelId: string, options: unknown) =>
      runCommand(options, (context) =>
        withWorkstation(context, 'writes', async (workstation) => {
          const { workspace, jobs, inference } = workstation;
          const startedMs = performance.now();
          const { resume } = optionsSchema.parse(options);
          if (resume && Object.keys(givenVideoOptions(options)).length > 0) throw optionsOfOldRun();
          const filter = await readFilter(options, workspace);
          const { runId, jobId } = resume
            ? await resumed(workstation, modelId)
            : await workstation.startRun(modelId, filter, await readVideoOptions(options, modelId, inference));
          const job = await followJob(jobs, jobId, context.output, context.signal);
          const seconds = (performance.now() - startedMs) / 1000;
          const run = await workspace.runs.get(runId);
          const values = await workspace.runs.clipValues([runId], resume ? {} : filter);
          const result = { run, seconds, failureCount: job.failureCount };
          const head = [
            `${run?.modelTitle ?? modelId}  run ${runId}`,
            `${plural(run?.clipsDone ?? 0, 'clip')} in ${duration(seconds)} on ${run?.provider ?? 'unknown'}, ${plural(job.failureCount, 'failure')}`,
          ];
          if (run && predictsVideo(run)) {
            const means = videoMeans(values);
            const videoBytes = await workspace.runs.videoBytes(runId);
            const clipsScored = values.filter((v) => Object.keys(v.values).length > 0).length;
            const mean = Object.fromEntries(Object.entries(means).map(([key, one]) => [key, one.mean]));
            context.output.result({ ...result, clipsScored, mean, videoBytes }, () =>
              [
                ...head,
                clipsScored === 0 ? 'No predicted picture could be scored.' : videoTable(means),
                `${bytes(videoBytes)} of pictures. An instant took ${stageWords(run.stageMs)}.`,
              ].join('\n'),
            );
            return;
          }
          const scored = values.flatMap((v) => v.values[DEFAULT_METRIC] ?? []);
          const mean = scored.length === 0 ? null : scored.reduce((a, b) => a + b, 0) / scored.length;
          context.output.result({ ...result, clipsScored: scored.length, mean: { [DEFAULT_METRIC]: mean } }, () => {
            const info = metricInfoOf(DEFAULT_METRIC);
            return [
              ...head,
              `${info?.title}: ${info ? metricValue(mean, info) : ''} m, mean over ${plural(scored.length, 'clip')}`,
            ].join('\n');
          });
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

const optionsOfOldRun = () =>
  new ProblemError({
    code: 'run.keeps-options',
    title: 'A run goes on with the options it was started with',
    whatHappened: '--resume was given together with options of world models.',
    whatWasKept: 'All pictures and scores.',
    whatToDo: 'Leave them out to go on, or leave out --resume to start a new run.',
  });

const nothingToResume = (modelId: string) =>
  new ProblemError({
    code: 'run.nothing-to-resume',
    title: 'No run to go on with',
    whatHappened: `Every run of ${modelId} in this workspace is done, or there is none.`,
    whatWasKept: 'All plans and scores.',
    whatToDo: 'Leave out --resume to start a new run.',
  });
