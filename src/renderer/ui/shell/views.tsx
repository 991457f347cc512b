import { useState } from 'react';
import { JobsView } from '../../jobs/jobs-view.tsx';
import { LibraryView } from '../../library/library-view.tsx';
import { Welcome } from '../../library/welcome.tsx';
import { ReportsView } from '../../reports/reports-view.tsx';
import { ReviewControls } from '../../review/review-controls.tsx';
import { SettingsView } from '../../settings/settings-view.tsx';
import { useDatasets } from '../../state/queries.ts';
import { useSession, type View } from '../../state/session.ts';
import { ReviewDock } from '../dock/review-dock.tsx';
import { Loading, ProblemCard } from '../states.tsx';
import { problemOf } from '../../../shared/domain/problem.ts';
import { Button } from '../button.tsx';

/** The view in front. Review, once opened, stays mounted behind the others: its pictures and its place are kept. */
export function Views({ ready }: { ready: boolean }) {
  const datasets = useDatasets();
  const wanted = useSession((s) => s.view);
  const hasData = (datasets.data?.length ?? 0) > 0;
  const view: View = hasData || (wanted !== 'review' && wanted !== 'reports') ? wanted : 'library';
  const [reviewed, setReviewed] = useState(false);
  if (view === 'review' && !reviewed) setReviewed(true);

  if (datasets.isError)
    return (
      <div className="view view-centre">
        <ProblemCard
          problem={problemOf(datasets.error)}
          actions={
            <Button tone="main" onClick={() => void datasets.refetch()}>
              Look again
            </Button>
          }
        />
      </div>
    );
  if (!ready || !datasets.data) return <Loading what="Opening the workspace" />;
  return (
    <>
      {reviewed && hasData && <ReviewControls />}
      {reviewed && hasData && (
        <div className="view" inert={view !== 'review'}>
          <ReviewDock />
        </div>
      )}
      {view === 'library' && (hasData ? <LibraryView /> : <Welcome />)}
      {view === 'reports' && <ReportsView />}
      {view === 'jobs' && <JobsView />}
      {view === 'settings' && <SettingsView />}
    </>
  );
}
