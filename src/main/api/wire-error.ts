import { ORPCError, ValidationError } from '@orpc/server';
import { problemOf, ProblemError, type Problem } from '../../shared/domain/problem.ts';
import type { Log } from './log.ts';

const told = (problem: Problem, cause: unknown) =>
  new ORPCError('PROBLEM', { message: problem.title, data: problem, cause });

/**
 * What a failed call crosses the wire as: a problem told in words. A fault of Foresight's own is logged with its cause
 * first; the user gets its message.
 */
export function wireError(error: unknown, path: readonly string[], log: Log): unknown {
  if (error instanceof ProblemError) return told(error.problem, error);
  if (error instanceof DOMException && error.name === 'AbortError') return error;
  if (error instanceof ORPCError) {
    if (error.cause instanceof ValidationError && error.code === 'BAD_REQUEST') {
      return told(invalidRequest(path, error.cause), error);
    }
    if (error.code === 'PROBLEM') return error;
  }
  log.fault(`calling ${path.join('.')}`, error);
  return told(problemOf(error), error);
}

function invalidRequest(path: readonly string[], error: ValidationError): Problem {
  const found = error.issues.map((issue) => {
    const place = issue.path?.map((step) => String(typeof step === 'object' ? step.key : step)).join('.');
    return place ? `${place}: ${issue.message}` : issue.message;
  });
  return {
    code: 'request.invalid',
    title: 'The request is not valid',
    whatHappened: `${path.join('.')} was asked with ${found.join('; ')}.`,
    whatWasKept: 'Nothing was changed.',
    whatToDo: 'Correct the value and try again.',
  };
}
