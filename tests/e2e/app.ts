import { _electron, test as base, chromium, type Browser, type Page } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { waitForPlaywright } from './electron-loader.ts';

const root = resolve(import.meta.dirname, '../..');
const isRoot = process.getuid?.() === 0;
/** WebGL by software on machines without a GPU; pages are put together without it, which costs the processor a fifth less. */
const softwareGl = ['--enable-unsafe-swiftshader', '--disable-gpu-compositing'];

export interface OpenApp {
  page: Page;
  /** Process ids of the host, to find its children by. */
  hostPid: number;
  close(): Promise<void>;
}

export interface StartOptions {
  workspace: string;
  datasets?: string[];
  size?: { width: number; height: number };
}

/** Opens the workstation as its user gets it: in Electron, or on the server host in Chromium. */
export type StartApp = (options: StartOptions) => Promise<OpenApp>;

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} names no binary; run the suite by npm test`);
  return value;
}

const ELECTRON_SIZE = { width: 1440, height: 900 };

const startElectron: StartApp = async ({ workspace, datasets = [], size = ELECTRON_SIZE }) => {
  const home = mkdtempSync(join(tmpdir(), 'foresight-home-'));
  const app = await _electron.launch({
    executablePath: required('FORESIGHT_ELECTRON'),
    chromiumSandbox: !isRoot,
    args: [
      ...waitForPlaywright,
      ...softwareGl,
      root,
      '--workspace',
      workspace,
      ...datasets.flatMap((d) => ['--dataset', d]),
    ],
    env: { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, 'config') },
  });
  const page = await app.firstWindow();
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0].setBounds({ x: 0, y: 0, width, height });
  }, size);
  const pid = app.process().pid;
  if (pid === undefined) throw new Error('Electron did not start');
  return {
    page,
    hostPid: pid,
    async close() {
      await app.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
};

async function startServerHost(options: StartOptions): Promise<{ child: ChildProcess; url: string }> {
  const args = [resolve(import.meta.dirname, 'serve.ts'), options.workspace, ...(options.datasets ?? [])];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const url = await new Promise<string>((ready, failed) => {
    lines.once('line', ready);
    child.once('exit', (code) => failed(new Error(`the server host ended with ${code}`)));
  });
  return { child, url };
}

let browser: Browser | null = null;

const startBrowser: StartApp = async (options) => {
  const { child, url } = await startServerHost(options);
  browser ??= await chromium.launch({
    executablePath: required('FORESIGHT_CHROMIUM'),
    args: [...softwareGl, '--disable-background-networking', ...(isRoot ? ['--no-sandbox'] : [])],
  });
  const context = await browser.newContext({ viewport: options.size ?? ELECTRON_SIZE });
  const page = await context.newPage();
  await page.goto(url);
  return {
    page,
    hostPid: child.pid ?? 0,
    async close() {
      await context.close();
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.stdin?.end();
      await once(child, 'exit');
    },
  };
};

/** `start` opens the app in the host of this project; everything it opened is closed after the test. */
export const test = base.extend<{ folder: string; start: StartApp }>({
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'foresight-e2e-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  start: async ({}, use, info) => {
    const opened: OpenApp[] = [];
    await use(async (options) => {
      const app = await (info.project.name === 'electron' ? startElectron : startBrowser)(options);
      const close = app.close.bind(app);
      let closed = false;
      app.close = async () => {
        if (!closed) await close();
        closed = true;
      };
      opened.push(app);
      return app;
    });
    for (const app of opened) await app.close();
  },
});
export { expect } from '@playwright/test';
