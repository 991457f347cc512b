import { stat, realpath } from 'node:fs/promises';
import { ProblemError, type Problem } from '../../shared/domain/problem.ts';

const ANSWER_WITHIN_MS = 2000;

export type RootState = 'there' | 'gone' | 'no-answer';

/**
 * Looks whether folders are there, without ever waiting long: a network mount that hangs does not answer at all. A folder
 * that has not answered yet is not asked a second time, so that hanging questions do not pile up.
 */
export function createRootProbe(
  answerWithinMs = ANSWER_WITHIN_MS,
  isFolder = folderAt,
): (path: string) => Promise<RootState> {
  const asked = new Map<string, Promise<RootState>>();
  return (path) => {
    let answer = asked.get(path);
    if (!answer) {
      answer = isFolder(path)
        .then((found): RootState => (found ? 'there' : 'gone'))
        .finally(() => asked.delete(path));
      asked.set(path, answer);
    }
    return within(answer, answerWithinMs, 'no-answer');
  };
}

const folderAt = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** A root with its links resolved. Throws a ProblemError when it is no folder or does not answer. */
export async function resolveRoot(path: string): Promise<string> {
  const resolved = await within(
    realpath(path).catch(() => null),
    ANSWER_WITHIN_MS,
    null,
  );
  if (resolved === null) throw new ProblemError(rootProblem(path, 'gone'));
  return resolved;
}

export const rootProblem = (rootPath: string, state: Exclude<RootState, 'there'>): Problem => ({
  code: 'dataset.absent',
  title: 'The data set is not there',
  whatHappened:
    state === 'gone' ? `${rootPath} is not there.` : `${rootPath} did not answer within ${ANSWER_WITHIN_MS / 1000} s.`,
  whatWasKept: 'The index and everything you wrote; the library works, pictures do not.',
  whatToDo: 'Connect the volume and look again, or say where the folder is now.',
});

async function within<T, U>(answer: Promise<T>, ms: number, otherwise: U): Promise<T | U> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<U>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
