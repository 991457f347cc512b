import { BrowserWindow, screen } from 'electron';
import { readFileSync, writeFileSync } from 'node:fs';
import { SAFE_PREFERENCES } from './window-preferences.ts';
import { PAGE_URL } from './page-origin.ts';
import {
  MIN_HEIGHT,
  MIN_WIDTH,
  openingBounds,
  windowBoundsSchema,
  type Area,
  type WindowBounds,
} from './window-bounds.ts';

function remembered(file: string): WindowBounds | null {
  try {
    return windowBoundsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // None yet, or from another version: the default bounds do.
    return null;
  }
}

const screens = (): [Area, ...Area[]] => {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
  return [primary.workArea, ...others.map((display) => display.workArea)];
};

/** Opens the workstation's window where it was last; the page draws its own title bar. */
export function openMainWindow(options: { boundsFile: string; preloadFile: string }): BrowserWindow {
  const bounds = openingBounds(remembered(options.boundsFile), screens());
  const window = new BrowserWindow({
    x: bounds.x,
    y: bounds.y,
    width: bounds.width,
    height: bounds.height,
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    frame: false,
    show: false,
    title: 'Foresight',
    backgroundColor: '#0A0B0D',
    webPreferences: { ...SAFE_PREFERENCES, preload: options.preloadFile },
  });
  window.once('ready-to-show', () => {
    if (bounds.maximised) window.maximize();
    window.show();
  });
  window.on('close', () => {
    const now: WindowBounds = { ...window.getNormalBounds(), maximised: window.isMaximized() };
    try {
      writeFileSync(options.boundsFile, JSON.stringify(now));
    } catch {
      // A full or read-only disk costs the place of the window, nothing else.
    }
  });
  void window.loadURL(PAGE_URL);
  return window;
}
