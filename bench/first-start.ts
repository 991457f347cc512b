import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { browserForTests } from '../scripts/test-runtimes.ts';

/**
 * First start on a new workspace, on the server host: seconds from `npm start` to the address, to the sample clips, and to a
 * picture that moves.
 *
 *   node bench/first-start.ts
 */
const root = resolve(import.meta.dirname, '..');
const workspace = mkdtempSync(join(tmpdir(), 'foresight-first-start-'));
const found = browserForTests();
if ('missing' in found) throw new Error(found.missing);
const started = performance.now();
const since = (): string => `${((performance.now() - started) / 1000).toFixed(2)} s`;

const env = { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' };
const app = spawn('npm', ['start', '--', '--workspace', workspace], { cwd: root, env, detached: true });
const url = await new Promise<string>((done, fail) => {
  let said = '';
  app.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
    const address = /Foresight is at (\S+)/.exec(said);
    if (address) done(address[1]);
  });
  app.on('exit', () => fail(new Error(`npm start ended: ${said}`)));
});
console.log(`address printed: ${since()}`);
const browser = await chromium.launch({
  executablePath: found.env.FORESIGHT_CHROMIUM ?? '',
  args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'],
});
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await page.goto(url);
await page.getByRole('gridcell').first().click();
console.log(`sample clips on the screen: ${since()}`);
await page.keyboard.press('Enter');
const painted = () => page.locator('.camera-area').getAttribute('data-painted-us');
const waitFor = async (test: (value: string | null) => boolean): Promise<string | null> => {
  for (;;) {
    const value = await painted();
    if (test(value)) return value;
    await page.waitForTimeout(10);
  }
};
const first = await waitFor((value) => value !== null && value !== '');
console.log(`first picture: ${since()}`);
await page.keyboard.press('Space');
await waitFor((value) => value !== first);
console.log(`moving picture: ${since()}`);
await browser.close();
if (app.pid) process.kill(-app.pid, 'SIGINT');
rmSync(workspace, { recursive: true, force: true });
process.exit(0);
