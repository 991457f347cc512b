import { create } from 'zustand';
import type { ClipFilter } from '../../shared/domain/clip.ts';
import type { Run } from '../../shared/domain/run.ts';

/** What floats over the window; one at a time. */
export type Overlay =
  | { kind: 'palette' }
  | { kind: 'keys'; remapping: boolean }
  | { kind: 'add-dataset'; path: string }
  | { kind: 'add-model' }
  | { kind: 'run-model'; filter: ClipFilter; clips: number }
  | { kind: 'new-report' }
  | { kind: 'import-scores' }
  | { kind: 'score-run'; run: Run };

export const useOverlay = create<{ overlay: Overlay | null }>()(() => ({ overlay: null }));

export const openOverlay = (overlay: Overlay): void => useOverlay.setState({ overlay });
export const closeOverlay = (): void => useOverlay.setState({ overlay: null });
