import { resolve } from 'node:path';

/**
 * Makes the app wait until Playwright has connected. Playwright does this by itself only for the Electron of the npm
 * package; with a binary of another place a window that opens early is met half-made, and about one launch in ten hangs.
 */
export const waitForPlaywright: readonly string[] = [
  '-r',
  resolve(import.meta.dirname, '../../node_modules/playwright-core/lib/server/electron/loader.js'),
];
