import { ProblemError } from '../../shared/domain/problem.ts';

const reasons: Record<string, readonly [code: string, title: string, whatToDo: string]> = {
  SQLITE_FULL: [
    'index.disk-full',
    'The disk is full',
    'Make room on the disk of the workspace, then index again; what was written is used.',
  ],
  SQLITE_READONLY: [
    'index.read-only',
    'The workspace cannot be written',
    'Check the rights of the workspace folder, then index again.',
  ],
  SQLITE_CANTOPEN: [
    'index.read-only',
    'The index cannot be opened',
    'Check the rights of the workspace folder, then index again.',
  ],
  SQLITE_IOERR: [
    'index.write-failed',
    'The index could not be written',
    'Check the disk of the workspace, then index again.',
  ],
};

/** A failed opening or write of the index file in words; any other error as it is. */
export function indexProblem(indexFile: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = reasons[code.split('_').slice(0, 2).join('_')];
  if (!(error instanceof Error) || !reason) return error;
  return new ProblemError(
    {
      code: reason[0],
      title: reason[1],
      whatHappened: `${indexFile}: ${error.message}.`,
      whatWasKept: 'What the index showed of this data set before, and all tags, notes and runs.',
      whatToDo: reason[2],
    },
    { cause: error },
  );
}
