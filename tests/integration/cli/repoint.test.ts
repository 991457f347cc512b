import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { writeNuscenesTables } from '../../nuscenes-tables.ts';

const main = join(import.meta.dirname, '../../../src/main/hosts/cli/main.ts');
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'foresight-repoint-')));
const [old, moved, other] = ['old', 'moved', 'other'].map((name) => join(folder, name));
afterAll(() => rmSync(folder, { recursive: true }));

function foresight(...args: string[]) {
  const line = [main, ...args, '--workspace', join(folder, 'w')];
  const { status, stdout, stderr } = spawnSync(process.execPath, line, {
    encoding: 'utf8',
    cwd: folder,
    timeout: 60_000,
  });
  return { status, stdout, stderr };
}
const json = (...args: string[]) => {
  const { status, stdout } = foresight(...args, '--json');
  return { status, value: JSON.parse(stdout) as unknown };
};
let datasetId: string;

beforeAll(() => {
  writeNuscenesTables({ dir: old, scenes: 2, samplesPerScene: 12 });
  writeNuscenesTables({ dir: other, scenes: 2, samplesPerScene: 12, seed: 9 });
  const { value } = json('index', old);
  ({ datasetId } = z.object({ dataset: z.object({ datasetId: z.string() }) }).parse(value).dataset);
  renameSync(old, moved);
});

it.each([
  ['another data set lies there', () => [datasetId, other], 1, 'dataset.other-there'],
  ['nothing is there', () => [datasetId, join(folder, 'nowhere')], 1, 'dataset.'],
  ['no data set has the name', () => ['nope', moved], 1, 'cli.bad-option'],
  ['the new root is missing', () => [datasetId], 2, 'cli.usage'],
])('is refused where %s', (_, args, status, code) => {
  const refused = json('repoint', ...args());
  expect(refused).toMatchObject({ status, value: { problem: { code: expect.stringContaining(code) as string } } });
  expect(json('clips')).toMatchObject({ status: 0, value: { total: 2 } });
});

it('points a data set, by its version, to where it was moved: nothing is indexed again', () => {
  expect(json('repoint', 'v1.0-mini', 'moved')).toMatchObject({
    status: 0,
    value: { from: old, dataset: { datasetId, rootPath: moved, state: 'indexed', problem: null } },
  });
  expect(foresight('repoint', datasetId, moved).stdout).toContain(`→ ${moved}`);
  expect(json('index', moved)).toMatchObject({ status: 0, value: { dataset: { datasetId } } });
});
