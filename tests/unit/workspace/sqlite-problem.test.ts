import { describe, expect, it } from 'vitest';
import { asStorageProblem, storageProblem } from '../../../src/main/workspace/safety/sqlite-problem.ts';
import { ProblemError } from '../../../src/shared/domain/problem.ts';

const failed = (code: string, message = 'it failed') => Object.assign(new Error(message), { code });

describe('a failed write', () => {
  it.each([
    ['SQLITE_FULL', 'workspace.disk-full'],
    ['ENOSPC', 'workspace.disk-full'],
    ['EDQUOT', 'workspace.disk-full'],
    ['SQLITE_READONLY', 'workspace.read-only'],
    ['SQLITE_READONLY_DIRECTORY', 'workspace.read-only'],
    ['EROFS', 'workspace.read-only'],
    ['EACCES', 'workspace.read-only'],
    ['SQLITE_CORRUPT', 'workspace.damaged'],
    ['SQLITE_CORRUPT_INDEX', 'workspace.damaged'],
    ['SQLITE_NOTADB', 'workspace.damaged'],
    ['SQLITE_BUSY', 'workspace.busy'],
    ['SQLITE_BUSY_SNAPSHOT', 'workspace.busy'],
    ['SQLITE_IOERR_READ', 'workspace.unreachable'],
    ['SQLITE_CANTOPEN', 'workspace.unreachable'],
    ['EIO', 'workspace.unreachable'],
  ])('with %s is told as %s, with file and reason', (code, problem) => {
    const told = storageProblem(code, 'it failed', '/w/review.sqlite');
    expect(told?.code).toBe(problem);
    expect(told?.whatHappened).toBe(`/w/review.sqlite: it failed (${code}).`);
    for (const text of Object.values(told!)) expect(text).not.toBe('');
  });

  it.each(['SQLITE_CONSTRAINT', 'SQLITE_ERROR', 'SQLITE_MISUSE', 'ERR_INVALID_ARG_TYPE'])(
    'with %s is a fault of ours',
    (code) => {
      const error = failed(code);
      expect(asStorageProblem(error, 'here')).toBe(error);
    },
  );

  it('keeps its cause, and a problem stays as it is', () => {
    const cause = failed('SQLITE_FULL');
    const told = asStorageProblem(cause, 'here');
    expect(told).toBeInstanceOf(ProblemError);
    expect((told as ProblemError).cause).toBe(cause);
    expect(asStorageProblem(told, 'there')).toBe(told);
    expect(asStorageProblem('text', 'here')).toBe('text');
  });
});
