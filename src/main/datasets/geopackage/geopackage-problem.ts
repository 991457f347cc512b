import { ProblemError } from '../../../shared/domain/problem.ts';

/** A map file that is not read. `finding` is a clause without a full stop. */
export const geopackageProblem = (code: string, file: string, finding: string, cause?: unknown): ProblemError =>
  new ProblemError(
    {
      code: `map.${code}`,
      title: 'The map cannot be read',
      whatHappened: `${file}: ${finding}.`,
      whatWasKept: 'Everything else; drives are shown without this map.',
      whatToDo: 'Get the map again from where it was published, then index again.',
    },
    { cause },
  );
