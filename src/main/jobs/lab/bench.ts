import type { ClipId } from '../../../shared/domain/clip.ts';
import type { LabRequest } from '../../../shared/domain/lab.ts';
import type { ExecutionProvider } from '../../../shared/domain/model.ts';
import { ProblemError } from '../../../shared/domain/problem.ts';
import type { Run } from '../../../shared/domain/run.ts';
import type { Inference } from '../../inference/inference.ts';
import type { CameraFrames } from '../../media/camera-frames.ts';
import type { ShownTally } from '../../pipelines/shown-pictures.ts';
import type { Thread } from '../../runtime/thread.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { JobContext } from '../job-context.ts';
import { median } from '../run-policy.ts';
import type { LabOperations } from './lab-thread.ts';

/** What an experiment stands on, and where it notes what the record will tell. */
export interface Bench {
  workspace: Workspace;
  inference: Inference;
  frames: CameraFrames;
  request: LabRequest;
  context: JobContext;
  /** Heavy loops run there. */
  thread: Thread<LabOperations>;
  work: WorkTally;
  times: StageTimes;
  skipped: { clipId: ClipId; reason: string }[];
  notes: string[];
  /** What models were shown of which cameras. */
  shown: ShownTally;
}

/** Progress in runs of networks: the one unit that rolling out, decoding and feature nets share. */
export interface WorkTally {
  /** Announces work that is to come. */
  plan(runs: number): void;
  /** Part of a run is a fraction. */
  done(runs: number, current: string): void;
}

export function createWorkTally(context: JobContext): WorkTally {
  let [done, total] = [0, 0];
  return {
    plan: (runs) => void (total += runs),
    done(runs, current) {
      done += runs;
      context.progress({ done: Math.min(Math.round(done), total), total, unit: 'network runs', current });
    },
  };
}

/** Where time goes, by model and stage, and what computed. */
export interface StageTimes {
  /** What a portion of `windows` windows cost, ms by stage. */
  add(modelId: string, stageMs: Record<string, number>, windows: number): void;
  ranOn(provider: Run['provider'], threads: number): void;
  /** Median ms a window. */
  medians(): Record<string, Record<string, number>>;
  device(): { provider: ExecutionProvider; threads: number };
}

export function createStageTimes(): StageTimes {
  const samples = new Map<string, Map<string, number[]>>();
  let device: { provider: ExecutionProvider; threads: number } = { provider: 'cpu', threads: 1 };
  return {
    add(modelId, stageMs, windows) {
      const ofModel = samples.get(modelId) ?? new Map<string, number[]>();
      samples.set(modelId, ofModel);
      for (const [stage, ms] of Object.entries(stageMs))
        ofModel.set(stage, [...(ofModel.get(stage) ?? []), ms / Math.max(1, windows)]);
    },
    ranOn(provider, threads) {
      if (provider !== 'analytic' && provider !== 'imported') device = { provider, threads };
    },
    medians: () =>
      Object.fromEntries(
        Array.from(samples, ([modelId, stages]) => [
          modelId,
          Object.fromEntries(Array.from(stages, ([stage, values]) => [stage, median(values)])),
        ]),
      ),
    device: () => device,
  };
}

/** Work that is tried once more when the inference process died under it. */
export async function withSecondTry<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted || !(error instanceof ProblemError) || error.problem.code !== 'inference.crashed') throw error;
    return work();
  }
}
