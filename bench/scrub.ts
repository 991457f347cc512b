import { _electron, chromium, type Page } from '@playwright/test';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { openWorkstation } from '../src/main/api/workstation.ts';
import { findChromium } from '../src/main/runtime/find-chromium.ts';
import { paintProbe, type Probe } from './scrub/paint-probe.ts';
import { withSixCameras } from './scrub/six-cameras.ts';

/**
 * Scrub step and clip switch in the real window, from key press to the frame that shows the pictures.
 *
 *   node bench/scrub.ts --dataset DIR [--clip scene-0103] [--six] [--gl SWITCHES]
 *
 * Needs a build (npm run build); Electron by FORESIGHT_ELECTRON and a screen. `--six` gives every camera a picture wherever
 * the front camera has one. `--gl` replaces the switches for a machine without a graphics device, where WebGL is imitated
 * and pages are put together on the processor (`--gl=` for one with a device).
 * Budgets: scrub step p95 50 ms, warm clip switch p95 100 ms.
 */
const root = resolve(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    dataset: { type: 'string' },
    clip: { type: 'string', default: 'scene-0103' },
    six: { type: 'boolean', default: false },
    gl: { type: 'string', default: '--enable-unsafe-swiftshader --disable-gpu-compositing' },
  },
});
if (values.dataset === undefined) throw new Error('name a data set: --dataset DIR');
const size = { width: 1440, height: 900 };
const asRoot = process.getuid?.() === 0;
const gl = values.gl.split(' ').filter(Boolean);
/** As a key held down repeats; what comes in between is read ahead. */
const THINK_MS = 33;

function tell(name: string, ms: number[], budgetMs: number | null): void {
  const sorted = ms.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(1).padStart(6);
  const verdict =
    budgetMs === null ? '' : `   budget ${budgetMs} ms: ${Number(at(0.95)) <= budgetMs ? 'held' : 'MISSED'}`;
  console.log(
    `  ${name.padEnd(44)} n ${String(ms.length).padStart(3)}   p50 ${at(0.5)}   p95 ${at(0.95)}   max ${at(1)} ms${verdict}`,
  );
}

async function openClip(page: Page, name: string): Promise<void> {
  await page.getByRole('row', { name }).or(page.getByRole('gridcell', { name })).first().click();
  await page.keyboard.press('Enter');
  await page.waitForSelector('.camera-area[data-painted-us]');
}

/** The key goes to the decision instant first, then to the start of the clip. */
async function toStart(page: Page): Promise<void> {
  await page.keyboard.press('Home');
  await page.keyboard.press('Home');
  await page.waitForTimeout(1500);
}

async function steps(page: Page, probe: Probe, key: string, n: number): Promise<number[]> {
  const ms: number[] = [];
  for (let i = 0; i < n; i++) {
    ms.push(await probe(key));
    await page.waitForTimeout(THINK_MS);
  }
  return ms;
}

async function measure(page: Page): Promise<void> {
  await openClip(page, values.clip);
  await toStart(page);
  const probe = await paintProbe(page);
  tell('scrub step forward, first time', await steps(page, probe, '.', 36), 50);
  tell('scrub step back', await steps(page, probe, ',', 36), 50);
  tell('scrub step forward again', await steps(page, probe, '.', 36), 50);
  await toStart(page);
  tell('jump of 2 s', await steps(page, probe, 'Shift+ArrowRight', 8), null);
  const there = await probe('p');
  const back = await probe('n');
  tell('clip switch, first time', [there, back], null);
  const warm: number[] = [];
  for (let i = 0; i < 30; i++) {
    await page.waitForTimeout(150);
    warm.push(await probe(i % 2 === 0 ? 'p' : 'n'));
  }
  tell('clip switch, warm', warm, 100);
}

async function inBrowser(workspaceFolder: string): Promise<void> {
  const executablePath = process.env.FORESIGHT_CHROMIUM ?? findChromium();
  if (executablePath === null) return console.log('Chromium: none here');
  const child = spawn(process.execPath, [join(root, 'tests/e2e/serve.ts'), workspaceFolder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((line) => createInterface({ input: child.stdout }).once('line', line));
  const args = [...gl, '--disable-background-networking', ...(asRoot ? ['--no-sandbox'] : [])];
  const browser = await chromium.launch({ executablePath, args });
  const page = await browser.newPage({ viewport: size });
  await page.goto(url);
  console.log(`Chromium ${browser.version()}, server host`);
  await measure(page);
  await browser.close();
  child.stdin.end();
  await new Promise((ended) => child.once('exit', ended));
}

async function inElectron(workspaceFolder: string, home: string): Promise<void> {
  const executablePath = process.env.FORESIGHT_ELECTRON;
  if (!executablePath || !existsSync(executablePath))
    return console.log('Electron: FORESIGHT_ELECTRON names no binary');
  const app = await _electron.launch({
    executablePath,
    chromiumSandbox: !asRoot,
    args: [...gl, root, '--workspace', workspaceFolder],
    env: { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, 'config') },
  });
  const page = await app.firstWindow();
  await app.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0].setBounds(bounds), {
    x: 0,
    y: 0,
    ...size,
  });
  console.log(`Electron ${await app.evaluate(() => process.versions.electron)}`);
  await measure(page);
  await app.close();
}

const folder = mkdtempSync(join(tmpdir(), 'foresight-bench-scrub-'));
try {
  const dataset = values.six ? withSixCameras(values.dataset, folder) : values.dataset;
  const workspaceFolder = join(folder, 'workspace');
  const workstation = await openWorkstation({ workspaceFolder, host: 'server' });
  const { jobId } = await workstation.addDataset(dataset);
  const job = await workstation.jobs.finished(jobId);
  if (job.state !== 'done') throw new Error(`indexing ended ${job.state}`);
  await workstation.close();
  await inBrowser(workspaceFolder);
  await inElectron(workspaceFolder, folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
