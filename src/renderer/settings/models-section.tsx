import { Play, Plus } from 'lucide-react';
import type { ModelInfo } from '../../shared/domain/model.ts';
import { problemOf } from '../../shared/domain/problem.ts';
import { useDatasets, useModels, useProgress } from '../state/queries.ts';
import { Button } from '../ui/button.tsx';
import { plural } from '../ui/numbers.ts';
import { openOverlay } from '../ui/overlay-state.ts';
import { Loading, ProblemCard } from '../ui/states.tsx';
import { VerdictGlyph } from '../ui/verdict-glyph.tsx';
import { SettingsSection } from './settings-section.tsx';

/** The models of this installation and workspace, what each gives, and why one cannot run. */
export function ModelsSection() {
  const models = useModels();
  const clips = useProgress({}).data?.total ?? 0;
  const hasData = (useDatasets().data?.length ?? 0) > 0;
  return (
    <SettingsSection title="Models" fact="A model is a folder with a manifest and its ONNX graphs.">
      <div className="settings-row">
        <Button icon={Plus} onClick={() => openOverlay({ kind: 'add-model' })}>
          Add a model…
        </Button>
        <Button
          icon={Play}
          disabledReason={hasData && clips > 0 ? null : 'Add a data set first.'}
          onClick={() => openOverlay({ kind: 'run-model', filter: {}, clips })}
        >
          Run a model on {plural(clips, 'clip')}
        </Button>
      </div>
      {models.isPending && <Loading what="Checking the models" rows={3} rowHeight={48} />}
      {models.isError && <ProblemCard problem={problemOf(models.error)} />}
      {models.data?.map((model) => (
        <ModelItem key={`${model.modelId}:${model.folder}`} model={model} />
      ))}
    </SettingsSection>
  );
}

function ModelItem({ model }: { model: ModelInfo }) {
  const { output, video } = model;
  return (
    <div className="model">
      <h3>
        <VerdictGlyph verdict={model.problem ? 'fail' : 'pass'} label={model.problem ? 'cannot run' : 'can run'} />
        {model.title} <span className="mono">{model.version}</span>
        <span className="model-kind">
          {model.role === 'part' ? `${model.family}, a part of other models` : model.family}
          {model.bundled && ', bundled'}
        </span>
      </h3>
      <p>{model.description}</p>
      <p className="model-facts">
        {output &&
          `Plans ${plural(output.poses, 'pose')} ${String(output.stepS)} s apart in ${plural(output.modes, 'mode')}.`}
        {video && `Predicts ${plural(video.steps, 'picture')} ${String(video.stepS)} s apart.`}
        {model.hash !== null && (
          <>
            {' '}
            SHA-256{' '}
            <span className="mono selectable" title={model.hash}>
              {model.hash.slice(0, 4)}…{model.hash.slice(-4)}
            </span>
          </>
        )}
      </p>
      {model.problem && <ProblemCard problem={model.problem} />}
    </div>
  );
}
