import type { LabFigures, LabRecord, LabRequest, LabResult } from '../../../shared/domain/lab.ts';
import type { Inference } from '../../inference/inference.ts';
import type { CameraFrames } from '../../media/camera-frames.ts';
import { createShownTally } from '../../pipelines/shown-pictures.ts';
import { startThread } from '../../runtime/thread.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { JobContext } from '../job-context.ts';
import { createStageTimes, createWorkTally, type Bench } from './bench.ts';
import { control } from './control.ts';
import { diagnosis } from './diagnosis.ts';
import { encoderProbe } from './encoder-probe.ts';
import { frontier } from './frontier.ts';
import { motion } from './motion.ts';
import type { GatheredWindows } from './gather-windows.ts';
import { openLabModels, type LabModels } from './lab-models.ts';
import type { LabOperations } from './lab-thread.ts';

export interface ExperimentParts {
  workspace: Workspace;
  inference: Inference;
  frames: CameraFrames;
  request: LabRequest;
  labId: string;
  createdUs: number;
}

/** What an experiment comes to. */
export interface Findings {
  figures: LabFigures;
  gathered: Pick<GatheredWindows, 'clips' | 'skipped'> & { windows: readonly unknown[] };
  /** Models that are not opened as world models, e.g. frame encoders. */
  others?: LabRecord['models'];
}

type Experiment = (bench: Bench, models: LabModels) => Promise<Findings>;
const experiments: Record<LabRequest['kind'], Experiment> = {
  frontier,
  control,
  motion,
  diagnosis,
  probe: encoderProbe,
};

/**
 * Runs one experiment to its result; the same request over the same clips and models gives the same figures. Rejects with a
 * ProblemError (no clip, no model that fits, a model that broke), or an AbortError when the job is cancelled.
 */
export async function runExperiment(
  { workspace, inference, frames, request, labId, createdUs }: ExperimentParts,
  context: JobContext,
): Promise<LabResult> {
  const startedMs = performance.now();
  const thread = startThread<LabOperations>('lab-thread');
  try {
    const bench: Bench = {
      workspace,
      inference,
      frames,
      request,
      context,
      thread,
      work: createWorkTally(context),
      times: createStageTimes(),
      skipped: [],
      notes: [],
      shown: createShownTally(),
    };
    const models = openLabModels(inference, request.modelIds);
    const { figures, gathered, others = [] } = await experiments[request.kind](bench, models);
    const record: LabRecord = {
      labId,
      request,
      createdUs,
      durationS: (performance.now() - startedMs) / 1000,
      clips: gathered.clips,
      windows: gathered.windows.length,
      models: [...(await usedModels(inference, models)), ...others],
      ...bench.times.device(),
      stageMs: bench.times.medians(),
      skipped: [...gathered.skipped, ...bench.skipped],
      notes: [...bench.notes, ...bench.shown.words().map((words) => `Pictures: ${words}.`)],
      problem: null,
    };
    return { record, figures };
  } finally {
    await thread.stop();
  }
}

async function usedModels(inference: Inference, models: LabModels): Promise<LabRecord['models']> {
  const all = await inference.models();
  return models.used().map(({ manifest, spec }) => ({
    modelId: manifest.id,
    title: manifest.title,
    version: manifest.version,
    hash: all.find((m) => m.modelId === manifest.id)?.hash ?? '',
    parameters: spec.parameterCount ?? null,
  }));
}
