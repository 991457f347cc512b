import { _electron, expect, test, type ElectronApplication } from '@playwright/test';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { waitForPlaywright } from './electron-loader.ts';
import { makeDrives } from './made-drives.ts';

/** The desktop window itself: its place is remembered, and a workspace has one window only. */
const root = resolve(import.meta.dirname, '../..');
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
let home: string;
test.beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'foresight-window-'));
});
test.afterAll(() => rmSync(home, { recursive: true, force: true }));

const binary = () => {
  const named = process.env.FORESIGHT_ELECTRON;
  if (!named) throw new Error('FORESIGHT_ELECTRON names no binary');
  return named;
};
const env = () => ({ ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, 'config') });
const appArgs = (workspace: string) => [root, '--workspace', join(home, workspace)];
const launch = (workspace: string): Promise<ElectronApplication> =>
  _electron.launch({
    executablePath: binary(),
    chromiumSandbox: asRoot.length === 0,
    args: [...waitForPlaywright, ...appArgs(workspace)],
    env: env(),
  });
const bounds = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].getBounds());

test('the window opens where it was, and never too small', async () => {
  const place = { x: 120, y: 80, width: 1300, height: 760 };
  const first = await launch('one');
  await first.firstWindow();
  await first.evaluate(({ BrowserWindow }, at) => BrowserWindow.getAllWindows()[0].setBounds(at), place);
  expect(await first.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].getMinimumSize())).toEqual([
    1024, 640,
  ]);
  await first.close();
  const second = await launch('one');
  await second.firstWindow();
  expect(await bounds(second)).toEqual(place);
  await second.close();
});

test('a second start on a workspace says so in words and hands its data set to the first', async () => {
  const first = await launch('two');
  const page = await first.firstWindow();
  await page.waitForSelector('#root > *');
  const second = await promisify(execFile)(binary(), [...asRoot, ...appArgs('two'), '--dataset', makeDrives(home)], {
    env: env(),
    timeout: 20_000,
  });
  expect(second.stdout).toContain('already open');
  expect(await first.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  await page.getByRole('gridcell').first().waitFor();
  await first.close();
});

test('the page grows and shrinks by the keys that browsers have', async () => {
  const app = await launch('five');
  const page = await app.firstWindow();
  await page.waitForSelector('#root > *');
  const items = await app.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items.map((i) => i.accelerator ?? i.role) ?? []),
  );
  expect(items).toEqual(expect.arrayContaining(['CommandOrControl+Plus', 'CommandOrControl+-', 'CommandOrControl+0']));
  const zoomed = await app.evaluate(({ BrowserWindow, Menu }) => {
    const [window] = BrowserWindow.getAllWindows();
    const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []) ?? [];
    items.find((item) => item.label === 'Larger')?.click({}, window, window.webContents);
    return window.webContents.getZoomFactor();
  });
  expect(zoomed).toBeCloseTo(1.1, 2);
  await app.close();
});

test('another workspace opens beside it', async () => {
  const [one, two] = [await launch('three'), await launch('four')];
  for (const app of [one, two]) await (await app.firstWindow()).waitForSelector('#root > *');
  await one.close();
  await two.close();
});
