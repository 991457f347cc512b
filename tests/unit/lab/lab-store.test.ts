import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { newLabId, openLabStore } from '../../../src/main/jobs/lab/lab-store.ts';
import { labKinds } from '../../../src/shared/domain/lab.ts';
import { problemOf } from '../../../src/shared/domain/problem.ts';
import { sampleResult } from './sample-result.ts';

const folder = mkdtempSync(join(tmpdir(), 'foresight-lab-store-'));
afterAll(() => rmSync(folder, { recursive: true }));

const problemCode = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no problem',
    (error: unknown) => problemOf(error).code,
  );

describe('results of experiments in a workspace', () => {
  it.each(labKinds)('of %s come back as they were saved', async (kind) => {
    const store = openLabStore(join(folder, kind));
    const result = sampleResult(kind);
    expect(await store.list()).toEqual([]);
    await store.save(result);
    expect(await store.get(result.record.labId)).toEqual(result);
    expect(await store.list()).toEqual([result.record]);
    expect(readdirSync(join(folder, kind, 'lab'))).toEqual([`${result.record.labId}.json`]);
    await store.remove(result.record.labId);
    expect(await store.list()).toEqual([]);
    expect(await problemCode(store.get(result.record.labId))).toBe('lab.unknown');
  });

  it('are listed newest first, a damaged one with what is wrong', async () => {
    const workspace = join(folder, 'damaged');
    const store = openLabStore(workspace);
    const whole = sampleResult('motion');
    await store.save(whole);
    const file = (labId: string) => join(workspace, 'lab', `${labId}.json`);
    const cut = newLabId('control', 1_795_175_700_000_000);
    writeFileSync(file(cut), readFileSync(file(whole.record.labId), 'utf8').slice(0, 300));
    const wrong = newLabId('probe', 1_795_175_800_000_000);
    writeFileSync(
      file(wrong),
      JSON.stringify({ format: 1, result: { ...whole, record: { ...whole.record, windows: 'many' } } }),
    );
    writeFileSync(join(workspace, 'lab', 'notes.txt'), 'not ours');
    const listed = await store.list();
    expect(listed).toHaveLength(3);
    expect(listed.find(({ labId }) => labId === cut)).toMatchObject({ request: { kind: 'control' } });
    expect(listed.find(({ labId }) => labId === cut)?.problem).toContain(cut);
    expect(listed.find(({ labId }) => labId === wrong)?.problem).toContain('result.record.windows');
    expect(listed.find(({ labId }) => labId === whole.record.labId)).toEqual(whole.record);
    expect(await problemCode(store.get(cut))).toBe('lab.damaged');
    // Removing is the user's way out.
    await store.remove(cut);
    expect(existsSync(file(cut))).toBe(false);
  });

  it.each([
    '../review',
    'frontier-20261120T114012345-0c91fa/../../x',
    'frontier',
    '',
    'frontier-20261120T114012345-0c91fa.json',
  ])('are not reached by the name %j', async (labId) => {
    const store = openLabStore(folder);
    expect(await problemCode(store.get(labId))).toBe('lab.unknown');
    expect(await problemCode(store.remove(labId))).toBe('lab.unknown');
  });

  it('are told as not written where they cannot be', async () => {
    const blocked = join(folder, 'blocked');
    mkdirSync(blocked);
    writeFileSync(join(blocked, 'lab'), 'a file where the folder should be');
    expect(await problemCode(openLabStore(blocked).save(sampleResult('motion')))).toBe('lab.not-written');
  });
});
