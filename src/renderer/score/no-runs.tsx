import { Play } from 'lucide-react';
import type { Run } from '../../shared/domain/run.ts';
import { defaultRuns } from '../review/default-runs.ts';
import { startRun } from '../review/run-choice.ts';
import { useLive } from '../state/live.ts';
import { useModels } from '../state/queries.ts';
import { useSession } from '../state/session.ts';
import { Button } from '../ui/button.tsx';
import { count } from '../ui/numbers.ts';
import { Empty } from '../ui/states.tsx';
import { REFERENCE_MODEL_ID } from './shown-scores.ts';

/** Nothing to score yet: the bundled baselines are one key away, or runs wait to be shown. */
export function NoRuns({ runs }: { runs: readonly Run[] }) {
  const { data: models } = useModels();
  const filter = useSession((s) => s.filter);
  const job = useLive((s) => s.jobs.find((j) => j.kind === 'run' && (j.state === 'running' || j.state === 'queued')));
  const newest = defaultRuns(runs);
  if (newest)
    return (
      <Empty
        action={
          <Button tone="main" onClick={() => useSession.getState().set({ ...newest, showsNoRun: false })}>
            Show the newest
          </Button>
        }
      >
        No run is shown. Choose A and B in the title bar.
      </Empty>
    );
  const baselines = (models ?? []).filter((m) => m.family === 'baseline' && m.problem === null);
  // The reference last, so that it becomes B.
  const inOrder = [...baselines].sort(
    (a, b) => Number(a.modelId === REFERENCE_MODEL_ID) - Number(b.modelId === REFERENCE_MODEL_ID),
  );
  if (job)
    return (
      <Empty>{`${job.title}: ${count(job.done)} of ${job.total > 0 ? count(job.total) : '…'} ${job.unit}.`}</Empty>
    );
  return (
    <Empty
      action={
        <Button
          icon={Play}
          tone="main"
          disabledReason={inOrder.length === 0 ? 'No baseline can run on this machine.' : null}
          onClick={() =>
            inOrder.forEach((model, i) => startRun(model, filter, i === 0 ? 'A' : i === 1 ? 'B' : undefined))
          }
        >
          Run the baselines
        </Button>
      }
    >
      No run yet. {inOrder.map((m) => m.title).join(' and ')} take seconds and give the first plans and scores.
    </Empty>
  );
}
