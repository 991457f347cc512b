import { basename } from 'node:path';
import { ProblemError } from '../../../shared/domain/problem.ts';

const kept = 'What the index showed of this data set before, all tags, notes and runs, and the files themselves.';

/** The file ended in the middle. */
export const tableTruncated = (file: string, offset: number, row: number) =>
  new ProblemError({
    code: 'dataset.table-truncated',
    title: `${basename(file)} is cut off`,
    whatHappened: `${file} ends at byte ${offset} inside or after record ${row}, before the closing bracket of its list.`,
    whatWasKept: kept,
    whatToDo: 'Copy or unpack the table again (the download may have been cut off), then index again.',
  });

/** The bytes are not JSON, or not a JSON list. */
export const tableNotJson = (file: string, offset: number, row: number, what: string) =>
  new ProblemError({
    code: 'dataset.table-not-json',
    title: `${basename(file)} is not a JSON list of records`,
    whatHappened: `${file}, byte ${offset}${row > 0 ? `, record ${row}` : ''}: ${what}.`,
    whatWasKept: kept,
    whatToDo: 'Unpack the table again from the original archive, then index again.',
  });

/** The table is there but cannot be opened or read. */
export const tableUnreadable = (file: string, cause: Error) =>
  new ProblemError(
    {
      code: 'dataset.table-unreadable',
      title: `${basename(file)} cannot be read`,
      whatHappened: `${file}: ${cause.message}.`,
      whatWasKept: kept,
      whatToDo: 'Check that the volume is connected and that you may read the file, then index again.',
    },
    { cause },
  );
