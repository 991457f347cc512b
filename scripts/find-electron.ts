import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An Electron binary, or why there is none, in words. */
export type FoundElectron = { binary: string } | { missing: string };

const FETCH_LIMIT_MS = 20_000;
const TRY_AGAIN_AFTER_MS = 24 * 3600_000;

export const binaryName = (platform: NodeJS.Platform): string =>
  platform === 'win32' ? 'electron.exe' : platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';

/**
 * Looks where ELECTRON_OVERRIDE_DIST_PATH says, then in the installed package; then lets the official package fetch its
 * binary, for 20 s at most and once a day at most. `require('electron')` is never used to find out: it downloads
 * without a limit.
 */
export function findElectron(root: string, env: NodeJS.ProcessEnv, tell: (sentence: string) => void): FoundElectron {
  const name = binaryName(process.platform);
  const named = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (named) {
    const binary = join(named, name);
    return existsSync(binary)
      ? { binary }
      : { missing: `ELECTRON_OVERRIDE_DIST_PATH names ${named}, which has no ${name}` };
  }
  const folder = join(root, 'node_modules/electron');
  const installed = join(folder, 'dist', name);
  if (existsSync(installed)) return { binary: installed };
  const installer = join(folder, 'install.js');
  if (!existsSync(installer)) return { missing: 'the electron package is not installed' };

  const failedMark = join(root, 'node_modules/.cache/foresight/electron-fetch-failed');
  const failedAt = statSync(failedMark, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const again = 'run `npx install-electron` to fetch it';
  if (Date.now() - failedAt < TRY_AGAIN_AFTER_MS)
    return { missing: `its binary could not be fetched lately; ${again}` };
  tell('Fetching the Electron binary (20 s at most) …');
  const { status } = spawnSync(process.execPath, [installer], { timeout: FETCH_LIMIT_MS, stdio: 'ignore', env });
  if (status === 0 && existsSync(installed)) return { binary: installed };
  mkdirSync(join(failedMark, '..'), { recursive: true });
  writeFileSync(failedMark, '');
  return { missing: `its binary could not be fetched; ${again}` };
}
