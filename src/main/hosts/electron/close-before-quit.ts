import { app } from 'electron';
import type { Workstation } from '../../api/workstation.ts';

/** Edits are on the disk as soon as they are shown: a job that will not stop must not keep the app open. */
const CLOSE_LIMIT_MS = 10_000;

/** Whatever ends the app (last window, menu, signal), jobs and processes are stopped and the workspace is closed first. */
export function closeBeforeQuit(workstation: Workstation): void {
  let closed = false;
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    const limit = new Promise((over) => setTimeout(over, CLOSE_LIMIT_MS));
    void Promise.race([workstation.close(), limit]).finally(() => {
      closed = true;
      app.quit();
    });
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
}
