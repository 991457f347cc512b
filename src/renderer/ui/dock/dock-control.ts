import type { DockviewApi } from 'dockview-react';
import { create } from 'zustand';
import type { ReviewPanelId } from '../../state/layout.ts';

interface DockControl {
  dock: DockviewApi | null;
  /** Puts the default layout of the present window size back. */
  reset: () => void;
}

/** The review dock while it is mounted. */
export const useDockControl = create<DockControl>()(() => ({ dock: null, reset: () => undefined }));

/** Brings a panel to the front of its tabs. */
export const showPanel = (id: ReviewPanelId): void => useDockControl.getState().dock?.getPanel(id)?.api.setActive();

/** Lets a panel fill the view, or gives it its place back. */
export function toggleMaximised(id: ReviewPanelId): void {
  const panel = useDockControl.getState().dock?.getPanel(id);
  if (!panel) return;
  if (panel.api.isMaximized()) panel.api.exitMaximized();
  else {
    panel.api.setActive();
    panel.api.maximize();
  }
}
