import type { WebPreferences } from 'electron';

/** Preferences of every window. What is Electron's default already is set all the same: a test reads it back. */
export const SAFE_PREFERENCES = {
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  contextIsolation: true,
  sandbox: true,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  plugins: false,
  navigateOnDragDrop: false,
  spellcheck: false,
} as const satisfies WebPreferences;

/** A window that shows a built report: no preload, no script. */
export const REPORT_PREFERENCES = { ...SAFE_PREFERENCES, javascript: false } as const satisfies WebPreferences;
