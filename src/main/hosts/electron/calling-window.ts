import { dialog, type BrowserWindow } from 'electron';
import type { CallingWindow } from '../../api/caller.ts';

/** What a page may do with its own window. */
export const callingWindow = (window: BrowserWindow): CallingWindow => ({
  control(action) {
    if (window.isDestroyed()) return;
    if (action === 'minimise') window.minimize();
    else if (action === 'close') window.close();
    else if (window.isMaximized()) window.unmaximize();
    else window.maximize();
  },
  async pickFolder(title) {
    const { canceled, filePaths } = await dialog.showOpenDialog(window, { title, properties: ['openDirectory'] });
    return canceled ? null : (filePaths[0] ?? null);
  },
});
