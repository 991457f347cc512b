import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { z } from 'zod';
import { pdmFilters, pdmTrafficPolicies } from '../../../../shared/domain/pdm.ts';
import { plural } from '../../../../shared/words/numbers.ts';
import { importScores } from '../../../jobs/import-scores.ts';
import { runCommand, withCommonOptions, withWorkstation } from '../run-command.ts';

const optionsSchema = z.object({
  title: z.string().min(1).optional(),
  traffic: z.enum(pdmTrafficPolicies),
  filter: z.enum(pdmFilters),
});

/** `foresight import-scores` */
export const importScoresCommand = (program: Command): Command =>
  withCommonOptions(
    program
      .command('import-scores')
      .description('Take a score table of the NAVSIM kit (CSV) in as a run of a model that ran elsewhere.')
      .argument('<file>', 'CSV that run_pdm_score wrote'),
  )
    .option('--title <name>', 'what the run is called (default: the file’s name)')
    .addOption(
      new Option('--traffic <policy>', 'traffic it was made with').choices(pdmTrafficPolicies).default('log-replay'),
    )
    .addOption(
      new Option('--filter <filter>', 'whether the human filter was on (EPDMS)').choices(pdmFilters).default('human'),
    )
    .addHelpText(
      'after',
      '\nThe file does not tell its traffic and filter: say them, they stand beside every number.\n\nExample:\n  foresight index /data/scores && foresight import-scores /data/scores/diffusion_drive.csv --traffic reactive-idm',
    )
    .action((file: string, options: unknown) =>
      runCommand(options, (context) =>
        withWorkstation(context, 'writes', async ({ workspace }) => {
          const { title, traffic, filter } = optionsSchema.parse(options);
          const done = await importScores(workspace, { file: resolve(file), title, traffic, filter });
          context.output.result(done, () =>
            [
              `run ${done.runId}: ${done.setting}`,
              `${plural(done.clips, 'clip')} scored out of ${plural(done.rows, 'row')}`,
              ...(done.unknownTokens > 0 ? [`${plural(done.unknownTokens, 'sample')} not in this workspace`] : []),
              ...(done.invalid > 0 ? [`${plural(done.invalid, 'sample')} that the kit could not score`] : []),
            ].join('\n'),
          );
        }),
      ),
    );
