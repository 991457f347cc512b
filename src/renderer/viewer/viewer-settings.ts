import { z } from 'zod';
import { objectClasses } from '../../shared/domain/clip.ts';
import { useRemembered, type Remembered } from '../settings/remembered.ts';
import { mosaicLayouts } from './cameras/mosaic-layout.ts';
import { useViewer, type ViewerState } from './viewer-store.ts';

/** What is remembered of how the engineer looks at clips; anything unreadable counts as not stored. */
const storedSchema = z
  .object({
    layout: z.enum(mosaicLayouts),
    showBoxes: z.boolean(),
    showPaths: z.boolean(),
    hiddenClasses: z.array(z.enum(objectClasses)),
    showMap: z.boolean(),
    showLidar: z.boolean(),
    showLabels: z.boolean(),
    showVelocity: z.boolean(),
    showReference: z.boolean(),
  })
  .partial()
  .catch({});

const remembered = ({
  layout,
  showBoxes,
  showPaths,
  hiddenClasses,
  showMap,
  showLidar,
  showLabels,
  showVelocity,
  showReference,
}: ViewerState) => ({
  layout,
  showBoxes,
  showPaths,
  hiddenClasses,
  showMap,
  showLidar,
  showLabels,
  showVelocity,
  showReference,
});

/** The parts of a stored value that can be used. */
export const storedViewer = (value: unknown): Partial<ViewerState> => {
  const parsed = storedSchema.parse(value ?? {});
  return Object.fromEntries(Object.entries(parsed).filter(([, v]) => v !== undefined));
};

const viewer: Remembered<ViewerState> = { key: 'viewer', store: useViewer, read: storedViewer, pick: remembered };

/** Puts the remembered way of looking back once, and keeps it in the workspace from then on. */
export const useRememberedViewer = (): void => useRemembered(viewer);
