import { ProblemError } from '../../../shared/domain/problem.ts';

const KEPT = 'All saved predictions, scores, tags and notes. Nothing of this call was stored.';

export const crashedProblem = (reason: string): ProblemError =>
  new ProblemError({
    code: 'inference.crashed',
    title: 'The inference process stopped',
    whatHappened: `It ended while it worked on this: ${reason}. It is being started again.`,
    whatWasKept: KEPT,
    whatToDo:
      'Run the clip again. If it stops at the same clip each time, the model or the runtime cannot take this input.',
  });

export const failedProblem = (crashes: number, reason: string): ProblemError =>
  new ProblemError({
    code: 'inference.failed',
    title: 'The inference process cannot be kept running',
    whatHappened: `It ended ${crashes} times within a minute, the last time so: ${reason}.`,
    whatWasKept: KEPT,
    whatToDo:
      'Wait a minute and start the run again. If it fails again, try another model, look at free memory, and read the log beside the workspace.',
  });

export const noProviderProblem = (tried: string): ProblemError =>
  new ProblemError({
    code: 'inference.no-provider',
    title: 'No device can run models',
    whatHappened: `Every execution provider failed: ${tried}.`,
    whatWasKept: KEPT,
    whatToDo: 'Install the dependencies again with npm ci; the processor provider comes with them.',
  });

export const closedProblem = (): ProblemError =>
  new ProblemError({
    code: 'inference.closed',
    title: 'The inference process is shut',
    whatHappened: 'The workstation is closing.',
    whatWasKept: KEPT,
    whatToDo: 'Start Foresight again and resume the run.',
  });

export const refusedProblem = (modelId: string, graph: string, reason: string): ProblemError =>
  new ProblemError({
    code: 'inference.run-refused',
    title: 'A model could not be run on this input',
    whatHappened: `Graph "${graph}" of "${modelId}": ${reason}.`,
    whatWasKept: KEPT,
    whatToDo: 'Compare the manifest of the model with what it was exported for; the other clips may still run.',
  });
