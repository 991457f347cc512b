import { resolve } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { count, duration, plural } from '../../../../shared/words/numbers.ts';
import { followJob } from '../follow-job.ts';
import { runCommand, withCommonOptions, withWorkstation } from '../run-command.ts';

const optionsSchema = z.object({ version: z.string().optional() });

/** `foresight index DIR` */
export const indexCommand = (program: Command): Command =>
  withCommonOptions(
    program
      .command('index')
      .description(
        'Index a data set folder; an unchanged one takes under a second, a cut-off one goes on where it stopped.',
      )
      .argument('<dir>', 'root of the data set, e.g. the folder that holds v1.0-mini/')
      .option('--version <name>', 'which version, where the folder holds several'),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  foresight index /data/nuscenes --workspace study\n  foresight index /data/nuscenes --version v1.0-trainval --json',
    )
    .action((dir: string, options: unknown) =>
      runCommand(options, (context) =>
        withWorkstation(context, 'writes', async (workstation) => {
          const startedMs = performance.now();
          const { version } = optionsSchema.parse(options);
          const { datasetId, jobId } = await workstation.addDataset(resolve(dir), version);
          const job = await followJob(workstation.jobs, jobId, context.output, context.signal);
          const seconds = (performance.now() - startedMs) / 1000;
          const dataset = (await workstation.workspace.datasets.list()).find((d) => d.datasetId === datasetId);
          context.output.result({ dataset, seconds, failureCount: job.failureCount, failures: job.failures }, () => {
            const c = dataset?.counts;
            const lines = [`${dataset?.title ?? datasetId}  ${datasetId}  in ${duration(seconds)}`];
            if (c) {
              lines.push(
                `${plural(c.clips, 'clip')}, ${plural(c.frames, 'key frame')}, ${plural(c.boxes, 'box', 'boxes')}, ${plural(c.tracks, 'object')}`,
              );
              lines.push(
                `${plural(c.images, 'image')}, ${count(c.absentImages)} not on disk; ${plural(c.sensorFiles, 'sensor file')}, ${count(c.absentSensorFiles)} not on disk`,
              );
              lines.push(...Object.entries(c.skipped).map(([reason, n]) => `left out: ${count(n)} × ${reason}`));
            }
            return lines.join('\n');
          });
        }),
      ),
    );
