import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { COLLISION, clipTag, opened, temporaryFolder, withClips } from './fixture.ts';

const CLIP = 'nuscenes-1:a';
const tagging = fileURLToPath(new URL('./processes/tagging.ts', import.meta.url));

describe('two instances on one workspace', () => {
  it('the second is blocked, may read, follows the first, and takes over when that is closed', async () => {
    const first = await opened();
    const datasetId = await withClips(first, [{ token: 'a', name: 'scene-0001' }]);
    const second = await opened(first.folder);
    expect(second.state()).toMatchObject({
      status: 'blocked',
      problem: { code: 'workspace.in-use', whatHappened: expect.stringContaining(`process ${process.pid}`) as string },
      choices: ['open-read-only', 'look-again'],
    });
    await expect(second.review.tagTypes()).rejects.toMatchObject({ problem: { code: 'workspace.in-use' } });
    expect((await second.recover('look-again')).status).toBe('blocked');

    expect(await second.recover('open-read-only')).toMatchObject({ status: 'read-only', choices: ['look-again'] });
    const tagged = () =>
      second.library.page({
        filter: { tagTypeIds: [COLLISION] },
        sort: { by: 'name', direction: 'ascending' },
        scores: null,
        after: null,
        limit: 9,
      });
    expect((await tagged()).total).toBe(0);
    await first.review.addTag(clipTag(`${datasetId}:a`));
    expect((await tagged()).total).toBe(1);
    expect((await second.review.clip(`${datasetId}:a`)).tags).toHaveLength(1);
    await expect(second.review.addTag(clipTag(CLIP))).rejects.toMatchObject({
      problem: { code: 'workspace.read-only' },
    });

    await first.close();
    expect((await second.recover('look-again')).status).toBe('open');
    await second.review.addTag(clipTag(CLIP));
  });

  it('the lock of a process that was killed is gone with it', async () => {
    const folder = join(temporaryFolder(), 'workspace');
    const child = spawn(process.execPath, [tagging, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    const workspace = await opened(folder);
    expect(workspace.state()).toMatchObject({
      status: 'blocked',
      problem: { whatHappened: expect.stringContaining(`process ${child.pid}`) as string },
    });
    child.kill('SIGKILL');
    await once(child, 'close');
    expect((await workspace.recover('look-again')).status).toBe('open');
  });

  it('a lock file that is no database is made anew: nothing is stored in it', async () => {
    const workspace = await opened();
    await workspace.close();
    writeFileSync(join(workspace.folder, 'lock.sqlite'), 'x'.repeat(5000));
    expect((await opened(workspace.folder)).state().status).toBe('open');
  });
});
