import { useQuery } from '@tanstack/react-query';
import { useShallow } from 'zustand/react/shallow';
import type { ClipFilter, ClipId, ClipSummary } from '../../shared/domain/clip.ts';
import { scoreInfoOf } from '../../shared/domain/score.ts';
import { api } from '../state/connection.ts';
import { subjects, useTagTypes } from '../state/queries.ts';
import { useSession } from '../state/session.ts';
import { ClipRow } from './clip-row.tsx';

/** The filter that leaves of a list only one clip; null where the list is a choice of clips without it. */
export function onlyClip(filter: ClipFilter, clipId: ClipId): ClipFilter | null {
  if (filter.clipIds && !filter.clipIds.includes(clipId)) return null;
  return { ...filter, clipIds: [clipId] };
}

/** Whether the open clip is in the list further down than is loaded, or not in it at all, with its row. */
function useOpenClip(clipId: ClipId | null) {
  const { filter, sort, metric, runA, runB } = useSession(
    useShallow(({ filter, sort, metric, runA, runB }) => ({ filter, sort, metric, runA, runB })),
  );
  return useQuery({
    queryKey: [subjects.clipPages, 'open', clipId, filter, metric, runA, runB],
    queryFn: async ({ signal }) => {
      if (clipId === null) return null;
      const find = async (wanted: ClipFilter | null) => {
        if (wanted === null) return undefined;
        const scores = { metric, runA, runB };
        const page = await api.clips.page({ filter: wanted, sort, scores, after: null, limit: 1 }, { signal });
        return page.clips.at(0);
      };
      const listed = await find(onlyClip(filter, clipId));
      const clip = listed ?? (await find({ clipIds: [clipId] }));
      return clip ? { clip, listed: listed !== undefined } : null;
    },
    enabled: clipId !== null,
  });
}

/** The open clip above a list that does not show it: found by its name, it may lie further down or outside the filter. */
export function OpenClipRow({ clips }: { clips: readonly ClipSummary[] }) {
  const clipId = useSession((s) => s.clipId);
  const metric = useSession((s) => s.metric);
  const types = useTagTypes().data ?? [];
  const shown = clips.some((c) => c.clipId === clipId);
  const { data: open } = useOpenClip(shown ? null : clipId);
  if (shown || !open || open.clip.clipId !== clipId) return null;
  return (
    <section className="review-open-clip" aria-label="Open clip">
      <p>{open.listed ? 'Open, further down in this list' : 'Open, not in this filter'}</p>
      <div role="grid" aria-label="Open clip">
        <ClipRow
          id="clip-row-open"
          clip={open.clip}
          index={0}
          top={0}
          open
          types={types}
          metric={scoreInfoOf(metric)}
          fullDelta={Math.max(0.5, Math.abs(open.clip.delta ?? 0))}
        />
      </div>
    </section>
  );
}
