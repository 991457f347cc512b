import { Check, CloudOff, Lock } from 'lucide-react';
import { api, useConnection } from '../../state/connection.ts';
import { useLive } from '../../state/live.ts';
import { Button } from '../button.tsx';
import { announce, attempt } from '../notices.ts';
import { Tooltip } from '../tooltip.tsx';

/** Whether a workspace that is shown for reading can be written now. */
const lookAgain = () =>
  attempt(async () => {
    const workspace = await api.workspace.recover({ choice: 'look-again' });
    useLive.setState({ workspace });
    if (workspace.status === 'open') announce('The workspace is open, edits are saved');
    if (workspace.status === 'read-only') announce('Still for reading only');
  });

/** `Saved`, or why edits are not possible now. Edits are durable before they are shown, so there is no third state. */
export function SavedState() {
  const status = useConnection((s) => s.status);
  const workspace = useLive((s) => s.workspace);
  if (status === 'lost')
    return (
      <Said icon={CloudOff} tone="half" detail="Edits wait until the workstation answers again.">
        Not connected
      </Said>
    );
  if (!workspace) return null;
  if (workspace.status !== 'open')
    return (
      <>
        <Said icon={Lock} tone="half" detail={workspace.problem?.whatHappened ?? 'Edits are refused.'}>
          {workspace.status === 'read-only' ? 'Read only' : 'Blocked'}
        </Said>
        {workspace.status === 'read-only' && workspace.choices.includes('look-again') && (
          <Button tone="quiet" onClick={lookAgain}>
            Look again
          </Button>
        )}
      </>
    );
  return (
    <Said icon={Check} tone="quiet" detail="Every edit is on disk before it is shown.">
      Saved
    </Said>
  );
}

function Said({
  icon: Icon,
  tone,
  detail,
  children,
}: {
  icon: typeof Check;
  tone: 'quiet' | 'half';
  detail: string;
  children: string;
}) {
  return (
    <Tooltip label={children} detail={detail}>
      <span className="saved-state" data-tone={tone} role="status">
        <Icon size={13} strokeWidth={1.75} aria-hidden />
        {children}
      </span>
    </Tooltip>
  );
}
