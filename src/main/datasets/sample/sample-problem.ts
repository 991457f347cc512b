import { z } from 'zod';
import { ProblemError } from '../../../shared/domain/problem.ts';

const kinds = {
  manifest: {
    code: 'dataset.sample-manifest',
    title: 'The list of sample drives cannot be read',
    whatWasKept: 'The drives on disk and everything in the workspace.',
  },
  drive: { code: 'dataset.sample-drive', title: 'A sample drive cannot be read', whatWasKept: 'The other drives.' },
} as const;

/** A file of the sample world that cannot be read, for `cause`. */
export const sampleUnreadable = (kind: keyof typeof kinds, path: string, cause: unknown): ProblemError =>
  new ProblemError(
    {
      ...kinds[kind],
      whatHappened: `${path}: ${reason(cause)}.`,
      whatToDo: 'Make the sample drives again, or take the folder from a fresh copy of Foresight.',
    },
    { cause },
  );

/** The first of what a schema found; its own message is a list in JSON. */
function reason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const issue = cause instanceof z.ZodError ? cause.issues.at(0) : undefined;
  if (!issue) return cause.message.split('\n')[0];
  const place = issue.path.map(String).join('.');
  return place === '' ? issue.message : `${place}: ${issue.message}`;
}
