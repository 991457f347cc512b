import { metricInfoOf } from '../../shared/domain/score.ts';
import { useClipDetail, useRuns } from '../state/queries.ts';
import { useSession, useShownRuns } from '../state/session.ts';
import { Panel } from '../ui/panel.tsx';
import { Empty, Loading } from '../ui/states.tsx';
import { ClipScore } from './clip-score.tsx';
import { NoRuns } from './no-runs.tsx';
import { SetSummary } from './set-summary.tsx';
import './score.css';

/** Scores of the shown runs on the open clip and over the filtered clips. */
export function ScorePanel() {
  const clipId = useSession((s) => s.clipId);
  const metric = useSession((s) => s.metric);
  const shown = useShownRuns();
  const { data: clip } = useClipDetail(clipId);
  const { data: runs } = useRuns();
  const info = metricInfoOf(metric);
  return (
    <Panel
      title="Score"
      fact={info ? `${info.title}, clip mean, ${info.unit === 'share' ? '%' : 'm'}` : metric}
      className="score-panel"
    >
      {!runs ? (
        <Loading what="Reading the runs" rows={5} />
      ) : shown.length === 0 || !info ? (
        <NoRuns runs={runs} />
      ) : (
        <div className="score selectable">
          {clip ? <ClipScore clip={clip} info={info} /> : clipId === null ? <Empty>No clip is open.</Empty> : null}
          <SetSummary info={info} />
        </div>
      )}
    </Panel>
  );
}
