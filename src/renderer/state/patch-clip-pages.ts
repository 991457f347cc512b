import type { InfiniteData } from '@tanstack/react-query';
import type { ClipFilter, ClipId, ClipPage, ClipPageQuery, ClipSummary } from '../../shared/domain/clip.ts';

/** Loaded pages of a list of clips. */
export type ClipPages = InfiniteData<ClipPage, string | null>;
/** The list that the pages belong to. */
export type ClipList = Omit<ClipPageQuery, 'after'>;

/** More changed clips than this are cheaper as a new list. */
const MOST_ROWS = 100;

/** The question for the rows of `changed` in a list as they are now; null where the list has to be read anew. */
export function changedRowsQuery(list: ClipList, changed: readonly ClipId[]): ClipPageQuery | null {
  if (changed.length === 0 || changed.length > MOST_ROWS || list.sort.by === 'tagCount') return null;
  const within = list.filter.clipIds;
  const clipIds = within === undefined ? [...changed] : changed.filter((id) => within.includes(id));
  const filter: ClipFilter = { ...list.filter, clipIds };
  return { ...list, filter, after: null, limit: MOST_ROWS };
}

/**
 * Loaded pages with the rows of `changed` as they are `now`: replaced in place, or dropped where the filter no longer lets
 * them through. Null where only a new reading tells: a clip came into the list, or one changed that is not loaded.
 */
export function patchClipPages(
  pages: ClipPages,
  changed: readonly ClipId[],
  now: readonly ClipSummary[],
): ClipPages | null {
  const rows = new Map(now.map((clip) => [clip.clipId, clip]));
  const loaded = new Set(pages.pages.flatMap((page) => page.clips.map((clip) => clip.clipId)));
  if (now.some((clip) => !loaded.has(clip.clipId))) return null;
  // A clip further down may have left the list: then the total is not known.
  const isWhole = pages.pages.at(-1)?.next === null;
  if (!isWhole && changed.some((id) => !loaded.has(id))) return null;
  const dropped = changed.filter((id) => loaded.has(id) && !rows.has(id));
  const out = new Set(dropped);
  return {
    ...pages,
    pages: pages.pages.map((page) => ({
      ...page,
      total: page.total - dropped.length,
      clips: page.clips.flatMap((clip) => (out.has(clip.clipId) ? [] : [rows.get(clip.clipId) ?? clip])),
    })),
  };
}
