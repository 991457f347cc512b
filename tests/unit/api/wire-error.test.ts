import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ORPCError } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLog } from '../../../src/main/api/log.ts';
import { wireError } from '../../../src/main/api/wire-error.ts';
import { ProblemError } from '../../../src/shared/domain/problem.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'foresight-log-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (name: string) => readFileSync(join(folder, name), 'utf8');

describe('errors on the wire', () => {
  it('carry a problem as it is and log nothing', () => {
    const problem = { code: 'a.b', title: 't', whatHappened: 'h', whatWasKept: 'k', whatToDo: 'd' };
    const error = wireError(new ProblemError(problem), ['clips', 'get'], openLog(folder));
    expect(error).toBeInstanceOf(ORPCError);
    expect(error).toMatchObject({ code: 'PROBLEM', data: problem });
    expect(() => read('foresight.log')).toThrow();
  });

  it('tell a fault by its message and log it with its causes', () => {
    const fault = new TypeError('no such column', { cause: new Error('the deeper reason') });
    const error = wireError(fault, ['clips', 'page'], openLog(folder));
    expect(error).toMatchObject({ code: 'PROBLEM', data: { code: 'internal', whatHappened: 'no such column' } });
    const log = read('foresight.log');
    for (const words of ['calling clips.page', 'no such column', 'the deeper reason', 'wire-error.test.ts'])
      expect(log).toContain(words);
  });

  it('leave a cancel alone', () => {
    const aborted = new DOMException('cancelled', 'AbortError');
    expect(wireError(aborted, ['x'], openLog(folder))).toBe(aborted);
  });
});

describe('log', () => {
  it('starts a new file at 2 MB and keeps the old one', () => {
    writeFileSync(join(folder, 'foresight.log'), 'x'.repeat(2_000_001));
    openLog(folder).fault('somewhere', new Error('new'));
    expect(statSync(join(folder, 'foresight.old.log')).size).toBe(2_000_001);
    expect(read('foresight.log')).toContain('new');
  });

  it('never throws, whatever the disk does', () => {
    expect(() => openLog(join(folder, 'not-there')).fault('somewhere', new Error('told on stderr'))).not.toThrow();
  });
});
