import { useMemo } from 'react';
import type { ClipId } from '../../shared/domain/clip.ts';
import type { ClipReview } from '../../shared/domain/tag.ts';
import { keys, queryClient, useClipReview } from '../state/queries.ts';
import { pendingOf, useEdits } from './edits.ts';
import { painted } from './tag-painting.ts';

/** The review of a clip as it is painted: durable state with the edits under way over it. Undefined while loading. */
export function useShownReview(clipId: ClipId | null): ClipReview | undefined {
  const { data } = useClipReview(clipId);
  const pending = useEdits((s) => pendingOf(s, clipId));
  return useMemo(() => data && painted(data, pending), [data, pending]);
}

/** The same outside of components, for commands. */
export function shownReview(clipId: ClipId): ClipReview {
  const durable = queryClient.getQueryData<ClipReview>(keys.review(clipId));
  return painted(durable ?? { clipId, reviewed: false, note: '', tags: [] }, pendingOf(useEdits.getState(), clipId));
}
