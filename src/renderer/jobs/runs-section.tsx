import { Gauge } from 'lucide-react';
import { useState } from 'react';
import { twoStageScoresOf } from '../../shared/domain/pdm-two-stage.ts';
import type { Run } from '../../shared/domain/run.ts';
import { twoStageWords } from '../../shared/words/two-stage.ts';
import { api } from '../state/connection.ts';
import { useLive } from '../state/live.ts';
import { useRuns } from '../state/queries.ts';
import { useSession } from '../state/session.ts';
import { Button } from '../ui/button.tsx';
import { announce, attempt } from '../ui/notices.ts';
import { dateOf } from '../ui/numbers.ts';
import { openOverlay } from '../ui/overlay-state.ts';
import { VerdictGlyph } from '../ui/verdict-glyph.tsx';
import { hasPlans } from './score-run-request.ts';
import { canGoOn, runReach, runVerdict } from './run-words.ts';

/** The runs that the workspace keeps, newest first: one that ended early goes on from here, one that is not needed is removed. */
export function RunsSection() {
  const runs = useRuns().data ?? [];
  if (runs.length === 0) return null;
  return (
    <section aria-labelledby="kept-runs">
      <h2 id="kept-runs" className="runs-heading">
        Runs in this workspace
      </h2>
      <ul className="jobs">
        {[...runs]
          .sort((a, b) => b.createdUs - a.createdUs)
          .map((run) => (
            <RunItem key={run.runId} run={run} />
          ))}
      </ul>
    </section>
  );
}

function RunItem({ run }: { run: Run }) {
  const [asking, setAsking] = useState(false);
  const underWay = useLive((s) =>
    s.jobs.some((j) => j.result['runId'] === run.runId && (j.state === 'queued' || j.state === 'running')),
  );
  return (
    <li className="job">
      <div className="job-head">
        <VerdictGlyph verdict={runVerdict(run)} label={run.status} />
        <h3>
          {run.modelTitle} {run.modelVersion}
        </h3>
        <span className="job-state">{runReach(run)}</span>
        <span className="panel-space" />
        <span className="job-time">{dateOf(run.createdUs)}</span>
        {!underWay && canGoOn(run) && <Button onClick={() => goOn(run)}>Go on</Button>}
        {!underWay && hasPlans(run) && (
          <Button icon={Gauge} onClick={() => openOverlay({ kind: 'score-run', run })}>
            Score…
          </Button>
        )}
        {!underWay && !asking && (
          <Button tone="quiet" onClick={() => setAsking(true)}>
            Remove…
          </Button>
        )}
      </div>
      {twoStageScoresOf(run).map((score) => (
        <p key={`${score.split} ${score.filter} ${score.traffic}`} className="job-state">
          {twoStageWords(score)}
        </p>
      ))}
      {asking && (
        <div className="job-head">
          <p className="job-state">
            Its plans and scores are deleted; running the model again makes them anew. Tags and notes stay.
          </p>
          <Button tone="danger" onClick={() => remove(run)}>
            Remove
          </Button>
          <Button tone="quiet" autoFocus onClick={() => setAsking(false)}>
            Keep it
          </Button>
        </div>
      )}
    </li>
  );
}

const goOn = (run: Run) =>
  attempt(async () => {
    await api.runs.resume({ runId: run.runId });
    announce(`${run.modelTitle} goes on`);
  });

const remove = (run: Run) =>
  attempt(async () => {
    await api.runs.remove({ runId: run.runId });
    const { runA, runB, moreRuns, set } = useSession.getState();
    const kept = (runId: string | null) => (runId === run.runId ? null : runId);
    set({ runA: kept(runA), runB: kept(runB), moreRuns: moreRuns.filter((runId) => runId !== run.runId) });
    announce(`Removed the run of ${run.modelTitle}`);
  });
