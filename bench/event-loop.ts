import { _electron } from '@playwright/test';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { waitForPlaywright } from '../tests/e2e/electron-loader.ts';
import { openWorkstation } from '../src/main/api/workstation.ts';

/**
 * Delay of the host's event loop while the ego MLP runs over every clip, again and again, and a window asks for clips.
 *
 *   node bench/event-loop.ts --dataset DIR [--runs 5]      needs a build; Electron by FORESIGHT_ELECTRON and a screen
 *
 * The delay is what a timer of 1 ms is late by (Node's own monitor), so an idle host shows about 1 ms.
 */
const root = resolve(import.meta.dirname, '..');
const { values } = parseArgs({ options: { dataset: { type: 'string' }, runs: { type: 'string', default: '5' } } });
if (values.dataset === undefined) throw new Error('name a data set: --dataset DIR');
const dataset = values.dataset;
const runs = Number(values.runs);
const MODEL = 'ego-mlp';

interface Delay {
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
}
const say = (name: string, { p50Ms, p99Ms, maxMs }: Delay) =>
  console.log(
    `${name.padEnd(36)} p50 ${p50Ms.toFixed(1)} ms   p99 ${p99Ms.toFixed(1)} ms   max ${maxMs.toFixed(1)} ms`,
  );

async function inNode(workspaceFolder: string): Promise<void> {
  const workstation = await openWorkstation({ workspaceFolder, host: 'server' });
  const { jobId } = await workstation.addDataset(dataset);
  await workstation.jobs.finished(jobId);
  const [clipId] = await workstation.workspace.library.clipIds({});
  const first = await workstation.startRun(MODEL, {});
  await workstation.jobs.finished(first.jobId);

  const delay = monitorEventLoopDelay({ resolution: 1 });
  const asking = setInterval(() => void workstation.workspace.clips.detail(clipId), 50);
  delay.enable();
  for (let i = 0; i < runs; i++) await workstation.jobs.finished((await workstation.startRun(MODEL, {})).jobId);
  delay.disable();
  clearInterval(asking);
  await workstation.close();
  say('Node host', { p50Ms: delay.percentile(50) / 1e6, p99Ms: delay.percentile(99) / 1e6, maxMs: delay.max / 1e6 });
}

async function inElectron(workspaceFolder: string, home: string): Promise<void> {
  const executablePath = process.env.FORESIGHT_ELECTRON;
  if (!executablePath || !existsSync(executablePath))
    return console.log('Electron: FORESIGHT_ELECTRON names no binary');
  const app = await _electron.launch({
    executablePath,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [...waitForPlaywright, root, '--workspace', workspaceFolder],
    env: { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, 'config') },
  });
  const page = await app.firstWindow();
  await page.waitForSelector('[role="gridcell"]');
  await app.evaluate(() => {
    const { monitorEventLoopDelay: monitor } = process.getBuiltinModule('node:perf_hooks');
    const host = globalThis as unknown as { measured: ReturnType<typeof monitor> };
    host.measured = monitor({ resolution: 1 });
    host.measured.enable();
  });
  await page.evaluate(runFromPage, { model: MODEL, runs });
  const delay = await app.evaluate(() => {
    const { measured } = globalThis as unknown as { measured: ReturnType<typeof monitorEventLoopDelay> };
    return { p50Ms: measured.percentile(50) / 1e6, p99Ms: measured.percentile(99) / 1e6, maxMs: measured.max / 1e6 };
  });
  await app.close();
  say('Electron host', delay);
}

/** In the page: asks for a port of its own and runs the model by bare messages of the API. */
async function runFromPage({ model, runs }: { model: string; runs: number }): Promise<void> {
  const port = await new Promise<MessagePort>((got) => {
    addEventListener('message', (event) => event.ports.length > 0 && got(event.ports[0]));
    postMessage('foresight:connect', location.origin);
  });
  const waiting = new Map<string, (json: unknown) => void>();
  port.onmessage = (event: MessageEvent<string>) => {
    const { i, p } = JSON.parse(event.data) as { i: string; p?: { b?: { json?: unknown } } };
    waiting.get(i)?.(p?.b?.json);
    waiting.delete(i);
  };
  let next = 0;
  const call = <T>(path: string, json?: unknown) =>
    new Promise<T>((done) => {
      const i = String(++next);
      waiting.set(i, done as (json: unknown) => void);
      port.postMessage(JSON.stringify({ i, p: { u: path, ...(json !== undefined && { b: { json } }) } }));
    });
  const query = { filter: {}, sort: { by: 'name', direction: 'ascending' }, scores: null, after: null, limit: 1 };
  const asking = setInterval(() => void call('/clips/page', query), 50);
  for (let n = 0; n < runs; n++) {
    const { jobId } = await call<{ jobId: string }>('/runs/start', { modelId: model, filter: {} });
    for (let open = true; open; await new Promise((wait) => setTimeout(wait, 100))) {
      const jobs = await call<{ jobId: string; state: string }[]>('/jobs/list');
      open = jobs.some((job) => job.jobId === jobId && (job.state === 'running' || job.state === 'queued'));
    }
  }
  clearInterval(asking);
}

const folder = mkdtempSync(join(tmpdir(), 'foresight-bench-loop-'));
try {
  const workspaceFolder = join(folder, 'workspace');
  await inNode(workspaceFolder);
  await inElectron(workspaceFolder, folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
