import { Play, SquarePlay, X } from 'lucide-react';
import type { ClipId } from '../../shared/domain/clip.ts';
import { useProgress } from '../state/queries.ts';
import { useSession } from '../state/session.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { count, plural } from '../ui/numbers.ts';
import { openOverlay } from '../ui/overlay-state.ts';
import { clearSelection, useSelection } from './selection.ts';

/** How much is reviewed, and what can be done with the chosen clips, or with all that pass. */
export function ClipsFooter({ total, first }: { total: number; first: ClipId | null }) {
  const filter = useSession((s) => s.filter);
  const progress = useProgress(filter).data;
  const { chosen, active } = useSelection();
  const some = chosen.size > 0;
  const open = active ?? (some ? [...chosen][0] : first);
  return (
    <>
      {progress && (
        <>
          <span>Reviewed</span>
          <span className="lib-reviewed-bar" aria-hidden>
            <span style={{ width: `${String((100 * progress.reviewed) / Math.max(1, progress.total))}%` }} />
          </span>
          <span className="mono">
            {count(progress.reviewed)} / {count(progress.total)}
          </span>
        </>
      )}
      <span className="panel-space" />
      {some && (
        <>
          <span>{plural(chosen.size, 'clip')} chosen</span>
          <IconButton icon={X} size={13} label="Choose none" onClick={clearSelection} />
        </>
      )}
      <Button
        icon={Play}
        disabledReason={total === 0 ? 'No clips to run on.' : null}
        onClick={() =>
          openOverlay({
            kind: 'run-model',
            filter: some ? { clipIds: [...chosen] } : filter,
            clips: some ? chosen.size : total,
          })
        }
      >
        Run a model on {some ? 'these' : plural(total, 'clip')}
      </Button>
      <Button
        icon={SquarePlay}
        tone="main"
        disabledReason={open === null ? 'No clip to open.' : null}
        onClick={() => open !== null && useSession.getState().openClip(open)}
      >
        Open in Review
      </Button>
    </>
  );
}
