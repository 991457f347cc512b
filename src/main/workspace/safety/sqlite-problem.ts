import { ProblemError, type Problem } from '../../../shared/domain/problem.ts';

const KEPT = 'Everything saved before is unchanged; this edit was not made.';

/** What a failed SQLite or file operation means to the user, by its code; null when it is a fault of ours. */
export function storageProblem(code: string, message: string, where: string): Problem | null {
  const at = `${where}: ${message} (${code}).`;
  if (
    code === 'SQLITE_FULL' ||
    code === 'ENOSPC' ||
    code === 'EDQUOT' ||
    (/^SQLITE_IOERR/.test(code) && /full|space/i.test(message))
  )
    return {
      code: 'workspace.disk-full',
      title: 'The disk of the workspace is full',
      whatHappened: at,
      whatWasKept: KEPT,
      whatToDo: 'Free some space on that disk and make the edit again; nothing needs to be restarted.',
    };
  if (/^SQLITE_READONLY/.test(code) || code === 'EROFS' || code === 'EACCES' || code === 'EPERM')
    return {
      code: 'workspace.read-only',
      title: 'The workspace cannot be written',
      whatHappened: at,
      whatWasKept: KEPT,
      whatToDo: 'Make the folder and its files writable, or open a workspace in another folder.',
    };
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code))
    return {
      code: 'workspace.damaged',
      title: 'A workspace file is damaged',
      whatHappened: at,
      whatWasKept: 'The file is left as it is. Backups in the workspace folder are untouched.',
      whatToDo: 'Look again in the workspace settings: the file is checked there, and you choose how to go on.',
    };
  if (/^SQLITE_(BUSY|LOCKED)/.test(code))
    return {
      code: 'workspace.busy',
      title: 'Another program holds the workspace file',
      whatHappened: at,
      whatWasKept: KEPT,
      whatToDo: 'Close the program that has the file open and make the edit again.',
    };
  if (/^SQLITE_(IOERR|CANTOPEN)/.test(code) || code === 'EIO' || code === 'ENOENT')
    return {
      code: 'workspace.unreachable',
      title: 'The workspace folder cannot be reached',
      whatHappened: at,
      whatWasKept: KEPT,
      whatToDo: 'Connect the disk that holds the workspace and make the edit again.',
    };
  return null;
}

/** The same error, or the ProblemError that tells it to the user when it comes from SQLite or the file system. */
export function asStorageProblem(error: unknown, where: string): unknown {
  if (
    error instanceof ProblemError ||
    !(error instanceof Error) ||
    !('code' in error) ||
    typeof error.code !== 'string'
  )
    return error;
  const problem = storageProblem(error.code, error.message, where);
  return problem ? new ProblemError(problem, { cause: error }) : error;
}
