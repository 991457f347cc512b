import { scoreInfoOf } from '../../shared/domain/score.ts';
import { useClipDetail, useRuns } from '../state/queries.ts';
import { useSession, useShownRuns } from '../state/session.ts';
import { Panel } from '../ui/panel.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { SeriesKey } from '../ui/series-key.tsx';
import { Empty, Loading } from '../ui/states.tsx';
import { ClipScore } from './clip-score.tsx';
import { MetricSelect } from './metric-select.tsx';
import { NoRuns } from './no-runs.tsx';
import { PdmClipScore } from './pdm/pdm-clip-score.tsx';
import { selectPart, usePdmFocus } from './pdm/pdm-focus.ts';
import { SetSummary } from './set-summary.tsx';
import './score.css';
import { VideoClipScore } from './video-clip-score.tsx';

/** Scores of the shown runs on the open clip and over the filtered clips. */
export function ScorePanel() {
  const clipId = useSession((s) => s.clipId);
  const metric = useSession((s) => s.metric);
  const shown = useShownRuns();
  const { data: clip } = useClipDetail(clipId);
  const { data: runs } = useRuns();
  const info = scoreInfoOf(metric);
  const hasScores = runs !== undefined && shown.length > 0;
  return (
    <Panel
      title="Score"
      fact={hasScores ? <MetricSelect /> : undefined}
      actions={hasScores && info?.family === 'pdm' && <TakenApart />}
      className="score-panel"
    >
      {!runs ? (
        <Loading what="Reading the runs" rows={5} />
      ) : shown.length === 0 || !info ? (
        <NoRuns runs={runs} />
      ) : (
        <div className="score selectable">
          {clip && info.family === 'pdm' && <PdmClipScore clip={clip} info={info} />}
          {clip && info.family === 'displacement' && <ClipScore clip={clip} info={info} />}
          {clip && info.family === 'video' && <VideoClipScore clip={clip} info={info} />}
          {clipId === null && <Empty>No clip is open.</Empty>}
          <SetSummary info={info} />
        </div>
      )}
    </Panel>
  );
}

/** Which of A and B is taken apart; further runs are chosen in the table below. */
function TakenApart() {
  const shown = useShownRuns();
  const letter = usePdmFocus((s) => s.letter);
  const pair = shown.filter((s) => s.letter === 'A' || s.letter === 'B' || s.letter === letter);
  if (pair.length < 2) return null;
  return (
    <Segmented
      label="Run whose score is taken apart"
      value={letter}
      options={pair.map((s) => ({ value: s.letter, label: <SeriesKey series={s.letter} />, name: s.letter }))}
      onChange={(next) => {
        selectPart(null, null);
        usePdmFocus.setState({ letter: next });
      }}
    />
  );
}
