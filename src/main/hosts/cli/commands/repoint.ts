import { resolve } from 'node:path';
import type { Command } from 'commander';
import { badOption, datasetIds } from '../filter-options.ts';
import { runCommand, withCommonOptions, withWorkstation } from '../run-command.ts';

/** `foresight repoint DATASET NEWROOT` */
export const repointCommand = (program: Command): Command =>
  withCommonOptions(
    program
      .command('repoint')
      .description(
        'Point a data set to the folder it was moved to. Nothing is indexed again; tags, notes, runs and scores stay. Refused where other recordings lie there.',
      )
      .argument('<dataset>', 'data set by id, version or title')
      .argument('<newroot>', 'folder that it was moved to'),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  foresight repoint v1.0-trainval /mnt/disk2/nuscenes --workspace study\n  foresight repoint nuscenes-4f1c /data/nuscenes --json',
    )
    .action((name: string, newRoot: string, options: unknown) =>
      runCommand(options, (context) =>
        withWorkstation(context, 'writes', async ({ workspace, datasets }) => {
          const ids = await datasetIds(workspace, [name]);
          if (ids.length > 1)
            throw badOption(`${ids.length} data sets are called ${name}: name one by its id`, ids.join(', '));
          const before = (await workspace.datasets.list()).find(({ datasetId }) => datasetId === ids[0]);
          const dataset = await datasets.repoint(ids[0], resolve(newRoot));
          context.output.result(
            { dataset, from: before?.rootPath ?? null },
            () => `${dataset.title}  ${dataset.datasetId}  ${before?.rootPath ?? ''} → ${dataset.rootPath}`,
          );
        }),
      ),
    );
