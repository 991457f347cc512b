import { useMemo } from 'react';
import { scoreInfoOf } from '../../shared/domain/score.ts';
import { useSession } from '../state/session.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import { announce, reportError } from '../ui/notices.ts';
import {
  lastPlace,
  neighbourIndex,
  reviewSort,
  sortAgain,
  useClipOrder,
  useRememberedPlace,
  type ReviewOrder,
} from './clip-order.ts';
import { edits } from './edits.ts';
import { flushNote } from './note-draft.ts';
import { shownReview } from './open-review.ts';
import { announceSaved } from './tagging.ts';

/** Id of the list's filter field. */
export const FILTER_FIELD = 'review-filter';

const clips = (id: string, title: string, keys: readonly string[], run: () => void): Command => ({
  id: `list.${id}`,
  title,
  group: 'Clips',
  scope: 'list',
  keys,
  run,
});

const sortBy = (which: ReviewOrder) => () => {
  const { sort, metric, set } = useSession.getState();
  set({ sort: sortAgain(sort, reviewSort(which, scoreInfoOf(metric)?.better)) });
};

const fixedCommands: readonly Command[] = [
  clips('filter', 'Filter', ['/'], () => document.getElementById(FILTER_FIELD)?.focus()),
  clips('sort-delta', 'Sort by Δ', ['Alt+1'], sortBy('delta')),
  clips('sort-score', 'Sort by score of A', ['Alt+2'], sortBy('score')),
  clips('sort-time', 'Sort by time', ['Alt+3'], sortBy('time')),
];

/** The keys of the clip list: next, previous, filter, order, and done with a clip. */
export function useListCommands(): void {
  const { clips: order, pages } = useClipOrder();
  const clipId = useSession((s) => s.clipId);
  useRememberedPlace(order, clipId);
  const { fetchNextPage, hasNextPage } = pages;

  const commands = useMemo(() => {
    /** `reviewed` settles to true when the clip that is left became reviewed. */
    const step = async (direction: 1 | -1, reviewed: Promise<boolean> | null = null): Promise<void> => {
      flushNote();
      const { clipId: from, openClip } = useSession.getState();
      let next = order.at(neighbourIndex(order, from, lastPlace(), direction));
      if (neighbourIndex(order, from, lastPlace(), direction) < 0) {
        if (direction < 0 || !hasNextPage)
          return announce(
            `${(await reviewed) ? 'Reviewed. ' : ''}${direction < 0 ? 'First' : 'Last'} clip of the list`,
          );
        const loaded = await fetchNextPage().catch((error: unknown) => reportError(error));
        next = loaded?.data?.pages.flatMap((p) => p.clips).at(order.length);
      }
      if (next) openClip(next.clipId);
      if (await reviewed) announce('Reviewed');
    };
    return [
      ...fixedCommands,
      clips('next', 'Next clip', ['ArrowDown', 'N', ']'], () => void step(1)),
      clips('previous', 'Previous clip', ['ArrowUp', 'P', '['], () => void step(-1)),
      {
        ...clips('done', 'Done: reviewed, next clip', ['D'], () => {
          const { clipId: from } = useSession.getState();
          if (from === null) return;
          void step(1, shownReview(from).reviewed ? Promise.resolve(true) : edits.setReviewed(from, true));
        }),
        group: 'Judge',
      },
      {
        ...clips('not-done', 'Reviewed, or not', ['Shift+D'], () => {
          const { clipId: from } = useSession.getState();
          if (from === null) return;
          const reviewed = !shownReview(from).reviewed;
          announceSaved(edits.setReviewed(from, reviewed), reviewed ? 'Reviewed' : 'Not reviewed');
        }),
        group: 'Judge',
      },
    ];
  }, [order, fetchNextPage, hasNextPage]);
  useCommands(commands);
}
