import { ProblemError } from '../../../shared/domain/problem.ts';

/** A point cloud that is not of its form. `finding` is a clause without a full stop. */
export const pointsProblem = (name: string, finding: string): ProblemError =>
  new ProblemError({
    code: 'media.points-damaged',
    title: 'The point cloud cannot be read',
    whatHappened: `${name}: ${finding}.`,
    whatWasKept: 'Pictures, boxes, plans and scores do not need it.',
    whatToDo: 'Get the file again from where it was published, or leave it out.',
  });
