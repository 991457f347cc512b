import { useEffect } from 'react';
import { announceJobs } from './jobs/announce-jobs.ts';
import { useDefaultRuns } from './review/default-runs.ts';
import { useDefaultMetric } from './score/default-metric.ts';
import { useHistoryCommands } from './review/tag-commands.ts';
import { useStoredSettings } from './settings/use-stored-settings.ts';
import { useClock } from './state/clock.ts';
import { useConnection } from './state/connection.ts';
import { useLive } from './state/live.ts';
import { useDatasets } from './state/queries.ts';
import { useSession } from './state/session.ts';
import { useAppCommands } from './ui/app-commands.ts';
import './ui/base.css';
import { startKeyDispatcher } from './ui/keys/dispatcher.ts';
import { NoticeStack } from './ui/notice-stack.tsx';
import { Overlays } from './ui/overlays.tsx';
import { announceWorkspace } from './ui/shell/announce-workspace.ts';
import { NotLetIn } from './ui/shell/not-let-in.tsx';
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
  const datasets = useDatasets().data;
  // Until it is known, as most often: so that nothing jumps.
  const hasData = !blocked && datasets?.length !== 0;
  useEffect(startKeyDispatcher, []);
  useEffect(announceJobs, []);
  useEffect(announceWorkspace, []);
  useAppCommands(hasData);
  useHistoryCommands();
  useDefaultRuns(ready);
  useDefaultMetric(ready);
  usePauseWhereUnseen();
  return (
    <TooltipProvider>
      <div className="shell">
        <TitleBar hasData={hasData} />
        <div className="shell-middle">
          <Rail hasData={hasData} />
          <main className="shell-view">
            <View ready={ready} blocked={blocked} />
          </main>
        </div>
        <StatusBar />
      </div>
      <Overlays />
      <NoticeStack />
    </TooltipProvider>
  );
}

function View({ ready, blocked }: { ready: boolean; blocked: boolean }) {
  const refusal = useConnection((s) => (s.opened === 0 ? s.refusal : null));
  if (refusal !== null) return <NotLetIn refusal={refusal} />;
  return blocked ? <WorkspaceBlocked /> : <Views ready={ready} />;
}

/** The clock does not run on where nobody looks. */
function usePauseWhereUnseen(): void {
  const away = useSession((s) => s.view !== 'review' && s.view !== 'compare');
  useEffect(() => {
    if (away) useClock.getState().pause();
  }, [away]);
}
