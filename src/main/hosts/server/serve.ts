import { join } from 'node:path';
import { openWorkstation } from '../../api/workstation.ts';
import { chromiumPrinter } from '../../reports/files/chromium-pdf.ts';
import { productFolder } from '../../runtime/product-folder.ts';
import { addAtStart } from '../add-datasets.ts';
import type { HostOptions } from '../host-options.ts';
import { startServer, type RunningServer } from './server.ts';

/**
 * Opens a workspace and serves it on loopback. `tell` hears in words what the user should know: a workspace that another
 * instance has open, a data set that cannot be added.
 */
export async function serveWorkspace(options: HostOptions, tell: (sentence: string) => void): Promise<RunningServer> {
  const printPdf = chromiumPrinter();
  const workstation = await openWorkstation({
    workspaceFolder: options.workspaceFolder,
    host: 'server',
    ...(printPdf && { printPdf }),
  });
  const onUnhandled = (error: unknown) => workstation.log.fault('unhandled rejection', error);
  process.on('unhandledRejection', onUnhandled);
  const { problem } = workstation.workspace.state();
  if (problem) tell(`${problem.title}. ${problem.whatHappened} ${problem.whatToDo}`);
  const server = await startServer({
    workstation,
    pageFolder: join(productFolder(), 'out/renderer'),
    ...(options.port !== null && { port: options.port }),
  }).catch(async (error: unknown) => {
    await workstation.close();
    throw error;
  });
  // Not awaited: the window opens while the folder is looked at.
  void addAtStart(workstation, options, tell);
  return {
    ...server,
    async close() {
      await server.close();
      await workstation.close();
      process.off('unhandledRejection', onUnhandled);
    },
  };
}
