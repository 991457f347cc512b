import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { openWorkstation } from '../src/main/api/workstation.ts';
import { findChromium } from '../src/main/runtime/find-chromium.ts';

/**
 * A picture of all cameras of a clip with its boxes, drawn by the real window: to be looked at.
 *
 *   node bench/projection-check.ts --dataset DIR --out FILE.png [--clip scene-0061] [--camera CAM_FRONT]
 *
 * Needs a build (npm run build). With `--camera` one camera fills the picture. The picture shows recorded data: it stays
 * where the recordings may be.
 */
const root = resolve(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    dataset: { type: 'string' },
    out: { type: 'string' },
    clip: { type: 'string', default: 'scene-0061' },
    camera: { type: 'string' },
  },
});
const { dataset, out } = values;
if (dataset === undefined || out === undefined)
  throw new Error('name a data set and a file: --dataset DIR --out FILE.png');
const executablePath = process.env.FORESIGHT_CHROMIUM ?? findChromium();
if (executablePath === null) throw new Error('there is no Chromium here');

const folder = mkdtempSync(join(tmpdir(), 'foresight-projection-'));
try {
  const workspaceFolder = join(folder, 'workspace');
  const workstation = await openWorkstation({ workspaceFolder, host: 'server' });
  const { jobId } = await workstation.addDataset(dataset);
  await workstation.jobs.finished(jobId);
  await workstation.close();

  const host = spawn(process.execPath, [join(root, 'tests/e2e/serve.ts'), workspaceFolder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((line) => createInterface({ input: host.stdout }).once('line', line));
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath, args: ['--enable-unsafe-swiftshader', ...asRoot] });
  const page = await browser.newPage({ viewport: { width: 2560, height: 1440 } });
  await page.goto(url);
  await page.getByRole('gridcell', { name: values.clip }).first().click();
  await page.keyboard.press('Enter');
  await page.waitForSelector('.camera-area[data-painted-us]');
  await page.getByRole('radio', { name: 'Surround' }).click();
  if (values.camera !== undefined) {
    await page.locator(`.camera-tile[data-channel="${values.camera}"]`).focus();
    await page.keyboard.press('Enter');
  }
  // The pictures of the new size are decoded after the smaller ones were shown.
  await page.waitForTimeout(1500);
  await page.locator('.camera-area').screenshot({ path: out });
  await browser.close();
  host.stdin.end();
  await new Promise((ended) => host.once('exit', ended));
  console.log(`look at ${out}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
