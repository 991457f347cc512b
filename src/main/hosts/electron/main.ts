import { app, BrowserWindow, dialog, Menu, session } from 'electron';
import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { problemOf } from '../../../shared/domain/problem.ts';
import { openWorkstation } from '../../api/workstation.ts';
import { productFolder } from '../../runtime/product-folder.ts';
import { addAtStart, addDatasets } from '../add-datasets.ts';
import { readHostOptions } from '../host-options.ts';
import { buildAppMenu } from './app-menu.ts';
import { closeBeforeQuit } from './close-before-quit.ts';
import { hardenContents, hardenSession } from './harden.ts';
import { openMainWindow } from './main-window.ts';
import { servePages, claimScheme } from './page-protocol.ts';
import { servePorts } from './page-ports.ts';
import { printPdf } from './print-pdf.ts';
import { showReport } from './report-window.ts';
import { spawnUtility } from './utility-line.ts';

const { platform, env, argv } = process;
const options = readHostOptions(argv.slice(1), { platform, env, home: homedir(), cwd: process.cwd() });
/** What a second start hands to the first: the command line itself arrives there in another order. */
const sentDatasets = z.object({ datasets: z.array(z.string()) });

// Each workspace has a profile and a lock of its own: two workspaces may be open, one workspace only once.
const workspaceDigest = createHash('sha256').update(options.workspaceFolder).digest('hex').slice(0, 16);
app.setPath('userData', join(app.getPath('userData'), workspaceDigest));
// Every renderer sandboxed, whoever makes it; as root the system's sandbox cannot work and enabling it would end the app.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
claimScheme();

async function start(): Promise<void> {
  // The window comes up while the workspace opens.
  const opening = openWorkstation({
    workspaceFolder: options.workspaceFolder,
    host: 'electron',
    spawnInference: spawnUtility,
    printPdf,
  });
  await app.whenReady();
  Menu.setApplicationMenu(buildAppMenu(platform));
  hardenSession(session.defaultSession);
  hardenContents(showReport);
  servePages(session.defaultSession, opening, join(productFolder(), 'out/renderer'));
  servePorts(opening);
  const open = () =>
    openMainWindow({
      boundsFile: join(app.getPath('userData'), 'window.json'),
      preloadFile: join(productFolder(), 'out/preload/preload.cjs'),
    });
  let window = open();

  const workstation = await opening;
  process.on('unhandledRejection', (error) => workstation.log.fault('unhandled rejection', error));

  const tell = (sentence: string) => console.error(sentence);
  app.on('second-instance', (_event, _args, _cwd, sent) => {
    if (window.isDestroyed()) window = open();
    if (window.isMinimized()) window.restore();
    window.focus();
    void addDatasets(workstation, sentDatasets.parse(sent).datasets, tell);
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) window = open();
  });
  closeBeforeQuit(workstation);
  await addAtStart(workstation, options, tell);
}

if (app.requestSingleInstanceLock({ datasets: options.datasets } satisfies z.infer<typeof sentDatasets>)) {
  start().catch((error: unknown) => {
    console.error(error);
    dialog.showErrorBox('Foresight could not start', problemOf(error).whatHappened);
    app.exit(1);
  });
} else {
  console.log(`Foresight is already open on ${options.workspaceFolder}: its window was brought to the front.`);
  app.exit(0);
}
