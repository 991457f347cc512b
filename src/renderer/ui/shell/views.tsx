import { lazy, Suspense, useEffect, useState } from 'react';
import { CompareView } from '../../compare/compare-view.tsx';
import { JobsView } from '../../jobs/jobs-view.tsx';
import { LabView } from '../../lab/lab-view.tsx';
import { LibraryView } from '../../library/library-view.tsx';
import { Welcome } from '../../library/welcome.tsx';
import { ReportsView } from '../../reports/reports-view.tsx';
import { ReviewControls } from '../../review/review-controls.tsx';
import { useRunCommands } from '../../review/run-commands.ts';
import { SettingsView } from '../../settings/settings-view.tsx';
import { useDatasets } from '../../state/queries.ts';
import { useSession } from '../../state/session.ts';
import { Loading, ProblemCard } from '../states.tsx';
import { problemOf } from '../../../shared/domain/problem.ts';
import { Button } from '../button.tsx';
import { shownView } from './shown-view.ts';

/** Docking, cameras and the bird's eye are half of the window's code: the library does not wait for them. */
const loadReviewDock = () => import('../dock/review-dock.tsx');
const ReviewDock = lazy(async () => ({ default: (await loadReviewDock()).ReviewDock }));

/** The view in front. Review, once opened, stays mounted behind the others: its pictures and its place are kept. */
export function Views({ ready }: { ready: boolean }) {
  const datasets = useDatasets();
  const wanted = useSession((s) => s.view);
  const hasData = (datasets.data?.length ?? 0) > 0;
  const view = shownView(wanted, hasData);
  const [reviewed, setReviewed] = useState(false);
  if (view === 'review' && !reviewed) setReviewed(true);
  useRunCommands();
  const opened = datasets.isSuccess;
  useEffect(() => {
    if (!opened) return;
    // Once the first clips are on screen: evaluating it takes a while.
    const later = setTimeout(() => void loadReviewDock(), 1500);
    return () => clearTimeout(later);
  }, [opened]);

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
      {(reviewed || view === 'compare') && hasData && <ReviewControls />}
      {reviewed && hasData && (
        <div className="view" inert={view !== 'review'}>
          <Suspense fallback={<Loading what="Opening the viewer" />}>
            <ReviewDock />
          </Suspense>
        </div>
      )}
      {view === 'library' && (hasData ? <LibraryView /> : <Welcome />)}
      {view === 'compare' && <CompareView />}
      {view === 'lab' && <LabView />}
      {view === 'reports' && <ReportsView />}
      {view === 'jobs' && <JobsView />}
      {view === 'settings' && <SettingsView />}
    </>
  );
}
