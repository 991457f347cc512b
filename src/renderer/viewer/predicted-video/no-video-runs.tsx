import { Play } from 'lucide-react';
import { startRun } from '../../review/run-choice.ts';
import { useLive } from '../../state/live.ts';
import { useModels } from '../../state/queries.ts';
import { useSession } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/states.tsx';

/** Answers in one pass: the quickest of the bundled world models that has a picture for every second. */
const QUICKEST_MODEL_ID = 'dit-wam-direct';

/** No run is shown, so there are no pictures: a world model is one key away. */
export function NoVideoRuns() {
  const { data: models } = useModels();
  const filter = useSession((s) => s.filter);
  const isRunning = useLive((s) =>
    s.jobs.some((j) => j.kind === 'run' && (j.state === 'running' || j.state === 'queued')),
  );
  const worlds = (models ?? []).filter((m) => m.role === 'world-model' && m.problem === null);
  const model = worlds.find((m) => m.modelId === QUICKEST_MODEL_ID) ?? worlds.at(0);
  if (isRunning || !model) return <Empty>No run with pictures is shown. Choose one in the title bar.</Empty>;
  return (
    <Empty
      action={
        <Button icon={Play} onClick={() => startRun(model, filter)}>
          Run a world model
        </Button>
      }
    >
      No run with pictures is shown. {model.title} predicts the next seconds of the front camera.
    </Empty>
  );
}
