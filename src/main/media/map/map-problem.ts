import { ProblemError } from '../../../shared/domain/problem.ts';

/** `reason` continues "the file …". */
export const mapProblem = (name: string, reason: string): ProblemError =>
  new ProblemError({
    code: 'media.map-damaged',
    title: 'A map picture cannot be used',
    whatHappened: `${name} ${reason}.`,
    whatWasKept: 'Boxes, paths and plans are drawn without the map.',
    whatToDo: "Fetch the data set's maps folder again.",
  });
