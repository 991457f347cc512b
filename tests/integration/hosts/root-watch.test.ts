import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { watchRoots } from '../../../src/main/api/root-watch.ts';
import { openWorkspace } from '../../../src/main/workspace/open-workspace.ts';
import type { Workspace } from '../../../src/main/workspace/workspace.ts';

const open: { workspace: Workspace; folder: string }[] = [];
afterEach(async () => {
  for (const { workspace, folder } of open.splice(0)) {
    await workspace.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

it('tells of a root that vanished before the first look, then only of changes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'foresight-roots-'));
  const root = join(folder, 'drives');
  mkdirSync(root);
  const workspace = await openWorkspace(join(folder, 'workspace'));
  open.push({ workspace, folder });
  await workspace.datasets.register({ kind: 'nuscenes', version: 'v1.0-mini', title: 'made up', rootPath: root });
  let told = 0;
  const watch = watchRoots(
    workspace,
    () => false,
    () => told++,
  );
  rmSync(root, { recursive: true });
  expect((await watch.look()).map((d) => d.state)).toEqual(['absent']);
  expect(told).toBe(1);
  await watch.look();
  expect(told).toBe(1);
  mkdirSync(root);
  expect((await watch.look()).map((d) => d.state)).not.toEqual(['absent']);
  expect(told).toBe(2);
  watch.close();
});
