import type { IDockviewPanelProps } from 'dockview-react';
import { useCallback, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useSession } from '../../state/session.ts';
import { PanelHostContext } from '../panel-host.ts';
import { useDockSlots } from './dock-slots.ts';

/** Gives a panel in the dock its place for the header and tells it whether it can be seen. */
export function DockedPanel({ api, children }: Pick<IDockviewPanelProps, 'api'> & { children: ReactNode }) {
  const groupId = useSyncExternalStore(
    useCallback((changed) => disposing(api.onDidGroupChange(changed)), [api]),
    () => api.group.id,
  );
  const inFront = useSyncExternalStore(
    useCallback((changed) => disposing(api.onDidVisibilityChange(changed)), [api]),
    () => api.isVisible,
  );
  const windowShown = useSyncExternalStore(watchWindow, () => document.visibilityState === 'visible');
  const viewShown = useSession((s) => s.view === 'review');
  const header = useDockSlots((s) => s.groups[groupId]);
  // Panels behind another tab keep their header, out of sight.
  const [aside] = useState(() => ({ lead: document.createElement('div'), trail: document.createElement('div') }));
  const lead = (inFront ? header?.lead : undefined) ?? aside.lead;
  const trail = (inFront ? header?.trail : undefined) ?? aside.trail;
  const host = useMemo(
    () => ({ slots: { lead, trail }, visible: inFront && windowShown && viewShown }),
    [lead, trail, inFront, windowShown, viewShown],
  );
  return <PanelHostContext value={host}>{children}</PanelHostContext>;
}

const disposing = (subscription: { dispose: () => void }) => () => subscription.dispose();

function watchWindow(changed: () => void): () => void {
  document.addEventListener('visibilitychange', changed);
  return () => document.removeEventListener('visibilitychange', changed);
}
