import { resolve } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import type { ModelInfo } from '../../../../shared/domain/model.ts';
import { ABSENT } from '../../../../shared/words/numbers.ts';
import { runCommand, withCommonOptions, withWorkstation } from '../run-command.ts';
import { textTable } from '../text-table.ts';

const optionsSchema = z.object({ add: z.string().optional() });

/** `foresight models` */
export const modelsCommand = (program: Command): Command =>
  withCommonOptions(program.command('models').description('List the models that can be run, and why one cannot.'))
    .option('--add <dir>', 'first copy a model folder (with its manifest.json) into the workspace')
    .addHelpText(
      'after',
      '\nExamples:\n  foresight models\n  foresight models --add ~/exports/my-planner --workspace study',
    )
    .action((options: unknown) =>
      runCommand(options, (context) => {
        const { add } = optionsSchema.parse(options);
        return withWorkstation(context, add === undefined ? 'reads' : 'writes', async ({ inference }) => {
          if (add !== undefined) context.output.tell(`Added ${(await inference.add(resolve(add))).modelId}.`);
          const models = await inference.models();
          context.output.result({ models }, () =>
            textTable(
              [
                { title: 'model', text: (m) => m.modelId },
                { title: 'version', text: (m) => m.version },
                { title: 'family', text: (m) => m.family },
                {
                  title: 'gives',
                  text: givenBy,
                },
                { title: 'hash', text: (m) => m.hash?.slice(0, 12) ?? '–' },
                {
                  title: 'state',
                  text: (m) => (m.problem ? `cannot run: ${m.problem.title}. ${m.problem.whatHappened}` : 'ready'),
                },
              ],
              models,
            ),
          );
        });
      }),
    );

/** What a run of the model gives, or that it serves others: `8 poses at 0.5 s`, `8 pictures at 1 s`. */
function givenBy({ output, video, pipeline }: ModelInfo): string {
  if (output) return `${output.poses} poses at ${output.stepS} s${output.modes > 1 ? `, ${output.modes} modes` : ''}`;
  if (video) return `${video.steps} pictures at ${video.stepS} s`;
  return pipeline === '' ? ABSENT : `a part: ${pipeline}`;
}
