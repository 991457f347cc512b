import type { z } from 'zod';
import type { ModelManifest } from '../../shared/domain/model.ts';
import { ProblemError } from '../../shared/domain/problem.ts';

/** The manifest's parameters as its pipeline's own schema reads them. Throws ProblemError naming the fields that are wrong. */
export function pipelineParameters<S extends z.ZodType>(manifest: ModelManifest, schema: S): z.infer<S> {
  const parsed = schema.safeParse(manifest.parameters);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.slice(0, 5).map((issue) => `parameters.${issue.path.join('.')}: ${issue.message}`);
  throw new ProblemError({
    code: 'model.parameters-wrong',
    title: 'A model manifest has a wrong parameter',
    whatHappened: `"${manifest.id}" for the pipeline "${manifest.pipeline}": ${wrong.join('; ')}.`,
    whatWasKept: 'The other models, all runs and all your work.',
    whatToDo: 'Correct the parameters in its manifest.json.',
  });
}
