import { useMutation, useQuery } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { useState } from 'react';
import type { ClipFilter } from '../../shared/domain/clip.ts';
import { problemOf } from '../../shared/domain/problem.ts';
import { api } from '../state/connection.ts';
import { subjects, useModels } from '../state/queries.ts';
import { useSession } from '../state/session.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { announce } from '../ui/notices.ts';
import { plural } from '../ui/numbers.ts';
import { closeOverlay, openOverlay } from '../ui/overlay-state.ts';
import { Loading, ProblemCard } from '../ui/states.tsx';
import { ModelOptions } from './model-options.tsx';
import './settings-view.css';
import { VideoOptionsForm } from './video-options-form.tsx';
import { newVideoDraft, optionsOf, readVideoOptions } from './video-options.ts';

/** Chooses a planner or a world model and starts it on some clips; its scores follow by themselves. */
export function RunModel({ filter, clips }: { filter: ClipFilter; clips: number }) {
  const models = useModels();
  const ranges = useQuery({ queryKey: [subjects.models, 'steer'], queryFn: () => api.steer.models() });
  const [chosen, setChosen] = useState<string | null>(null);
  const [draft, setDraft] = useState(newVideoDraft);
  const ofRole = (role: 'planner' | 'world-model') => models.data?.filter((m) => m.role === role) ?? [];
  const [planners, worldModels] = [ofRole('planner'), ofRole('world-model')];
  const model = [...planners, ...worldModels].find((m) =>
    chosen === null ? m.problem === null : m.modelId === chosen,
  );
  const range = ranges.data?.find((r) => r.modelId === model?.modelId);
  const video = range ? readVideoOptions(draft, optionsOf(range)) : undefined;
  const start = useMutation({
    mutationFn: (modelId: string) => api.runs.start({ modelId, filter, ...(video && { video }) }),
    onSuccess: ({ runId }) => {
      const { runA, runB, set } = useSession.getState();
      if (runA === null) set({ runA: runId });
      else if (runB === null) set({ runB: runId });
      announce('The run has started');
      closeOverlay();
    },
  });
  const reason = !model
    ? 'No model can run.'
    : model.role === 'world-model' && ranges.isPending
      ? 'Its options are being read.'
      : video === null
        ? 'Correct the marked field.'
        : start.isPending
          ? 'Starting.'
          : null;
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
            disabledReason={reason}
            onClick={() => {
              if (model && reason === null) start.mutate(model.modelId);
            }}
          >
            Run it
          </Button>
        </>
      }
    >
      {models.isPending && <Loading what="Checking the models" rows={3} rowHeight={40} />}
      {models.isError && <ProblemCard problem={problemOf(models.error)} />}
      <div className="model-choice" role="radiogroup" aria-label="Model">
        <ModelOptions title="Planners" models={planners} chosen={model?.modelId ?? null} onChoose={setChosen} />
        <ModelOptions
          title="World models, which predict video"
          models={worldModels}
          chosen={model?.modelId ?? null}
          onChoose={setChosen}
        >
          {range && <VideoOptionsForm range={range} draft={draft} onChange={setDraft} />}
        </ModelOptions>
      </div>
      {start.isError && <ProblemCard problem={problemOf(start.error)} />}
    </Dialog>
  );
}
