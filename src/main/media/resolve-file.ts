import { realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { ProblemError } from '../../shared/domain/problem.ts';
import { relativePathVerdict, staysInside } from './path-policy.ts';

/** A file that a data set names, as the workspace hands it out. */
export interface RootedFile {
  rootPath: string;
  relativePath: string;
}

export interface FoundFile {
  /** Absolute, links resolved, proved to lie inside the root. */
  path: string;
  bytes: number;
  modifiedMs: number;
}

const slashes = (path: string): string => (sep === '/' ? path : path.replaceAll(sep, '/'));

/**
 * Finds a data set's file on disk.
 * Fails with `media.outside-root`, `media.root-absent`, `media.file-absent` or `media.unreadable`.
 */
export async function resolveFile(file: RootedFile): Promise<FoundFile> {
  const outside = (reason: string) =>
    new ProblemError({
      code: 'media.outside-root',
      title: 'A file outside the data set is not shown',
      whatHappened: `${file.relativePath}: ${reason}.`,
      whatWasKept: 'Nothing was read. Your work and the rest of the clip are untouched.',
      whatToDo: 'Correct the path in the data set, or copy the file into its folder and index again.',
    });
  const verdict = relativePathVerdict(file.relativePath);
  if (!verdict.ok) throw outside(verdict.reason);
  const root = await realpath(file.rootPath).catch(async (error: unknown) => {
    throw rootProblem(file.rootPath, error);
  });
  try {
    const path = await realpath(join(root, file.relativePath));
    if (!staysInside(slashes(root), slashes(path))) throw outside('it is a link that leads out of the data set folder');
    const info = await stat(path);
    if (!info.isFile()) throw absent(file);
    return { path, bytes: info.size, modifiedMs: Math.trunc(info.mtimeMs) };
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    if (isMissing(error)) throw absent(file);
    throw unreadable(file.relativePath, error);
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error);
const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(codeOf(error));

const absent = (file: RootedFile) =>
  new ProblemError({
    code: 'media.file-absent',
    title: 'Not on disk',
    whatHappened: `${file.relativePath} is named by the data set but is not in its folder.`,
    whatWasKept: 'Boxes, plans and scores do not need it.',
    whatToDo: 'Download the missing part of the data set, then index again.',
  });

const rootProblem = (rootPath: string, error: unknown) =>
  isMissing(error)
    ? new ProblemError({
        code: 'media.root-absent',
        title: 'The data set folder is gone',
        whatHappened: `${rootPath} is not there: the drive is not connected or the folder was moved.`,
        whatWasKept: 'Tags, notes, plans, predictions and scores stay usable.',
        whatToDo: 'Connect the drive and look again, or point the data set to its new place.',
      })
    : unreadable(rootPath, error);

/** A disk error told in words: permission, input/output, too many open files. */
export function unreadable(path: string, error: unknown): ProblemError {
  const words: Record<string, string> = {
    EACCES: 'permission is denied',
    EPERM: 'permission is denied',
    EIO: 'the disk reports an input/output error',
    EMFILE: 'too many files are open',
    ELOOP: 'its links go round in a circle',
    ENAMETOOLONG: 'its name is too long for the file system',
  };
  const code = codeOf(error);
  return new ProblemError(
    {
      code: 'media.unreadable',
      title: 'A file cannot be read',
      whatHappened: `${path}: ${words[code] ?? 'reading failed'} (${code}).`,
      whatWasKept: 'Everything that was saved before. Other files are still shown.',
      whatToDo: 'Check the disk and the permissions of the folder, then look again.',
    },
    { cause: error },
  );
}
