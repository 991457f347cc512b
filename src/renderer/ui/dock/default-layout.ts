import type { DockviewApi } from 'dockview-react';
import { defaultLayout, reviewPanels, type ReviewPanelId, type SizeClass } from '../../state/layout.ts';

const titles: Record<ReviewPanelId, string> = {
  clips: 'Clips',
  cameras: 'Cameras',
  birdsEye: 'Bird’s eye',
  score: 'Score',
  timeline: 'Timeline',
  guidance: 'Guidance',
  predictedVideo: 'Predicted video',
};

const panel = (id: ReviewPanelId) => ({
  id,
  component: id,
  title: titles[id],
  params: { grip: id === 'timeline' },
  minimumWidth: 160,
  minimumHeight: 90,
});

/** Clears the dock and builds the default layout of a size class in it. */
export function buildDefaultLayout(dock: DockviewApi, sizeClass: SizeClass): void {
  const layout = defaultLayout(sizeClass, dock.height, window.innerWidth);
  dock.clear();
  const [front, ...tabs] = layout.middle;
  dock.addPanel(panel(front));
  dock.addPanel({
    ...panel('timeline'),
    position: { referencePanel: front, direction: 'below' },
    initialHeight: layout.timelineHeight,
  });
  for (const id of tabs) dock.addPanel({ ...panel(id), position: { referencePanel: front }, inactive: true });
  if (layout.rightWidth !== null) {
    dock.addPanel({
      ...panel('birdsEye'),
      position: { referencePanel: front, direction: 'right' },
      initialWidth: layout.rightWidth,
    });
    dock.addPanel({ ...panel('score'), position: { referencePanel: 'birdsEye', direction: 'below' } });
    if (layout.guidanceWidth === null)
      dock.addPanel({ ...panel('guidance'), position: { referencePanel: 'score' }, inactive: true });
  }
  if (layout.videoHeight !== null)
    dock.addPanel({
      ...panel('predictedVideo'),
      position: { referencePanel: front, direction: 'below' },
      initialHeight: layout.videoHeight,
    });
  if (layout.guidanceWidth !== null)
    dock.addPanel({
      ...panel('guidance'),
      position: { referencePanel: 'predictedVideo', direction: 'right' },
      initialWidth: layout.guidanceWidth,
    });
  if (layout.listWidth !== null)
    dock.addPanel({ ...panel('clips'), position: { direction: 'left' }, initialWidth: layout.listWidth });
  applyDefaultSizes(dock, sizeClass);
}

/** Gives columns and rows their default sizes again, for a window that changed its size. */
export function applyDefaultSizes(dock: DockviewApi, sizeClass: SizeClass): void {
  const layout = defaultLayout(sizeClass, dock.height, window.innerWidth);
  dock.getPanel('timeline')?.api.setSize({ height: layout.timelineHeight });
  if (layout.videoHeight !== null) dock.getPanel('predictedVideo')?.api.setSize({ height: layout.videoHeight });
  if (layout.listWidth !== null) dock.getPanel('clips')?.api.setSize({ width: layout.listWidth });
  if (layout.rightWidth !== null) {
    const height = Math.round((dock.height - layout.timelineHeight) * layout.birdsEyeShare);
    dock.getPanel('birdsEye')?.api.setSize({ width: layout.rightWidth, height });
  }
  // After the columns: its own is cut from the middle one.
  if (layout.guidanceWidth !== null) dock.getPanel('guidance')?.api.setSize({ width: layout.guidanceWidth });
}

/**
 * Restores a stored layout; false where it is unreadable or lacks a panel. One stored before there was guidance or predicted
 * video gets them as tabs.
 */
export function restoreLayout(dock: DockviewApi, stored: unknown): boolean {
  if (typeof stored !== 'object' || stored === null || !('grid' in stored) || !('panels' in stored)) return false;
  try {
    dock.fromJSON(stored as Parameters<DockviewApi['fromJSON']>[0]);
  } catch {
    return false;
  }
  if (!dock.getPanel('guidance') && dock.getPanel('score'))
    dock.addPanel({ ...panel('guidance'), position: { referencePanel: 'score' }, inactive: true });
  if (!dock.getPanel('predictedVideo') && dock.getPanel('cameras'))
    dock.addPanel({ ...panel('predictedVideo'), position: { referencePanel: 'cameras' }, inactive: true });
  return dock.totalPanels === reviewPanels.length && reviewPanels.every((id) => dock.getPanel(id) !== undefined);
}
