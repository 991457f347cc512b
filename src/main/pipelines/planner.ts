import type { ClipDetail } from '../../shared/domain/clip.ts';
import type { ModelManifest } from '../../shared/domain/model.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import type { ClipPredictions, Run } from '../../shared/domain/run.ts';
import type { Inference } from '../inference/inference.ts';
import { createConstantVelocity } from './baselines/constant-velocity.ts';
import { createEgoMlp } from './baselines/ego-mlp.ts';

/** Plans of one clip and what they cost. */
export interface ClipPlan {
  predictions: Omit<ClipPredictions, 'runId'>;
  /** ms a planned key frame, by stage; empty when no key frame was planned. */
  stageMs: Record<string, number>;
  provider: Run['provider'];
  /** Intra-op threads of the session; 1 for analytic models. */
  threads: number;
}

/** A model made ready to plan clips. */
export interface Planner {
  readonly manifest: ModelManifest;
  /** What a reader of the run must know, for the run record: where inputs come from, in words. */
  readonly notes: Record<string, string>;
  /** Plans every key frame of a clip that has enough history; the others are told with their reason. Throws ProblemError. */
  plan(clip: ClipDetail, signal?: AbortSignal): Promise<ClipPlan>;
}

type PipelineFactory = (manifest: ModelManifest, inference: Inference) => Planner;

/** Host code by the manifest's `pipeline`. */
const pipelines: Record<string, PipelineFactory> = {
  'constant-velocity': createConstantVelocity,
  'ego-mlp': createEgoMlp,
};

/** Throws ProblemError: unknown or broken model, a pipeline that this version lacks, parameters its pipeline cannot read. */
export async function createPlanner(modelId: string, inference: Inference): Promise<Planner> {
  const manifest = await inference.manifest(modelId);
  if (!Object.hasOwn(pipelines, manifest.pipeline)) {
    throw new ProblemError({
      code: 'model.unknown-pipeline',
      title: 'No host code for this model',
      whatHappened: `The manifest of "${modelId}" asks for the pipeline "${manifest.pipeline}"; this version has ${Object.keys(pipelines).join(', ')}.`,
      whatWasKept: 'The other models, all runs and all your work.',
      whatToDo: 'Use a version of Foresight that has this pipeline, or name one of those above if it fits the graphs.',
    });
  }
  return pipelines[manifest.pipeline](manifest, inference);
}
