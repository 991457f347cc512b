import { ProblemError } from '../../shared/domain/problem.ts';
import type { Run } from '../../shared/domain/run.ts';
import type { Inference } from '../inference/inference.ts';

/** Parameters of a manifest that name another model. */
const naming = ['vae', 'direct'] as const;

/** Hashes of the models that a model calls on, by id; empty for one that stands alone. Throws as `Inference.manifest`. */
export async function partHashes(inference: Inference, modelId: string): Promise<Record<string, string>> {
  const { parameters } = await inference.manifest(modelId);
  const ids = naming.flatMap((name) => {
    const id = parameters[name];
    return typeof id === 'string' ? [id] : [];
  });
  if (ids.length === 0) return {};
  const models = await inference.models();
  return Object.fromEntries(
    ids.flatMap((id) => {
      const hash = models.find((model) => model.modelId === id)?.hash;
      return hash ? [[id, hash]] : [];
    }),
  );
}

/** A run is of one model and of what that calls on: resuming it with another under the same id would mix two. Throws ProblemError. */
export async function sameModel(inference: Inference, run: Run): Promise<void> {
  const model = (await inference.models()).find((m) => m.modelId === run.modelId);
  if (!model?.hash) return;
  const before: Record<string, unknown> = { ...recordOf(run.parameters.parts), [run.modelId]: run.modelHash };
  const now: Record<string, string> = { ...(await partHashes(inference, run.modelId)), [run.modelId]: model.hash };
  for (const [id, hash] of Object.entries(before)) {
    if (typeof hash !== 'string' || !(id in now) || now[id] === hash) continue;
    throw new ProblemError({
      code: 'run.model-changed',
      title: 'The model is not the one this run began with',
      whatHappened: `"${id}" had the hash ${hash.slice(0, 12)} when the run began and has ${now[id].slice(0, 12)} now.`,
      whatWasKept: 'What the run stored so far.',
      whatToDo: 'Start a new run, or put the earlier model back.',
    });
  }
}

const recordOf = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});
