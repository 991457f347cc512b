import { Menu, type BaseWindow, type BrowserWindow, type MenuItemConstructorOptions } from 'electron';
import { nextZoom } from './zoom.ts';

type Click = NonNullable<MenuItemConstructorOptions['click']>;

const zoom =
  (direction: 'in' | 'out' | 'whole'): Click =>
  (_item, window) => {
    const contents = hasContents(window) ? window.webContents : null;
    contents?.setZoomFactor(direction === 'whole' ? 1 : nextZoom(contents.getZoomFactor(), direction));
  };

const hasContents = (window: BaseWindow | undefined): window is BrowserWindow =>
  window !== undefined && 'webContents' in window;

/**
 * The application menu. The frameless window shows none outside macOS: it is there for its keys. Everything of the
 * workstation itself is a command of the page.
 */
export function buildAppMenu(platform: NodeJS.Platform): Menu {
  const view: MenuItemConstructorOptions = {
    label: 'View',
    submenu: [
      { label: 'Larger', accelerator: 'CommandOrControl+Plus', click: zoom('in') },
      { label: 'Larger', accelerator: 'CommandOrControl+=', click: zoom('in'), visible: false },
      { label: 'Smaller', accelerator: 'CommandOrControl+-', click: zoom('out') },
      { label: 'Actual size', accelerator: 'CommandOrControl+0', click: zoom('whole') },
      { role: 'togglefullscreen' },
    ],
  };
  const template: MenuItemConstructorOptions[] =
    platform === 'darwin' ? [{ role: 'appMenu' }, { role: 'editMenu' }, view, { role: 'windowMenu' }] : [view];
  return Menu.buildFromTemplate(template);
}
