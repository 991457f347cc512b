import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openForWriting } from '../../../src/main/workspace/safety/open-files.ts';
import { openReviewStore } from '../../../src/main/workspace/review/review-store.ts';
import { asStorageProblem } from '../../../src/main/workspace/safety/sqlite-problem.ts';
import { workspacePaths } from '../../../src/main/workspace/workspace-folder.ts';
import { problemOf } from '../../../src/shared/domain/problem.ts';
import { clipTag, temporaryFolder } from './fixture.ts';

const child = fileURLToPath(new URL('./processes/poor-disk.ts', import.meta.url));
const namespaces = ['unshare', '--mount', '--map-root-user'];
const canMount =
  spawnSync(namespaces[0], [...namespaces.slice(1), 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

describe.skipIf(!canMount)('a workspace on a small disk of its own (needs mount namespaces)', () => {
  it(
    'refuses edits when full and goes on when there is room; read-only it is shown and not changed',
    { timeout: 60_000 },
    async () => {
      const [command, ...args] = [...namespaces, process.execPath, child, temporaryFolder()];
      const { stdout } = await promisify(execFile)(command, args);
      expect(JSON.parse(stdout)).toMatchObject({
        refusals: ['workspace.disk-full'],
        allThereWhenFull: true,
        goesOn: true,
        status: 'open',
        openedAgain: 'open',
        allThereAgain: true,
        readOnly: { status: 'read-only', code: 'workspace.read-only', choices: ['look-again'] },
        allThereReadOnly: true,
        pageReadOnly: 0,
        editReadOnly: 'workspace.read-only',
        newOnReadOnly: { status: 'blocked', problem: { code: 'workspace.unreachable' }, choices: ['look-again'] },
        newOnFull: { status: 'blocked', code: 'workspace.disk-full' },
        newAfterFull: 'open',
        left: [],
      });
    },
  );
});

describe('a database that may not grow', () => {
  it('refuses an edit, keeps what is there, and takes the edit when it may grow again', () => {
    const files = openForWriting(workspacePaths(temporaryFolder()));
    if ('problem' in files) throw new Error('blocked');
    const store = openReviewStore(files.review);
    const tag = () => store.addTag(clipTag('nuscenes-1:a', { note: 'x'.repeat(3000) }));
    files.review.pragma(`max_page_count = ${Number(files.review.pragma('page_count', { simple: true })) + 10}`);
    let saved = 0;
    const fillUp = () => {
      for (;;) {
        tag();
        saved++;
      }
    };
    let refused: unknown;
    try {
      fillUp();
    } catch (error) {
      refused = asStorageProblem(error, 'here');
    }
    expect(problemOf(refused).code).toBe('workspace.disk-full');
    const countTags = () => files.review.prepare<[], number>('SELECT count(*) FROM tag').pluck().get();
    expect(countTags()).toBe(saved);
    files.review.pragma('max_page_count = 1000000');
    tag();
    expect(countTags()).toBe(saved + 1);
    expect(store.undo().value?.label).toBe('Tag collision.vru');
    files.review.close();
    files.runs.close();
  });
});
