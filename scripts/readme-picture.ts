import { chromium } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { serveWorkspace } from '../src/main/hosts/server/serve.ts';
import { openWorkstation } from '../src/main/api/workstation.ts';
import { browserForTests } from './test-runtimes.ts';

/** Makes `resources/review.png`, the picture of the README, from the sample drives. */
const folder = mkdtempSync(join(tmpdir(), 'foresight-readme-'));
const workspaceFolder = join(folder, 'crossing-study');
const drives = resolve(import.meta.dirname, '../resources/sample/drives');
const workstation = await openWorkstation({ workspaceFolder, host: 'server' });
await workstation.jobs.finished((await workstation.addDataset(drives)).jobId);
// Diffusion takes a second an instant: it is asked for the clip of the picture alone.
for (const [model, filter] of [
  ['dit-wam', { text: '0002-sudden-braking' }],
  ['constant-velocity', {}],
] as const)
  await workstation.jobs.finished((await workstation.startRun(model, filter)).jobId);
await workstation.close();

const server = await serveWorkspace({ workspaceFolder, datasets: [], sample: false, port: null }, console.error);
const found = browserForTests();
if ('missing' in found) throw new Error(found.missing);
const browser = await chromium.launch({
  executablePath: found.env.FORESIGHT_CHROMIUM ?? '',
  args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'],
});
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await page.goto(server.url);
await page.getByRole('gridcell').nth(1).click();
await page.keyboard.press('Enter');
await page.getByRole('slider', { name: 'Time in the clip' }).waitFor();
await page.getByRole('button', { name: 'Swap A and B' }).click();
await page.keyboard.press('Alt+2');
const clip = page.getByRole('gridcell').filter({ hasText: /0002-sudd.*braking/s });
await clip.click();
// The list's keys scroll it; those of the clock move time. The clip opens at its worst instant, 4 s before the one wanted.
await page.evaluate('document.activeElement.blur()');
await page.waitForTimeout(3000);
for (let step = 0; step < 8; step++) await page.keyboard.press('ArrowRight');
await page.waitForTimeout(6000);
await page.screenshot({ path: resolve(import.meta.dirname, '../resources/review.png') });
await browser.close();
await server.close();
rmSync(folder, { recursive: true, force: true });
