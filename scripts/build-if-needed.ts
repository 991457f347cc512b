import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files and folders that the build is made of. */
const inputs = ['src', 'electron.vite.config.ts', 'package.json'];
const outputs = ['out/main/electron.js', 'out/preload/preload.cjs', 'out/renderer/index.html'];

function newestMs(path: string): number {
  const info = statSync(path, { throwIfNoEntry: false });
  if (!info) return 0;
  if (!info.isDirectory()) return info.mtimeMs;
  // A folder's own time tells of files that were taken away.
  return Math.max(info.mtimeMs, ...readdirSync(path).map((name) => newestMs(join(path, name))));
}

/** True when `out/` is whole and newer than every source. */
export function buildIsFresh(root: string): boolean {
  const stamp = statSync(join(root, 'out/.built'), { throwIfNoEntry: false });
  if (!stamp || !outputs.every((file) => existsSync(join(root, file)))) return false;
  return inputs.every((input) => newestMs(join(root, input)) <= stamp.mtimeMs);
}

/** Builds main, preload and window when sources are newer; throws with the builder's words when that fails. */
export function buildIfNeeded(root: string, tell: (sentence: string) => void): void {
  if (buildIsFresh(root)) return;
  tell('Building …');
  const startedS = Date.now() / 1000;
  const builder = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [builder, 'build', '--logLevel', 'warn'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the build failed:\n${stdout}${stderr}`);
  // As old as the build's start: a source that was changed meanwhile is newer.
  const stamp = join(root, 'out/.built');
  writeFileSync(stamp, '');
  utimesSync(stamp, startedS, startedS);
}
