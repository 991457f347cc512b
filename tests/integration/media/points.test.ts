import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { z } from 'zod';
import { openWorkstation } from '../../../src/main/api/workstation.ts';
import { problemSchema } from '../../../src/shared/domain/problem.ts';
import { writeNuscenesTables } from '../../nuscenes-tables.ts';

const folder = mkdtempSync(join(tmpdir(), 'foresight-points-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sampleData = z.array(z.object({ filename: z.string(), timestamp: z.number() }));

it('scans of a lidar are told by the clip and served by its address: whole, damaged and absent ones', async () => {
  const root = join(folder, 'root');
  writeNuscenesTables({ dir: root, scenes: 1 });
  const rows = sampleData.parse(JSON.parse(readFileSync(join(root, 'v1.0-mini/sample_data.json'), 'utf8')));
  const scans = rows.filter(({ filename }) => filename.includes('LIDAR_TOP')).sort((a, b) => a.timestamp - b.timestamp);
  const put = (i: number, bytes: Uint8Array) => {
    const path = join(root, scans[i].filename);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  };
  put(0, new Uint8Array(Float32Array.from([1, 2, 3, 17, 0, 4, 5, 6, 17, 1]).buffer));
  put(1, new Uint8Array(33));

  const workstation = await openWorkstation({ workspaceFolder: join(folder, 'workspace'), host: 'server' });
  try {
    const { workspace, jobs, media } = workstation;
    await jobs.finished((await workstation.addDataset(root)).jobId);
    const [clipId] = await workspace.library.clipIds({});
    const { lidar } = await workspace.clips.detail(clipId);
    expect(lidar).toMatchObject({ channel: 'LIDAR_TOP', firstScan: 0 });
    expect(lidar?.timesUs).toEqual(scans.map(({ timestamp }) => timestamp));
    expect(lidar?.present.slice(0, 3)).toEqual([1, 1, 0]);

    const ask = (i: number) => media.respond({ path: `${lidar?.mediaBase}/${i}`, search: new URLSearchParams() });
    const whole = await ask(0);
    expect(whole.status).toBe(200);
    const bytes = await new Response(whole.body as BodyInit).arrayBuffer();
    expect([...new Float32Array(bytes)]).toEqual([1, 2, 3, 4, 5, 6]);

    const problemOf = ({ body }: { body: unknown }) =>
      z.object({ problem: problemSchema }).parse(JSON.parse(z.string().parse(body))).problem;
    const damaged = await ask(1);
    expect([damaged.status, problemOf(damaged).code]).toEqual([422, 'media.points-damaged']);
    expect(problemOf(damaged).whatHappened).toMatch(/LIDAR_TOP.*33 bytes/);
    const absent = await ask(2);
    expect([absent.status, problemOf(absent).code]).toEqual([404, 'media.file-absent']);
    expect((await ask(100_000)).status).toBe(404);
  } finally {
    await workstation.close();
  }
});
