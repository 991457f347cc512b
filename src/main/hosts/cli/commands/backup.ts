import type { Command } from 'commander';
import { z } from 'zod';
import { bytes, dateOf } from '../../../../shared/words/numbers.ts';
import { runCommand, withCommonOptions, withWorkstation } from '../run-command.ts';
import { textTable } from '../text-table.ts';

const optionsSchema = z.object({ list: z.boolean().default(false) });

/** `foresight backup` */
export const backupCommand = (program: Command): Command =>
  withCommonOptions(
    program.command('backup').description('Make a verified backup of tags, notes, runs and settings in the workspace.'),
  )
    .option('--list', 'list the backups instead')
    .addHelpText('after', '\nExamples:\n  foresight backup --workspace study\n  foresight backup --list')
    .action((options: unknown) =>
      runCommand(options, (context) =>
        withWorkstation(context, 'writes', async ({ workspace }) => {
          if (!optionsSchema.parse(options).list) {
            const made = await workspace.backups.create();
            return context.output.result(made, () => `${made.name}  ${bytes(made.bytes)}`);
          }
          const backups = await workspace.backups.list();
          context.output.result({ backups }, () =>
            backups.length === 0
              ? 'No backup yet.'
              : textTable(
                  [
                    { title: 'backup', text: (b) => b.name },
                    { title: 'made', text: (b) => dateOf(b.createdUs) },
                    { title: 'size', align: 'right', text: (b) => bytes(b.bytes) },
                    { title: 'verified', text: (b) => (b.verified ? 'yes' : 'no') },
                  ],
                  backups,
                ),
          );
        }),
      ),
    );
