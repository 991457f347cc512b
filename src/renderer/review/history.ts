import type { ClipDetail } from '../../shared/domain/clip.ts';
import type { HistoryStep } from '../../shared/domain/tag.ts';
import { api } from '../state/connection.ts';
import { clipOptions, queryClient } from '../state/queries.ts';
import { useSession } from '../state/session.ts';
import { announce, reportError } from '../ui/notices.ts';
import { inOrder } from './edits.ts';

async function step(call: () => Promise<HistoryStep | null>, done: string, nothing: string) {
  try {
    const made = await inOrder(call);
    announce(made ? `${done}: ${made.label}${await goTo(made.clipId)}` : nothing);
  } catch (error) {
    reportError(error);
  }
}

/** Opens the clip that a step changed, where clips are reviewed, so that it is seen; what to add about that in words. */
async function goTo(clipId: string | null): Promise<string> {
  const session = useSession.getState();
  if (clipId === null || clipId === session.clipId) return '';
  // A clip that was shown is known, even while it is fetched anew; another fetch of it could be called off.
  const { queryKey } = clipOptions(clipId);
  const clip =
    queryClient.getQueryData<ClipDetail>(queryKey) ??
    (await queryClient.fetchQuery(clipOptions(clipId)).catch(() => null));
  // Its data set may be gone; what was undone is undone nevertheless.
  if (!clip) return '';
  if (session.view === 'review') session.openClip(clipId);
  return `, ${clip.name}`;
}

/** Takes the last edit of the workspace back, after every edit that is already painted, shows its clip and says which it was. */
export const undo = () => step(() => api.review.undo(), 'Undone', 'Nothing to undo');
/** Makes the last undone edit again. */
export const redo = () => step(() => api.review.redo(), 'Redone', 'Nothing to redo');
