import { useEffect } from 'react';
import {
  clipOptions,
  mapOptions,
  predictionsOptions,
  queryClient,
  reviewOptions,
  scoresOptions,
  useClipDetail,
} from '../state/queries.ts';
import { useScoredRunIds } from '../score/shown-scores.ts';
import { useSession, useShownRuns } from '../state/session.ts';
import { useClipOrder } from './clip-order.ts';

/** Neighbours by distance in the list: the next ones first, since review goes down the list. */
const AHEAD = [1, 2, -1];

/** Fetches what the neighbours of the open clip need, once the open clip itself is there, so that switching waits for nothing. */
export function usePrefetchedNeighbours(): void {
  const clipId = useSession((s) => s.clipId);
  const inReview = useSession((s) => s.view === 'review');
  const { clips } = useClipOrder();
  const shown = useShownRuns();
  const { ids, reference } = useScoredRunIds();
  const opened = useClipDetail(clipId).isSuccess;
  useEffect(() => {
    if (!opened || !inReview) return;
    const at = clips.findIndex((c) => c.clipId === clipId);
    if (at < 0) return;
    for (const step of AHEAD) {
      const neighbour = clips[at + step];
      // Lists end; an index outside them has no clip.
      if (!neighbour) continue;
      void queryClient.prefetchQuery(clipOptions(neighbour.clipId));
      void queryClient.prefetchQuery(reviewOptions(neighbour.clipId));
      void queryClient.prefetchQuery(mapOptions(neighbour.clipId));
      const runIds = shown.map((s) => s.runId);
      if (runIds.length > 0) void queryClient.prefetchQuery(predictionsOptions(neighbour.clipId, runIds));
      if (reference) void queryClient.prefetchQuery(predictionsOptions(neighbour.clipId, [reference.runId]));
      if (ids.length > 0) void queryClient.prefetchQuery(scoresOptions(neighbour.clipId, ids));
    }
  }, [opened, inReview, clips, clipId, shown, ids, reference]);
}
