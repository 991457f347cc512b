import { z } from 'zod';
import type { ModelInfo, ModelManifest } from '../../../shared/domain/model.ts';
import { ProblemError } from '../../../shared/domain/problem.ts';
import type { WorldObjective } from '../../../shared/domain/steering.ts';
import type { Inference } from '../../inference/inference.ts';
import { openWorldModel } from '../../pipelines/dit-wam/open-world-model.ts';
import type { WorldModel } from '../../pipelines/dit-wam/world-model.ts';

const WORLD_MODEL = 'dit-wam';

const twinSchema = z.object({ twin: z.object({ reference: z.string(), changed: z.string() }).optional() });

/** What a small twin differs in from which model; undefined for a model that is none. */
export const twinOf = ({ parameters }: Pick<ModelManifest, 'parameters'>) =>
  twinSchema.safeParse(parameters).data?.twin;

export interface LabModels {
  /** Models of a pipeline that can run; of those asked for, or all. Throws ProblemError for an asked one that is none of them. */
  ofPipeline(pipeline: string): Promise<ModelInfo[]>;
  /**
   * World models of the experiment, opened. Small twins and their references stand for the diagnosis alone: they take part
   * elsewhere only where they are asked for by name.
   */
  worlds(objectives: readonly WorldObjective[]): Promise<WorldModel[]>;
  /** One by its id, which then takes part too. */
  world(modelId: string): Promise<WorldModel>;
  /** Every world model that can be opened, whether it takes part or not. */
  all(): Promise<WorldModel[]>;
  /** Those that take part, in the order they came in. */
  used(): WorldModel[];
}

export function openLabModels(inference: Inference, asked: readonly string[]): LabModels {
  const open = new Map<string, WorldModel>();
  const used = new Set<WorldModel>();
  const opened = async (modelId: string): Promise<WorldModel> => {
    const model = open.get(modelId) ?? (await openWorldModel(modelId, inference));
    open.set(modelId, model);
    return model;
  };
  const ofPipeline = async (pipeline: string): Promise<ModelInfo[]> => {
    const known = await inference.models();
    if (asked.length === 0) return known.filter((m) => m.pipeline === pipeline && m.problem === null);
    return asked.map((modelId) => {
      const found = known.find((m) => m.modelId === modelId);
      if (!found) throw doesNotFit(modelId, 'no manifest in the bundled models or in the workspace has this id');
      if (found.problem) throw new ProblemError(found.problem);
      if (found.pipeline !== pipeline)
        throw doesNotFit(modelId, `its pipeline is "${found.pipeline}" where the experiment compares "${pipeline}"`);
      return found;
    });
  };
  const all = async () => Promise.all((await ofPipeline(WORLD_MODEL)).map(({ modelId }) => opened(modelId)));
  return {
    ofPipeline,
    all,
    used: () => [...used],
    async world(modelId) {
      const model = await opened(modelId);
      used.add(model);
      return model;
    },
    async worlds(objectives) {
      const models = await all();
      const twins = models.flatMap(({ manifest }) => {
        const twin = twinOf(manifest);
        return twin ? [manifest.id, twin.reference] : [];
      });
      const chosen = models.filter(
        ({ manifest, spec }) =>
          objectives.includes(spec.objective) && (asked.length > 0 || !twins.includes(manifest.id)),
      );
      chosen.forEach((model) => used.add(model));
      if (chosen.length > 0) return chosen;
      throw doesNotFit(
        asked.join(', ') || 'the list of models',
        `no world model among them is of the kind ${objectives.join(', ')}`,
      );
    },
  };
}

export const doesNotFit = (modelId: string, why: string) =>
  new ProblemError({
    code: 'lab.model-does-not-fit',
    title: 'A model does not fit the experiment',
    whatHappened: `${modelId}: ${why}.`,
    whatWasKept: 'Nothing was started.',
    whatToDo: 'Leave the models out to take all that fit, or name others; `foresight models` lists them.',
  });
