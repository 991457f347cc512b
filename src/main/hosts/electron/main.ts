import { app, BrowserWindow, Menu, session } from 'electron';
import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { openWorkstation } from '../../api/workstation.ts';
import { productFolder } from '../../runtime/product-folder.ts';
import { addDatasets } from '../add-datasets.ts';
import { readHostOptions } from '../host-options.ts';
import { hardenContents, hardenSession } from './harden.ts';
import { openMainWindow } from './main-window.ts';
import { servePages, claimScheme } from './page-protocol.ts';
import { servePorts } from './page-ports.ts';
import { printPdf } from './print-pdf.ts';
import { showReport } from './report-window.ts';
import { spawnUtility } from './utility-line.ts';

const { platform, env, argv } = process;
const options = readHostOptions(argv.slice(1), { platform, env, home: homedir(), cwd: process.cwd() });

// Each workspace has a profile and a lock of its own: two workspaces may be open, one workspace only once.
const workspaceDigest = createHash('sha256').update(options.workspaceFolder).digest('hex').slice(0, 16);
app.setPath('userData', join(app.getPath('userData'), workspaceDigest));
// Every renderer sandboxed, whoever makes it; as root the system's sandbox cannot work and enabling it would end the app.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
claimScheme();

async function start(): Promise<void> {
  const workstation = await openWorkstation({
    workspaceFolder: options.workspaceFolder,
    host: 'electron',
    spawnInference: spawnUtility,
    printPdf,
  });
  process.on('unhandledRejection', (error) => workstation.log.fault('unhandled rejection', error));
  await app.whenReady();
  Menu.setApplicationMenu(
    platform === 'darwin'
      ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
      : null,
  );
  hardenSession(session.defaultSession);
  hardenContents(showReport);
  servePages(session.defaultSession, workstation, join(productFolder(), 'out/renderer'));
  servePorts(workstation);
  const open = () =>
    openMainWindow({
      boundsFile: join(app.getPath('userData'), 'window.json'),
      preloadFile: join(productFolder(), 'out/preload/preload.cjs'),
    });
  let window = open();

  app.on('second-instance', () => {
    if (window.isDestroyed()) window = open();
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) window = open();
  });
  app.on('window-all-closed', () => app.quit());
  let closed = false;
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void workstation.close().finally(() => {
      closed = true;
      app.quit();
    });
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
  await addDatasets(workstation, options.datasets, (sentence) => console.error(sentence));
}

if (app.requestSingleInstanceLock()) {
  start().catch((error: unknown) => {
    console.error(error);
    app.exit(1);
  });
} else {
  console.log(`Foresight is already open on ${options.workspaceFolder}: its window was brought to the front.`);
  app.exit(0);
}
