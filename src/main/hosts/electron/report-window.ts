import { BrowserWindow } from 'electron';
import { REPORT_PREFERENCES } from './window-preferences.ts';

/** Shows a built report by its own address, in a window that can run no script. */
export function showReport(url: string): void {
  const window = new BrowserWindow({
    width: 1100,
    height: 900,
    title: 'Report',
    backgroundColor: '#FFFFFF',
    autoHideMenuBar: true,
    webPreferences: REPORT_PREFERENCES,
  });
  void window.loadURL(url);
}
