import { ProblemError } from '../../../shared/domain/problem.ts';

/** A scene or plan that cannot be scored: which one, which field, and what is wrong with it. */
export const pdmProblem = (scene: string, field: string, fault: string): ProblemError =>
  new ProblemError({
    code: 'pdm.input',
    title: `Scene ${scene} cannot be scored`,
    whatHappened: `${field}: ${fault}`,
    whatWasKept: 'Nothing was changed; other scenes are scored.',
    whatToDo: 'Mend that field or leave the scene out.',
  });
