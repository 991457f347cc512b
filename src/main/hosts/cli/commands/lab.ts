import { Argument, type Command } from 'commander';
import { z } from 'zod';
import { labKinds, labRequestSchema, type LabKind } from '../../../../shared/domain/lab.ts';
import { badOption, readFilter, withFilterOptions } from '../filter-options.ts';
import { followJob } from '../follow-job.ts';
import { labWords } from '../lab-table.ts';
import { runCommand, withCommonOptions, withWorkstation } from '../run-command.ts';

/** A probe learns from what it is given: all there is, where nothing is said. */
const PROBE_PICTURES = '5000';

const optionsSchema = z.object({
  windows: z.string().optional(),
  steps: z.string().optional(),
  seed: z.string().optional(),
  models: z.string().optional(),
  featureNet: z.string().optional(),
});

/** `foresight lab KIND` */
export const labCommand = (program: Command): Command =>
  withCommonOptions(
    withFilterOptions(
      program
        .command('lab')
        .description(
          'Experiments on world models and encoders. Results are kept in the workspace and shown in the Lab.',
        )
        .addArgument(
          new Argument(
            '<experiment>',
            'frontier: fidelity against distortion; control: does the picture answer to the wheel; motion: slow and fast change; diagnosis: small twins, one thing changed in each; probe: what frozen encoders know of the driving',
          ).choices(labKinds),
        ),
    ),
  )
    .option('--windows <n>', 'decision instants at most, spread over the clips (default: 150; probe: 5000)')
    .option('--steps <n>', 'denoising steps (default: 50)')
    .option('--seed <n>', 'seed of the choice of windows, of the noise and of the resamples (default: 42)')
    .option('--models <list>', 'ids with commas (default: all that fit; `foresight models` lists them)')
    .option('--feature-net <id>', 'model whose features KID and FID compare (default: the one there is)')
    .addHelpText(
      'after',
      '\nExamples:\n  foresight lab frontier --windows 60 --steps 20 --workspace study\n  foresight lab control --models dit-wam,dit-wam-jump --windows 20\n  foresight lab probe --location singapore-queenstown --json',
    )
    .action((kind: LabKind, options: unknown) =>
      runCommand(options, (context) =>
        withWorkstation(context, 'writes', async ({ workspace, jobs, lab }) => {
          const request = readRequest(kind, options, await readFilter(options, workspace));
          const { labId, jobId } = await lab.start(request);
          await followJob(jobs, jobId, context.output, context.signal);
          const result = await lab.get(labId);
          context.output.result(result, () => labWords(result));
        }),
      ),
    );

/** Fails in words for a number that is none or out of its range. */
function readRequest(kind: LabKind, options: unknown, filter: unknown) {
  const {
    windows = kind === 'probe' ? PROBE_PICTURES : undefined,
    steps,
    seed,
    models,
    featureNet,
  } = optionsSchema.parse(options);
  const given = {
    windows: windows === undefined ? undefined : Number(windows),
    steps: steps === undefined ? undefined : Number(steps),
    seed: seed === undefined ? undefined : Number(seed),
    modelIds: models?.split(',').filter((id) => id !== ''),
    featureNet,
  };
  const parsed = labRequestSchema.safeParse({ kind, filter, ...given });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw badOption(`--${String(issue.path[0])} cannot be used: ${issue.message}`, 'a whole number in its range');
}
