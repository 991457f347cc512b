import { Minus, Square, X } from 'lucide-react';
import { api } from '../../state/connection.ts';
import { useAppInfo } from '../../state/queries.ts';
import { IconButton } from '../icon-button.tsx';
import { attempt } from '../notices.ts';

/** The buttons of the frameless window, where the window is ours to move. */
export function WindowControls() {
  const { data: info } = useAppInfo();
  if (info?.can.windowControls !== true) return null;
  const act = (action: 'minimise' | 'toggle-maximise' | 'close') => () => attempt(() => api.app.window({ action }));
  return (
    <div className="window-controls">
      <IconButton icon={Minus} label="Minimise the window" onClick={act('minimise')} />
      <IconButton icon={Square} size={12} label="Maximise the window, or back" onClick={act('toggle-maximise')} />
      <IconButton icon={X} label="Close the window" onClick={act('close')} />
    </div>
  );
}
