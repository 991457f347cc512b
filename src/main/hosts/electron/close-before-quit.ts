import { app } from 'electron';
import type { Workstation } from '../../api/workstation.ts';

/** Whatever ends the app (last window, menu, signal), jobs and processes are stopped and the workspace is closed first. */
export function closeBeforeQuit(workstation: Workstation): void {
  let closed = false;
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void workstation.close().finally(() => {
      closed = true;
      app.quit();
    });
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
}
