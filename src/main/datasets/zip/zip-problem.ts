import { ProblemError } from '../../../shared/domain/problem.ts';

const kept = 'What the index showed before, all tags, notes and runs, and the files themselves.';

/** The archive as a whole cannot be used: cut off, not a zip, or its directory contradicts itself. */
export const zipDamaged = (name: string, what: string, cause?: unknown) =>
  new ProblemError(
    {
      code: 'dataset.zip-damaged',
      title: 'An archive is damaged',
      whatHappened: `${name}: ${what}.`,
      whatWasKept: kept,
      whatToDo: 'Download the archive again (it may have been cut off), then index again.',
    },
    { cause },
  );

/** One member cannot be unpacked within its bounds. */
export const zipMemberRefused = (name: string, member: string, what: string, cause?: unknown) =>
  new ProblemError(
    {
      code: 'dataset.zip-member-refused',
      title: 'A file in an archive is not read',
      whatHappened: `${member} in ${name}: ${what}.`,
      whatWasKept: kept,
      whatToDo: 'Download the archive again, then index again. The other files in it are used.',
    },
    { cause },
  );
