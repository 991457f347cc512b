import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { chromium } from '@playwright/test';

/** How to run an end-to-end suite here, or why it cannot be run. */
export type Found = { wrap: readonly string[]; env: NodeJS.ProcessEnv } | { missing: string };

const onPath = (name: string): string | null => {
  const found = spawnSync(process.platform === 'win32' ? 'where' : 'which', [name], { encoding: 'utf8' });
  return found.status === 0 ? (found.stdout.split('\n')[0]?.trim() ?? null) : null;
};

/** Chromium for the browser suite: one that is named, one of the system, or Playwright's own. */
export function browserForTests(): Found {
  const candidates = [
    process.env.FORESIGHT_CHROMIUM,
    ...['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'].map(onPath),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    chromium.executablePath(),
  ];
  const browser = candidates.find((path): path is string => !!path && existsSync(path));
  if (!browser)
    return { missing: 'no Chromium found: install one (Debian: apt-get install chromium) or set FORESIGHT_CHROMIUM' };
  return { wrap: [], env: { FORESIGHT_CHROMIUM: browser } };
}

/** Electron for the Electron suite, under a virtual screen where there is none and without network where that can be had. */
export function electronForTests(root: string): Found {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? resolve(root, 'node_modules/electron/dist');
  const names = ['electron', 'electron.exe', 'Electron.app/Contents/MacOS/Electron'];
  const binary = names.map((n) => resolve(folder, n)).find((path) => existsSync(path));
  if (!binary) return { missing: 'no Electron binary: run `npx install-electron`, or set ELECTRON_OVERRIDE_DIST_PATH' };
  const wrap: string[] = [];
  if (process.platform === 'linux') {
    if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
      if (!onPath('xvfb-run')) return { missing: 'no screen and no xvfb-run (Debian: apt-get install xvfb xauth)' };
      wrap.push('xvfb-run', '-a', '-s', '-screen 0 2560x1440x24');
    }
    // The app needs no network; where a namespace of its own can be had the suite proves it.
    if (process.getuid?.() === 0 && onPath('unshare') && onPath('ip')) {
      wrap.unshift('unshare', '-n', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh');
    }
  }
  return { wrap, env: { FORESIGHT_ELECTRON: binary, ELECTRON_OVERRIDE_DIST_PATH: folder } };
}
