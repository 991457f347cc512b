import { Check, CloudOff, Lock } from 'lucide-react';
import { useConnection } from '../../state/connection.ts';
import { useLive } from '../../state/live.ts';
import { Tooltip } from '../tooltip.tsx';

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
      <Said icon={Lock} tone="half" detail={workspace.problem?.whatHappened ?? 'Edits are refused.'}>
        {workspace.status === 'read-only' ? 'Read only' : 'Blocked'}
      </Said>
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
