/** The window that calls, where the host can do something with it: Electron's, not a browser's. */
export interface CallingWindow {
  control(action: 'minimise' | 'toggle-maximise' | 'close'): void;
  /** The system's folder picker over this window; null when cancelled. */
  pickFolder(title: string): Promise<string | null>;
}

/** What a host tells about each caller. */
export interface CallerContext {
  window: CallingWindow | null;
}
