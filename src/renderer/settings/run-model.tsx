import { useMutation } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { useState } from 'react';
import type { ClipFilter } from '../../shared/domain/clip.ts';
import { problemOf } from '../../shared/domain/problem.ts';
import { api } from '../state/connection.ts';
import { useModels } from '../state/queries.ts';
import { useSession } from '../state/session.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { announce } from '../ui/notices.ts';
import { plural } from '../ui/numbers.ts';
import { closeOverlay, openOverlay } from '../ui/overlay-state.ts';
import { Loading, ProblemCard } from '../ui/states.tsx';
import './settings-view.css';

/** Chooses a model and starts it on some clips; its scores follow by themselves. */
export function RunModel({ filter, clips }: { filter: ClipFilter; clips: number }) {
  const models = useModels();
  const [chosen, setChosen] = useState<string | null>(null);
  const fit = models.data?.filter((m) => m.problem === null) ?? [];
  const modelId = chosen ?? fit.at(0)?.modelId ?? null;
  const start = useMutation({
    mutationFn: (id: string) => api.runs.start({ modelId: id, filter }),
    onSuccess: ({ runId }) => {
      const { runA, runB, set } = useSession.getState();
      if (runA === null) set({ runA: runId });
      else if (runB === null) set({ runB: runId });
      announce('The run has started');
      closeOverlay();
    },
  });
  const submit = () => {
    if (modelId !== null && !start.isPending) start.mutate(modelId);
  };
  return (
    <Dialog
      title="Run a model"
      fact={`on ${plural(clips, 'clip')}`}
      icon={<Play size={17} strokeWidth={1.75} aria-hidden />}
      footer={
        <>
          <Button tone="quiet" onClick={() => openOverlay({ kind: 'add-model' })}>
            Add a model…
          </Button>
          <span className="dialog-space" />
          <Button tone="quiet" onClick={closeOverlay}>
            Cancel
          </Button>
          <Button
            tone="main"
            autoFocus
            disabledReason={modelId === null ? 'No model can run.' : start.isPending ? 'Starting.' : null}
            onClick={submit}
          >
            Run it
          </Button>
        </>
      }
    >
      {models.isPending && <Loading what="Checking the models" rows={3} rowHeight={40} />}
      {models.isError && <ProblemCard problem={problemOf(models.error)} />}
      <div className="model-choice" role="radiogroup" aria-label="Model">
        {models.data?.map((model) => (
          <label key={model.modelId} className="model-option" data-off={model.problem !== null || undefined}>
            <input
              type="radio"
              name="model"
              disabled={model.problem !== null}
              checked={model.modelId === modelId}
              onChange={() => setChosen(model.modelId)}
            />
            <span>
              <b>{model.title}</b> <span className="mono">{model.version}</span>
              <span className="model-option-fact">
                {model.problem ? `${model.problem.title}. ${model.problem.whatToDo}` : model.description}
              </span>
            </span>
          </label>
        ))}
      </div>
      {start.isError && <ProblemCard problem={problemOf(start.error)} />}
    </Dialog>
  );
}
