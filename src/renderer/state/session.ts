import { useMemo } from 'react';
import { create } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { ClipFilter, ClipId, ClipSort } from '../../shared/domain/clip.ts';
import { DEFAULT_METRIC, scoreInfoOf, type MetricKey } from '../../shared/domain/score.ts';
import { runLetters, type RunLetter } from '../../shared/domain/series.ts';

export const views = ['library', 'review', 'compare', 'lab', 'reports', 'jobs', 'settings'] as const;
export type View = (typeof views)[number];

/** What the engineer is looking at. Kept in the workspace settings and restored at the next start. */
export interface Session {
  view: View;
  clipId: ClipId | null;
  filter: ClipFilter;
  sort: ClipSort;
  metric: MetricKey;
  /** The user chose the metric; else it follows what the shown runs are scored by. */
  metricChosen: boolean;
  runA: string | null;
  runB: string | null;
  /** Further runs drawn beside A and B. */
  moreRuns: string[];
  /** The user chose to see no run; else the newest are shown where none is chosen. */
  showsNoRun: boolean;
  /** In and out points of a span being marked, absolute µs. */
  spanIn: number | null;
  spanOut: number | null;
  /** Object under the pointer or chosen, by track id. */
  chosenTrack: string | null;
}

interface SessionActions {
  set: (part: Partial<Session>) => void;
  openClip: (clipId: ClipId) => void;
}

/** A metric that is set counts as chosen; where its better side is the other one, a list by score stays worst or best first. */
export function withMetric(now: Pick<Session, 'metric' | 'sort'>, part: Partial<Session>): Partial<Session> {
  if (part.metric === undefined) return part;
  const { by, direction } = now.sort;
  const byScore = by === 'scoreA' || by === 'scoreB' || by === 'delta';
  const turns = byScore && scoreInfoOf(part.metric)?.better !== scoreInfoOf(now.metric)?.better;
  const sort: ClipSort = { by, direction: direction === 'ascending' ? 'descending' : 'ascending' };
  return { metricChosen: true, ...(turns ? { sort } : {}), ...part };
}

export const useSession = create<Session & SessionActions>()((set) => ({
  view: 'library',
  clipId: null,
  filter: {},
  sort: { by: 'name', direction: 'ascending' },
  metric: DEFAULT_METRIC,
  metricChosen: false,
  runA: null,
  runB: null,
  moreRuns: [],
  showsNoRun: false,
  spanIn: null,
  spanOut: null,
  chosenTrack: null,
  set: (part) => set((now) => withMetric(now, part)),
  openClip: (clipId) => set({ clipId, view: 'review', spanIn: null, spanOut: null, chosenTrack: null }),
}));

export interface ShownRun {
  runId: string;
  letter: RunLetter;
}

/** All runs drawn on the clip, A first, each with its letter; as many as there are letters. */
export const shownRuns = (s: Pick<Session, 'runA' | 'runB' | 'moreRuns'>): ShownRun[] =>
  [s.runA, s.runB, ...s.moreRuns]
    .slice(0, runLetters.length)
    .flatMap((runId, i) => (runId === null ? [] : [{ runId, letter: runLetters[i] }]));

/** The shown runs, the same list as long as the choice stays. */
export function useShownRuns(): readonly ShownRun[] {
  const { runA, runB, moreRuns } = useSession(useShallow(({ runA, runB, moreRuns }) => ({ runA, runB, moreRuns })));
  return useMemo(() => shownRuns({ runA, runB, moreRuns }), [runA, runB, moreRuns]);
}
