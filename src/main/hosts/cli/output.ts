import { problemOf, type Problem } from '../../../shared/domain/problem.ts';

/** Where a command's words go: results to stdout, everything else to stderr. */
export interface Output {
  readonly isJson: boolean;
  /** Words for people; silent with --json. */
  say(text: string): void;
  /** Words about what is going on, on stderr. */
  tell(text: string): void;
  /** The command's result: one JSON document with --json, else what `words` gives. */
  result(value: unknown, words: () => string): void;
  fail(error: unknown): void;
  /** Resolves when all was handed to the reader, so that the process may end. */
  drained(): Promise<void>;
}

export function createOutput(
  isJson: boolean,
  stdout: NodeJS.WriteStream = process.stdout,
  stderr: NodeJS.WriteStream = process.stderr,
): Output {
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // The reader has seen enough (`foresight clips | head`): nobody is left to tell.
      if (error.code === 'EPIPE') process.exit(0);
      throw error;
    });
  }
  const drain = (stream: NodeJS.WriteStream) => new Promise<void>((resolve) => stream.write('', () => resolve()));
  return {
    isJson,
    say: (text) => void (isJson || stdout.write(`${text}\n`)),
    tell: (text) => void stderr.write(`${text}\n`),
    result: (value, words) => void stdout.write(isJson ? `${JSON.stringify(value)}\n` : `${words()}\n`),
    fail(error) {
      const problem = problemOf(error);
      if (isJson) stdout.write(`${JSON.stringify({ problem })}\n`);
      stderr.write(`${problemWords(problem)}\n`);
      if (problem.code === 'internal' && error instanceof Error) stderr.write(`${error.stack ?? ''}\n`);
    },
    drained: async () => void (await Promise.all([drain(stdout), drain(stderr)])),
  };
}

/** A problem on a terminal: what, where and why, what is safe, what to do. */
export const problemWords = (problem: Problem): string =>
  [`${problem.title}.`, problem.whatHappened, problem.whatWasKept, problem.whatToDo]
    .filter((line) => line !== '')
    .join('\n  ');
