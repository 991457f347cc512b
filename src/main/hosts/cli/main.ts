import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { z } from 'zod';
import { productFolder } from '../../runtime/product-folder.ts';
import { backupCommand } from './commands/backup.ts';
import { clipsCommand } from './commands/clips.ts';
import { indexCommand } from './commands/index-data.ts';
import { importScoresCommand } from './commands/import-scores.ts';
import { inspectCommand } from './commands/inspect.ts';
import { labCommand } from './commands/lab.ts';
import { modelsCommand } from './commands/models.ts';
import { pdmCommand } from './commands/pdm.ts';
import { plansCommand } from './commands/plans.ts';
import { repointCommand } from './commands/repoint.ts';
import { reportCommand } from './commands/report.ts';
import { runModelCommand } from './commands/run.ts';
import { sampleWorldCommand } from './commands/sample-world.ts';
import { scoreCommand } from './commands/score.ts';
import { serveCommand } from './commands/serve.ts';
import { tagsCommand } from './commands/tags.ts';

/** Exit status of a command line that cannot be understood. */
const USAGE = 2;
const packageSchema = z.object({ version: z.string() });

/** `foresight …`: the workstation for scripts and batch machines. */
async function main(args: readonly string[]): Promise<void> {
  const { version } = packageSchema.parse(JSON.parse(readFileSync(join(productFolder(), 'package.json'), 'utf8')));
  const program = new Command('foresight')
    .description(
      'Review what driving models foresee, and where they fail: index recordings, run models, score, tag, report.',
    )
    .version(version)
    // Else `index --version NAME` would be taken for the program's own and print its version.
    .enablePositionalOptions()
    .showHelpAfterError('(foresight help COMMAND tells its options)')
    .exitOverride()
    .addHelpText(
      'after',
      '\nA first round:\n  foresight index /data/nuscenes --workspace study\n  foresight run constant-velocity --workspace study\n  foresight run ego-mlp --workspace study\n  foresight report --out study.html --model ego-mlp --model constant-velocity --workspace study\n\nExit status: 0 done, 1 failed (told on stderr; as {"problem": …} on stdout with --json), 2 not understood, 130 Ctrl+C.\nThrough npm: npm run --silent foresight -- clips --json keeps stdout clean.',
    );
  const add = [
    indexCommand,
    repointCommand,
    clipsCommand,
    inspectCommand,
    modelsCommand,
    runModelCommand,
    scoreCommand,
    importScoresCommand,
    plansCommand,
    pdmCommand,
    labCommand,
    reportCommand,
    tagsCommand,
    serveCommand,
    backupCommand,
    sampleWorldCommand,
  ];
  add.forEach((command) => command(program));
  for (const command of program.commands) command.exitOverride().commands.forEach((sub) => sub.exitOverride());
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version were printed; everything else is a line that was not understood.
    const isUsage = error.exitCode !== 0;
    if (isUsage && args.includes('--json'))
      process.stdout.write(`${JSON.stringify({ problem: usageProblem(error.message) })}\n`);
    process.exitCode = isUsage ? USAGE : 0;
  }
}

const usageProblem = (message: string) => ({
  code: 'cli.usage',
  title: 'The command line is not understood',
  whatHappened: message.replace(/^error: /, ''),
  whatWasKept: 'Nothing was changed.',
  whatToDo: 'foresight help COMMAND tells its options.',
});

// Who reads may have enough, as `head` has: the work still goes on to its end and its status.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

await main(process.argv.slice(2));
