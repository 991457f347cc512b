import { z } from 'zod';

/** What the user is told when something went wrong: subject, fact, what is safe, what to do. */
export const problemSchema = z.object({
  /** Stable machine-readable name, e.g. `dataset.table-truncated`. */
  code: z.string(),
  /** One line: what is wrong. */
  title: z.string(),
  /** Where and why, with file, row or offset. */
  whatHappened: z.string(),
  /** What of the user's work and data is untouched. */
  whatWasKept: z.string(),
  /** The next step the user can take. */
  whatToDo: z.string(),
});
export type Problem = z.infer<typeof problemSchema>;

/** A user-facing error. Anything else that is thrown is a bug and is logged with its cause. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem, options?: ErrorOptions) {
    super(`${problem.title}: ${problem.whatHappened}`, options);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** The problem behind any thrown value; an unknown one is told as an internal error with its message. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof Error && 'problem' in error) {
    const parsed = problemSchema.safeParse(error.problem);
    if (parsed.success) return parsed.data;
  }
  return {
    code: 'internal',
    title: 'Foresight has a fault',
    whatHappened: error instanceof Error ? error.message : String(error),
    whatWasKept: 'Everything that was saved before.',
    whatToDo: 'Try again. The log beside the workspace names the place; report it if it comes back.',
  };
}
