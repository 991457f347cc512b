import type { IDockviewHeaderActionsProps, IDockviewPanelHeaderProps } from 'dockview-react';
import { GripVertical, Maximize2, Minimize2 } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { IconButton } from '../icon-button.tsx';
import { setDockSlot } from './dock-slots.ts';

/** A panel's title as its tab; panels whose header is a row of its own show a grip instead. */
export function DockTab({ api, params }: IDockviewPanelHeaderProps<{ grip?: boolean }>) {
  const title = api.title ?? '';
  return params.grip === true ? (
    <span className="dock-tab dock-tab-grip" aria-label={title}>
      <GripVertical size={12} strokeWidth={1.75} aria-hidden />
    </span>
  ) : (
    <span className="dock-tab">{title}</span>
  );
}

export function DockLead({ group }: IDockviewHeaderActionsProps) {
  const note = useCallback((element: HTMLElement | null) => setDockSlot(group.id, 'lead', element), [group.id]);
  return <div ref={note} className="dock-lead" />;
}

export function DockTrail({ group, containerApi, activePanel }: IDockviewHeaderActionsProps) {
  const note = useCallback((element: HTMLElement | null) => setDockSlot(group.id, 'trail', element), [group.id]);
  const [maximised, setMaximised] = useState(() => group.api.isMaximized());
  useEffect(() => {
    const subscription = containerApi.onDidMaximizedGroupChange(() => setMaximised(group.api.isMaximized()));
    return () => subscription.dispose();
  }, [containerApi, group]);
  return (
    <div className="dock-trail">
      <div ref={note} className="dock-trail-slot" />
      {activePanel?.id !== 'clips' && (
        <IconButton
          icon={maximised ? Minimize2 : Maximize2}
          size={13}
          label={maximised ? 'Give the panel its place back' : 'Let the panel fill the view'}
          onClick={() => (maximised ? group.api.exitMaximized() : group.api.maximize())}
        />
      )}
    </div>
  );
}
