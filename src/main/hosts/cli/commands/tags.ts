import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { ProblemError } from '../../../../shared/domain/problem.ts';
import { plural } from '../../../../shared/words/numbers.ts';
import { readFilter, withFilterOptions } from '../filter-options.ts';
import { runCommand, withCommonOptions, withWorkstation } from '../run-command.ts';

/** `foresight tags export|import` */
export function tagsCommand(program: Command): void {
  const tags = program.command('tags').description('Carry failure tags, notes and verdicts between workspaces.');
  withCommonOptions(
    withFilterOptions(
      tags
        .command('export')
        .description('Write tags and notes as JSON.')
        .argument('[file]', 'file to write (default: stdout)'),
    ),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  foresight tags export tags.json --workspace study\n  foresight tags export --tag collision.vru > vru.json',
    )
    .action((file: string | undefined, options: unknown) =>
      runCommand(options, (context) =>
        withWorkstation(context, 'reads', async ({ workspace }) => {
          const exported = await workspace.review.exportTags(await readFilter(options, workspace));
          const tagCount = exported.clips.reduce((sum, clip) => sum + clip.tags.length, 0);
          if (file === undefined) return context.output.result(exported, () => JSON.stringify(exported, null, 2));
          const path = resolve(file);
          await writeWhole(path, JSON.stringify(exported, null, 2));
          context.output.result(
            { file: path, clips: exported.clips.length, tags: tagCount },
            () => `${path}  ${plural(tagCount, 'tag')} on ${plural(exported.clips.length, 'clip')}`,
          );
        }),
      ),
    );
  withCommonOptions(
    tags
      .command('import')
      .description('Add tags and notes from a file; one undo step, safe to repeat.')
      .argument('<file>', 'a file that `tags export` wrote'),
  )
    .addHelpText('after', '\nExample:\n  foresight tags import tags.json --workspace other')
    .action((file: string, options: unknown) =>
      runCommand(options, (context) =>
        withWorkstation(context, 'writes', async ({ workspace }) => {
          await readFile(file).catch((error: unknown) => {
            throw fileProblem('read', file, error);
          });
          const done = await workspace.review.importTags(resolve(file), 'merge');
          context.output.result(done, () =>
            [
              `${plural(done.tagsAdded, 'tag')} added, ${done.tagsAlreadyThere} already there, ${plural(done.typesAdded, 'tag type')} and ${plural(done.notesAdded, 'note')} added`,
              ...(done.clipsNotHere.length > 0
                ? [
                    `${plural(done.clipsNotHere.length, 'clip')} of the file not in this workspace: ${done.clipsNotHere
                      .slice(0, 5)
                      .map((clip) => clip.name)
                      .join(', ')}`,
                  ]
                : []),
            ].join('\n'),
          );
        }),
      ),
    );
}

async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.draft`;
  try {
    await writeFile(draft, text);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw fileProblem('written', path, error);
  }
}

const fileProblem = (verb: 'read' | 'written', path: string, error: unknown) =>
  new ProblemError(
    {
      code: `cli.not-${verb}`,
      title: `The file cannot be ${verb}`,
      whatHappened: `${path}: ${error instanceof Error ? error.message : String(error)}.`,
      whatWasKept: 'All tags and notes are as they were.',
      whatToDo: 'Name a file that exists, or a folder that may be written to.',
    },
    { cause: error },
  );
