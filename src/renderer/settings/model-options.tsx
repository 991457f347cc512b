import { Fragment } from 'react';
import type { ModelInfo } from '../../shared/domain/model.ts';

/** Models of one role to choose one from; what cannot run says why. Nothing where there is none. */
export function ModelOptions({
  title,
  models,
  chosen,
  onChoose,
  children,
}: {
  title: string;
  models: readonly ModelInfo[];
  chosen: string | null;
  onChoose: (modelId: string) => void;
  /** What there is to say of the chosen one; stands under it. */
  children?: React.ReactNode;
}) {
  if (models.length === 0) return null;
  return (
    <>
      <h3 className="model-role">{title}</h3>
      {models.map((model) => (
        <Fragment key={model.modelId}>
          <label className="model-option" data-off={model.problem !== null || undefined}>
            <input
              type="radio"
              name="model"
              disabled={model.problem !== null}
              checked={model.modelId === chosen}
              onChange={() => onChoose(model.modelId)}
            />
            <span>
              <b>{model.title}</b> <span className="mono">{model.version}</span>
              <span className="model-option-fact">
                {model.problem ? `${model.problem.title}. ${model.problem.whatToDo}` : model.description}
              </span>
            </span>
          </label>
          {model.modelId === chosen && children}
        </Fragment>
      ))}
    </>
  );
}
