import { ProblemError } from '../../../shared/domain/problem.ts';

/** Something is wrong with a model; nothing else is touched by that. */
export const modelProblem = (
  code: string,
  title: string,
  whatHappened: string,
  whatToDo: string,
  cause?: unknown,
): ProblemError =>
  new ProblemError(
    {
      code: `model.${code}`,
      title,
      whatHappened,
      whatWasKept: 'The other models, all runs and all your work.',
      whatToDo,
    },
    cause === undefined ? undefined : { cause },
  );
