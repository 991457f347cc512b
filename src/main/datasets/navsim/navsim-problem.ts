import { ProblemError } from '../../../shared/domain/problem.ts';

/** A log, scene, filter or result file of NAVSIM that is not of its form. `finding` is a clause without a full stop. */
export const navsimProblem = (code: string, title: string, file: string, finding: string): ProblemError =>
  new ProblemError({
    code: `navsim.${code}`,
    title,
    whatHappened: `${file}: ${finding}.`,
    whatWasKept: 'Everything else; all other files are read.',
    whatToDo: 'Get the file again from where it was published, or leave it out.',
  });
