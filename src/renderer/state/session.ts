import { create } from 'zustand';
import type { ClipFilter, ClipId, ClipSort } from '../../shared/domain/clip.ts';
import { DEFAULT_METRIC, type MetricKey } from '../../shared/domain/score.ts';

export const views = ['library', 'review', 'reports', 'jobs', 'settings'] as const;
export type View = (typeof views)[number];

/** What the engineer is looking at. Kept in the workspace settings and restored at the next start. */
export interface Session {
  view: View;
  clipId: ClipId | null;
  filter: ClipFilter;
  sort: ClipSort;
  metric: MetricKey;
  runA: string | null;
  runB: string | null;
  /** Further runs drawn beside A and B. */
  moreRuns: string[];
  /** In and out points of a span being marked, absolute µs. */
  spanIn: number | null;
  spanOut: number | null;
  /** Object under the pointer or chosen, by track id. */
  chosenTrack: string | null;
}

interface SessionActions {
  set(part: Partial<Session>): void;
  openClip(clipId: ClipId): void;
}

export const useSession = create<Session & SessionActions>()((set) => ({
  view: 'library',
  clipId: null,
  filter: {},
  sort: { by: 'name', direction: 'ascending' },
  metric: DEFAULT_METRIC,
  runA: null,
  runB: null,
  moreRuns: [],
  spanIn: null,
  spanOut: null,
  chosenTrack: null,
  set,
  openClip: (clipId) => set({ clipId, view: 'review', spanIn: null, spanOut: null, chosenTrack: null }),
}));

/** All runs drawn on the clip, A first; each with its series letter. */
export const shownRuns = (s: Pick<Session, 'runA' | 'runB' | 'moreRuns'>): { runId: string; letter: 'A' | 'B' | 'C' | 'D' }[] => {
  const letters = ['A', 'B', 'C', 'D'] as const;
  return [s.runA, s.runB, ...s.moreRuns]
    .map((runId, i) => ({ runId, letter: letters[Math.min(i, 3)] }))
    .filter((r): r is { runId: string; letter: 'A' | 'B' | 'C' | 'D' } => r.runId !== null);
};
