import type { ModelManifest } from '../../shared/domain/model.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import type { VideoRunOptions } from '../../shared/domain/video-prediction.ts';
import type { Inference } from '../inference/inference.ts';
import type { CameraFrames } from '../media/camera-frames.ts';
import { createConstantVelocity } from './baselines/constant-velocity.ts';
import { createEgoMlp } from './baselines/ego-mlp.ts';
import { createDitWam } from './dit-wam/dit-wam.ts';
import type { Planner } from './planner.ts';

/** What a world model needs beside its graphs. */
export interface WorldParts {
  /** Recorded pictures: what is given, and what predictions are scored against. */
  frames: CameraFrames;
  options: VideoRunOptions;
}

/** `world` is absent where only planners are run. */
type PipelineFactory = (
  manifest: ModelManifest,
  inference: Inference,
  world: WorldParts | undefined,
) => Planner | Promise<Planner>;

/** Host code by the manifest's `pipeline`. */
const pipelines: Record<string, PipelineFactory> = {
  'constant-velocity': createConstantVelocity,
  'ego-mlp': createEgoMlp,
  'dit-wam': (manifest, inference, world) => {
    if (!world) throw new Error(`"${manifest.id}" cannot be run without recorded pictures`);
    return createDitWam(manifest, inference, world.frames, world.options);
  },
};

/** Throws ProblemError: unknown or broken model, a pipeline that this version lacks, parameters its pipeline cannot read. */
export async function createPlanner(modelId: string, inference: Inference, world?: WorldParts): Promise<Planner> {
  const manifest = await inference.manifest(modelId);
  requirePipeline(modelId, manifest.pipeline);
  return pipelines[manifest.pipeline](manifest, inference, world);
}

/** Throws ProblemError where this version lacks the pipeline that a model asks for. */
export function requirePipeline(modelId: string, pipeline: string): void {
  if (Object.hasOwn(pipelines, pipeline)) return;
  throw new ProblemError({
    code: 'model.unknown-pipeline',
    title: 'No host code for this model',
    whatHappened: `The manifest of "${modelId}" asks for the pipeline "${pipeline}"; this version has ${Object.keys(pipelines).join(', ')}.`,
    whatWasKept: 'The other models, all runs and all your work.',
    whatToDo: 'Use a version of Foresight that has this pipeline, or name one of those above if it fits the graphs.',
  });
}
