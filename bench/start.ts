import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { openWorkstation } from '../src/main/api/workstation.ts';
import { askFirstPage, clipsShown } from './start/page-clock.ts';
import { findChromium } from '../src/main/runtime/find-chromium.ts';

/**
 * Start to interactive on an indexed workspace: from the start of the process to the first clips of the library on screen.
 *
 *   node bench/start.ts --dataset DIR [--runs 7]      needs a build (npm run build); Electron by FORESIGHT_ELECTRON and a screen
 *
 * Browser: Chromium is open already, as a user's is. Electron: with its window, from nothing. Both ends are read from the
 * clock of the machine, the last one by the page in the frame that shows the clips.
 */
const root = resolve(import.meta.dirname, '..');
const { values } = parseArgs({
  options: { dataset: { type: 'string' }, runs: { type: 'string', default: '7' } },
});
if (values.dataset === undefined) throw new Error('name a data set: --dataset DIR');
const runs = Number(values.runs);
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

const median = (numbers: number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const summary = (name: string, numbers: number[]) =>
  console.log(
    `${name.padEnd(44)} median ${median(numbers).toFixed(0).padStart(5)} ms   best ${Math.min(...numbers).toFixed(0)}   worst ${Math.max(...numbers).toFixed(0)}`,
  );

async function indexed(folder: string, dataset: string): Promise<string> {
  const workspaceFolder = join(folder, 'workspace');
  const workstation = await openWorkstation({ workspaceFolder, host: 'server' });
  const { jobId } = await workstation.addDataset(dataset);
  const job = await workstation.jobs.finished(jobId);
  if (job.state !== 'done') throw new Error(`indexing ended ${job.state}`);
  await workstation.close();
  return workspaceFolder;
}

async function inBrowser(workspaceFolder: string): Promise<void> {
  const executablePath = process.env.FORESIGHT_CHROMIUM ?? findChromium();
  if (executablePath === null) return console.log('browser: no Chromium here');
  const browser = await chromium.launch({ executablePath, args: ['--disable-background-networking', ...asRoot] });
  const listening: number[] = [];
  const shown: number[] = [];
  for (let i = 0; i < runs; i++) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    const startMs = Date.now();
    const child = spawn(
      process.execPath,
      ['--import', join(root, 'scripts/require-node.mjs'), join(root, 'tests/e2e/serve.ts'), workspaceFolder],
      {
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    );
    const url = await new Promise<string>((line) => createInterface({ input: child.stdout }).once('line', line));
    listening.push(Date.now() - startMs);
    await page.goto(url, { waitUntil: 'commit' });
    shown.push((await page.evaluate<number>(clipsShown)) - startMs);
    await context.close();
    child.stdin.end();
    await new Promise((ended) => child.once('exit', ended));
  }
  await browser.close();
  summary('server: process start to listening', listening);
  summary('server: process start to clips in Chromium', shown);
}

async function inElectron(workspaceFolder: string, home: string): Promise<void> {
  const binary = process.env.FORESIGHT_ELECTRON;
  if (!binary || !existsSync(binary)) return console.log('Electron: FORESIGHT_ELECTRON names no binary');
  const shown: number[] = [];
  for (let i = 0; i < runs; i++) {
    const startMs = Date.now();
    const child = spawn(binary, ['--remote-debugging-port=0', ...asRoot, root, '--workspace', workspaceFolder], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, 'config') },
    });
    const port = await new Promise<number>((found) =>
      createInterface({ input: child.stderr }).on('line', (line) => {
        const match = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/.exec(line);
        if (match) found(Number(match[1]));
      }),
    );
    shown.push((await askFirstPage(port, clipsShown)) - startMs);
    child.kill('SIGTERM');
    await new Promise((ended) => child.once('exit', ended));
  }
  summary('Electron: process start to clips', shown);
}

const folder = mkdtempSync(join(tmpdir(), 'foresight-bench-start-'));
try {
  const workspaceFolder = await indexed(folder, values.dataset);
  await inBrowser(workspaceFolder);
  await inElectron(workspaceFolder, folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
