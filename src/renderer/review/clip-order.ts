import { create } from 'zustand';
import { useEffect, useMemo } from 'react';
import type { ClipId, ClipSort, ClipSummary } from '../../shared/domain/clip.ts';
import type { ScoreInfo } from '../../shared/domain/score.ts';
import { useShallow } from 'zustand/react/shallow';
import { useClipPages } from '../state/queries.ts';
import { useSession } from '../state/session.ts';

const PAGE = 100;

/** Where the open clip stood in the list when it was last in it: a clip that the filter drops leaves its place behind. */
const usePlace = create<{ index: number }>()(() => ({ index: -1 }));

const noClips: ClipSummary[] = [];

/** The clips under review in the order of the list, as far as they are loaded. */
export function useClipOrder() {
  const { filter, sort, metric, runA, runB } = useSession(
    useShallow(({ filter, sort, metric, runA, runB }) => ({ filter, sort, metric, runA, runB })),
  );
  const pages = useClipPages({ filter, sort, scores: { metric, runA, runB }, limit: PAGE });
  const clips = useMemo(() => pages.data?.pages.flatMap((p) => p.clips) ?? noClips, [pages.data]);
  return { pages, clips, total: pages.data?.pages[0]?.total ?? 0 };
}

/** Index of the clip to open next to `clipId`; when the list no longer holds it, the one that took its place. −1: none there. */
export function neighbourIndex(
  clips: readonly { clipId: ClipId }[],
  clipId: ClipId | null,
  lastIndex: number,
  direction: 1 | -1,
): number {
  const at = clips.findIndex((c) => c.clipId === clipId);
  const next = at >= 0 ? at + direction : direction > 0 ? Math.max(0, lastIndex) : lastIndex - 1;
  return next >= 0 && next < clips.length ? next : -1;
}

/** Remembers the open clip's place while it is in the list. */
export function useRememberedPlace(clips: readonly ClipSummary[], clipId: ClipId | null): void {
  useEffect(() => {
    const index = clips.findIndex((c) => c.clipId === clipId);
    if (index >= 0) usePlace.setState({ index });
  }, [clips, clipId]);
}

export const lastPlace = (): number => usePlace.getState().index;

export type ReviewOrder = 'delta' | 'score' | 'time';
const orderedBy = { delta: 'delta', score: 'scoreA', time: 'time' } as const;

/** The three orders of review, worst for A first at the first press, turned round at the next. */
export const reviewSort = (which: ReviewOrder, better: ScoreInfo['better'] | undefined): ClipSort => ({
  by: orderedBy[which],
  direction: which === 'time' || better === 'higher' ? 'ascending' : 'descending',
});

export function sortAgain(now: ClipSort, wanted: ClipSort): ClipSort {
  if (now.by !== wanted.by) return wanted;
  return { by: wanted.by, direction: now.direction === 'ascending' ? 'descending' : 'ascending' };
}
