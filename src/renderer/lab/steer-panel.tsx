import { FlaskConical, Play, RotateCcw, Square } from 'lucide-react';
import { problemOf } from '../../shared/domain/problem.ts';
import { useSession } from '../state/session.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { openOverlay } from '../ui/overlay-state.ts';
import { Panel } from '../ui/panel.tsx';
import { Empty, Loading, ProblemCard } from '../ui/states.tsx';
import { ClipChoice } from './clip-choice.tsx';
import { useInstant } from './instant.ts';
import { msWritten } from './lab-numbers.ts';
import { useSteerModels } from './lab-queries.ts';
import { ModelChoice } from './model-choice.tsx';
import { PresentPicture } from './present-picture.tsx';
import { SteerSliders } from './steer-sliders.tsx';
import { runSteered, type Steering } from './steering.ts';
import { cancelRendering, useVariants } from './variants-store.ts';

/** What the future starts from, the model, and what is asked of it. */
export function SteerPanel({ steering }: { steering: Steering }) {
  const models = useSteerModels();
  const { ranges, range } = steering;
  return (
    <Panel
      title="Steer the future"
      actions={<IconButton icon={RotateCcw} label="Sliders back" command="lab.reset" />}
      footer={range && <RunFooter steering={steering} />}
      className="lab-steer"
    >
      <Present steering={steering} />
      {models.isPending && <Loading what="Checking the world models" rows={4} />}
      {models.isError && (
        <ProblemCard
          problem={problemOf(models.error)}
          actions={<Button onClick={() => void models.refetch()}>Look again</Button>}
        />
      )}
      {ranges && range && (
        <>
          <ModelChoice ranges={ranges} range={range} />
          <SteerSliders range={range} instant={steering.instant} />
          <p className="lab-card">
            <b>Plans nothing.</b> DiT-WAM takes the actions as input, so no trajectory, no score of a plan and no
            guidance text exist for it.
          </p>
        </>
      )}
      {ranges && !range && (
        <Empty
          icon={FlaskConical}
          action={
            <Button tone="main" onClick={() => openOverlay({ kind: 'add-model' })}>
              Add a model…
            </Button>
          }
        >
          No world model is here: there is nothing to steer.
        </Empty>
      )}
    </Panel>
  );
}

function Present({ steering: { instant, range } }: { steering: Steering }) {
  const { clipId, error } = useInstant();
  return (
    <section className="lab-from" aria-label="The present">
      {error ? (
        <ProblemCard problem={problemOf(error)} />
      ) : instant ? (
        <PresentPicture instant={instant} learned={range?.camera ?? null} />
      ) : (
        <div className="lab-present">
          {clipId === null ? (
            <Empty action={<Button onClick={() => useSession.setState({ view: 'library' })}>Open the library</Button>}>
              No clip is open.
            </Empty>
          ) : (
            <Loading what="Opening the clip" />
          )}
        </div>
      )}
      <ClipChoice instant={instant} />
    </section>
  );
}

function RunFooter({ steering }: { steering: Steering }) {
  const rendering = useVariants((s) => s.rendering);
  const lastRun = useVariants((s) => s.lastRun);
  return (
    <>
      {rendering ? (
        <Button icon={Square} onClick={cancelRendering}>
          Cancel <Kbd keys="X" />
        </Button>
      ) : (
        <Button
          icon={Play}
          tone="main"
          disabledReason={steering.rests}
          aria-keyshortcuts="R"
          onClick={() => runSteered(steering)}
        >
          Run 3 variants
        </Button>
      )}
      <span className="lab-last mono" title="Wall time of the last run, measured here">
        {lastRun ? `${String(lastRun.variants)} in ${msWritten(lastRun.ms)}` : ''}
      </span>
    </>
  );
}
