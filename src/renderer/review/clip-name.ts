import type { ClipDetail, ClipId } from '../../shared/domain/clip.ts';
import { partsOfClipId } from '../../shared/domain/clip.ts';
import { keys, queryClient } from '../state/queries.ts';

/** A clip's short name as the list shows it; its token until the clip is loaded. */
export const clipName = (clipId: ClipId): string =>
  queryClient.getQueryData<ClipDetail>(keys.clip(clipId))?.name ?? partsOfClipId(clipId).token;
