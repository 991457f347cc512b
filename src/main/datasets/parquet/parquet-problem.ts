import { ProblemError } from '../../../shared/domain/problem.ts';

/** A table that cannot be read as Parquet, or not within its bounds. */
export const parquetUnreadable = (name: string, what: string, cause?: unknown) =>
  new ProblemError(
    {
      code: 'dataset.parquet-unreadable',
      title: 'A table cannot be read',
      whatHappened: `${name}: ${what}.`,
      whatWasKept: 'What the index showed before, all tags, notes and runs, and the files themselves.',
      whatToDo: 'Download the file again (it may have been cut off), then index again.',
    },
    { cause },
  );
