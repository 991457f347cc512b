import { useEffect } from 'react';
import { useHistoryCommands } from './review/tag-commands.ts';
import { useStoredSettings } from './settings/use-stored-settings.ts';
import { useClock } from './state/clock.ts';
import { useLive } from './state/live.ts';
import { useDatasets } from './state/queries.ts';
import { useSession } from './state/session.ts';
import { useAppCommands } from './ui/app-commands.ts';
import './ui/base.css';
import { startKeyDispatcher } from './ui/keys/dispatcher.ts';
import { NoticeStack } from './ui/notice-stack.tsx';
import { Overlays } from './ui/overlays.tsx';
import { Rail } from './ui/shell/rail.tsx';
import './ui/shell/shell.css';
import { StatusBar } from './ui/shell/status-bar.tsx';
import { TitleBar } from './ui/shell/title-bar.tsx';
import { Views } from './ui/shell/views.tsx';
import { WorkspaceBlocked } from './ui/shell/workspace-blocked.tsx';
import { TooltipProvider } from './ui/tooltip.tsx';

/** The window: title bar, rail, the view, status bar, and what floats over them. */
export function App() {
  const ready = useStoredSettings();
  const blocked = useLive((s) => s.workspace?.status === 'blocked');
  const hasData = (useDatasets().data?.length ?? 0) > 0;
  useEffect(startKeyDispatcher, []);
  useAppCommands(hasData);
  useHistoryCommands();
  usePauseOutsideReview();
  return (
    <TooltipProvider>
      <div className="shell">
        <TitleBar hasData={hasData} />
        <div className="shell-middle">
          <Rail hasData={hasData} />
          <main className="shell-view">{blocked ? <WorkspaceBlocked /> : <Views ready={ready} />}</main>
        </div>
        <StatusBar />
      </div>
      <Overlays />
      <NoticeStack />
    </TooltipProvider>
  );
}

/** The clock does not run on where nobody looks. */
function usePauseOutsideReview(): void {
  const away = useSession((s) => s.view !== 'review');
  useEffect(() => {
    if (away) useClock.getState().pause();
  }, [away]);
}
