import type { DockviewApi } from 'dockview-react';
import { defaultLayout, reviewPanels, type ReviewPanelId, type SizeClass } from '../../state/layout.ts';

const titles: Record<ReviewPanelId, string> = {
  clips: 'Clips',
  cameras: 'Cameras',
  birdsEye: 'Bird’s eye',
  score: 'Score',
  timeline: 'Timeline',
  guidance: 'Guidance',
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
  const layout = defaultLayout(sizeClass, dock.height);
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
    if (layout.guidanceHeight === null)
      dock.addPanel({ ...panel('guidance'), position: { referencePanel: 'score' }, inactive: true });
  }
  if (layout.guidanceHeight !== null)
    dock.addPanel({
      ...panel('guidance'),
      position: { referencePanel: front, direction: 'below' },
      initialHeight: layout.guidanceHeight,
    });
  if (layout.listWidth !== null)
    dock.addPanel({ ...panel('clips'), position: { direction: 'left' }, initialWidth: layout.listWidth });
  applyDefaultSizes(dock, sizeClass);
}

/** Gives columns and rows their default sizes again, for a window that changed its size. */
export function applyDefaultSizes(dock: DockviewApi, sizeClass: SizeClass): void {
  const layout = defaultLayout(sizeClass, dock.height);
  dock.getPanel('timeline')?.api.setSize({ height: layout.timelineHeight });
  if (layout.guidanceHeight !== null) dock.getPanel('guidance')?.api.setSize({ height: layout.guidanceHeight });
  if (layout.listWidth !== null) dock.getPanel('clips')?.api.setSize({ width: layout.listWidth });
  if (layout.rightWidth !== null) {
    const height = Math.round((dock.height - layout.timelineHeight) * layout.birdsEyeShare);
    dock.getPanel('birdsEye')?.api.setSize({ width: layout.rightWidth, height });
  }
}

/** Restores a stored layout; false where it is unreadable or lacks a panel. One stored before there was guidance gets it as a tab. */
export function restoreLayout(dock: DockviewApi, stored: unknown): boolean {
  if (typeof stored !== 'object' || stored === null || !('grid' in stored) || !('panels' in stored)) return false;
  try {
    dock.fromJSON(stored as Parameters<DockviewApi['fromJSON']>[0]);
  } catch {
    return false;
  }
  if (!dock.getPanel('guidance') && dock.getPanel('score'))
    dock.addPanel({ ...panel('guidance'), position: { referencePanel: 'score' }, inactive: true });
  return dock.totalPanels === reviewPanels.length && reviewPanels.every((id) => dock.getPanel(id) !== undefined);
}
