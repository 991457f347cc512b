import { ProblemError, type Problem } from '../../../shared/domain/problem.ts';

const meanings: Readonly<Record<string, Pick<Problem, 'code' | 'title' | 'whatToDo'>>> = {
  ENOSPC: {
    code: 'sample-world.disk-full',
    title: 'The disk is full',
    whatToDo: 'Free some space, or ask for fewer clips, fewer cameras or smaller pictures in another folder.',
  },
  EDQUOT: {
    code: 'sample-world.disk-full',
    title: 'The disk quota is used up',
    whatToDo: 'Free some space, or ask for fewer clips, fewer cameras or smaller pictures in another folder.',
  },
  EACCES: {
    code: 'sample-world.read-only',
    title: 'The folder cannot be written',
    whatToDo: 'Name a folder that you may write to.',
  },
  EPERM: {
    code: 'sample-world.read-only',
    title: 'The folder cannot be written',
    whatToDo: 'Name a folder that you may write to.',
  },
  EROFS: { code: 'sample-world.read-only', title: 'The disk is read-only', whatToDo: 'Name a folder on another disk.' },
  ENOTDIR: {
    code: 'sample-world.folder-taken',
    title: 'The folder is a file',
    whatToDo: 'Name an empty or new folder.',
  },
};

/** A failed file operation in words; everything else as it is. */
export function writeProblem(error: unknown, root: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  // `mkdir -p` on a disk that is read-only says that the folder it should make is not there.
  const isFolder = error instanceof Error && 'syscall' in error && error.syscall === 'mkdir';
  const meaning = meanings[code === 'ENOENT' && isFolder ? 'EROFS' : code];
  if (!meaning || !(error instanceof Error)) return error;
  return new ProblemError(
    {
      ...meaning,
      whatHappened: `${root}: ${error.message}`,
      whatWasKept: 'Clips that were finished are kept; the same command goes on with the others.',
    },
    { cause: error },
  );
}
