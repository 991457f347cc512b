import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../running-server.ts';

let running: TestServer;
beforeAll(async () => {
  running = await startTestServer();
});
afterAll(() => running.close());

const openFiles = (): number => readdirSync('/proc/self/fd').length;

describe('a HEAD request for a file', () => {
  it.skipIf(process.platform !== 'linux')('tells its size and leaves no file open', async () => {
    const { folder } = running.workstation.workspace;
    const bytes = 2 ** 20;
    mkdirSync(join(folder, 'reports', 'some'), { recursive: true });
    writeFileSync(join(folder, 'reports', 'some', 'report.html'), 'x'.repeat(bytes));
    const head = () => running.ask('/media/report/some/report.html', {}, 'HEAD');
    expect(await head()).toMatchObject({ status: 200, headers: { 'content-length': String(bytes) }, body: '' });
    const before = openFiles();
    for (let i = 0; i < 40; i++) await head();
    await expect.poll(openFiles).toBeLessThan(before + 10);
  });
});
