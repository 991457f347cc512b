import { useEffect } from 'react';
import { z } from 'zod';
import { objectClasses } from '../../shared/domain/clip.ts';
import { saveSetting } from '../settings/settings-store.ts';
import { useSettings } from '../state/queries.ts';
import { mosaicLayouts } from './cameras/mosaic-layout.ts';
import { useViewer, type ViewerState } from './viewer-store.ts';

const KEY = 'viewer';
const SAVE_AFTER_MS = 500;

/** What is remembered of how the engineer looks at clips; anything unreadable counts as not stored. */
const storedSchema = z
  .object({
    layout: z.enum(mosaicLayouts),
    showBoxes: z.boolean(),
    showPaths: z.boolean(),
    hiddenClasses: z.array(z.enum(objectClasses)),
    showMap: z.boolean(),
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
  showLabels,
  showVelocity,
  showReference,
}: ViewerState) => ({
  layout,
  showBoxes,
  showPaths,
  hiddenClasses,
  showMap,
  showLabels,
  showVelocity,
  showReference,
});

/** The parts of a stored value that can be used. */
export const storedViewer = (value: unknown): Partial<ViewerState> => {
  const parsed = storedSchema.parse(value ?? {});
  return Object.fromEntries(Object.entries(parsed).filter(([, v]) => v !== undefined));
};

let restored = false;

/** Puts the remembered way of looking back once, and keeps it in the workspace from then on. */
export function useRememberedViewer(): void {
  const { data } = useSettings();
  const ready = data !== undefined;
  const stored = data?.[KEY];
  useEffect(() => {
    if (!ready) return;
    if (!restored) useViewer.setState(storedViewer(stored));
    restored = true;
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what is stored counts once, at the start
  }, [ready]);
  useEffect(() => {
    if (!ready) return;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const stop = useViewer.subscribe((now, before) => {
      if (JSON.stringify(remembered(now)) === JSON.stringify(remembered(before))) return;
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(() => saveSetting(KEY, remembered(useViewer.getState())), SAVE_AFTER_MS);
    });
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [ready]);
}
