import { useEffect } from 'react';
import { useClipOrder } from '../../review/clip-order.ts';
import { useSession } from '../../state/session.ts';

/** Opens the first clip of the list where Review is entered with none. */
export function useFirstClip(): void {
  const none = useSession((s) => s.view === 'review' && s.clipId === null);
  const { clips, pages } = useClipOrder();
  // While another filter's list is on its way, the one before it still stands.
  const first = pages.isPlaceholderData ? undefined : clips.at(0)?.clipId;
  useEffect(() => {
    if (none && first !== undefined) useSession.getState().openClip(first);
  }, [none, first]);
}
