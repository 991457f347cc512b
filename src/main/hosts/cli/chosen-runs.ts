import type { Command } from 'commander';
import { z } from 'zod';
import { ProblemError } from '../../../shared/domain/problem.ts';
import type { Run } from '../../../shared/domain/run.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Output } from './output.ts';

const repeated = (value: string, previous: string[] | undefined): string[] => [...(previous ?? []), value];

/** Options that choose runs: the first is A, the second B. */
export const withRunOptions = (command: Command): Command =>
  command
    .option('--run <id>', 'run by id; repeat for more (first is A, second B)', repeated)
    .option('--model <id>', 'newest run of a model; repeat for more', repeated);

const optionsSchema = z.object({ run: z.array(z.string()).optional(), model: z.array(z.string()).optional() });

/** The runs that a command line names; without a name the newest run of every model. Fails in words where one is not there. */
export async function chosenRuns(options: unknown, workspace: Workspace): Promise<Run[]> {
  const { run: runIds = [], model: modelIds = [] } = optionsSchema.parse(options);
  const runs = (await workspace.runs.list()).toSorted((a, b) => b.createdUs - a.createdUs);
  if (runIds.length === 0 && modelIds.length === 0) {
    const newest = [...new Map(runs.toReversed().map((run) => [run.modelId, run])).values()];
    if (newest.length > 0) return newest.sort((a, b) => a.modelId.localeCompare(b.modelId));
    throw noRun('No model was run in this workspace yet.', runs);
  }
  const named = [
    ...runIds.map((id) => runs.find((run) => run.runId === id) ?? fail(noRun(`The workspace has no run ${id}.`, runs))),
    ...modelIds.map(
      (id) => runs.find((run) => run.modelId === id) ?? fail(noRun(`The workspace has no run of ${id}.`, runs)),
    ),
  ];
  // Twice the same run would count its clips twice.
  return [...new Set(named)];
}

/** Says which runs planned none of the clips that were chosen, and which older runs of the same model there are. */
export async function tellEmptyRuns(
  runs: readonly Run[],
  clips: readonly number[],
  workspace: Workspace,
  output: Output,
): Promise<void> {
  if (!clips.includes(0)) return;
  const all = await workspace.runs.list();
  runs.forEach((run, i) => {
    if (clips[i] > 0) return;
    const others = all.filter(({ modelId, runId }) => modelId === run.modelId && runId !== run.runId);
    const hint =
      others.length === 0 ? '' : ` Others of this model: ${others.map(({ runId }) => `--run ${runId}`).join(', ')}.`;
    output.tell(`${run.modelTitle}, run ${run.runId}, has no score on these clips.${hint}`);
  });
}

const fail = (error: Error): never => {
  throw error;
};

const noRun = (whatHappened: string, runs: readonly Run[]) =>
  new ProblemError({
    code: 'run.unknown',
    title: 'No such run',
    whatHappened:
      runs.length === 0
        ? whatHappened
        : `${whatHappened} There are ${runs.map((run) => `${run.runId} (${run.modelId})`).join(', ')}.`,
    whatWasKept: 'Nothing was changed.',
    whatToDo: 'Run a model first: foresight run MODEL.',
  });
