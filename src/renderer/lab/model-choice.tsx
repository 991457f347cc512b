import { Box } from 'lucide-react';
import type { SteerRange } from '../../shared/domain/steering.ts';
import { useModels } from '../state/queries.ts';
import { Segmented } from '../ui/segmented.tsx';
import { useLab } from './lab-state.ts';
import { parametersWritten } from './lab-numbers.ts';
import { rollKindOf, rollKinds } from './sliders.ts';

/** Title of a model by its id, as the list of models has it. */
export function useModelTitles(): (modelId: string) => string {
  const models = useModels().data;
  return (modelId) => models?.find((m) => m.modelId === modelId)?.title ?? modelId;
}

/** The model that is steered: how it answers, and which one of those. */
export function ModelChoice({ ranges, range }: { ranges: readonly SteerRange[]; range: SteerRange }) {
  const titleOf = useModelTitles();
  const kind = rollKindOf(range.objective);
  const kinds = rollKinds.filter((k) => ranges.some((r) => rollKindOf(r.objective) === k));
  const choose = (modelId: string) => useLab.setState({ modelId });
  return (
    <section className="lab-model" aria-label="Model">
      <label className="field">
        <span>Model</span>
        <span className="lab-model-select">
          <Box size={13} strokeWidth={1.75} aria-hidden />
          <select className="select" value={range.modelId} onChange={(event) => choose(event.target.value)}>
            {ranges.map((r) => (
              <option key={r.modelId} value={r.modelId}>
                {titleOf(r.modelId)}
                {r.parameters !== null && `, ${parametersWritten(r.parameters)}`}
              </option>
            ))}
          </select>
        </span>
      </label>
      {kinds.length > 1 && (
        <Segmented
          label="How the model answers"
          value={kind}
          options={kinds.map((k) => ({ value: k, label: k }))}
          onChange={(k) => {
            const first = ranges.find((r) => rollKindOf(r.objective) === k);
            if (first) choose(first.modelId);
          }}
        />
      )}
    </section>
  );
}
