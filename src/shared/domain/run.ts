import type { ClipId } from './clip.ts';
import type { ExecutionProvider } from './model.ts';
import type { TimeUs } from './time.ts';
import type { VideoPrediction } from './video-prediction.ts';

/** One model over some clips. */
export interface Run {
  runId: string;
  modelId: string;
  modelTitle: string;
  modelVersion: string;
  modelHash: string;
  family: string;
  /** `imported`: the scores came from a file, no model ran here. */
  provider: ExecutionProvider | 'analytic' | 'imported';
  threads: number;
  status: 'running' | 'done' | 'cancelled' | 'failed' | 'stopped';
  createdUs: TimeUs;
  finishedUs: TimeUs | null;
  clipCount: number;
  clipsDone: number;
  /** Clips that failed, with the reason in words. */
  failures: { clipId: ClipId; reason: string }[];
  parameters: Record<string, unknown>;
  /** Median ms a key frame, by stage. */
  stageMs: Record<string, number>;
}

/** A plan made at one key frame. */
export interface Prediction {
  /** Index into ClipDetail.frames. */
  frame: number;
  timeUs: TimeUs;
  /** Seconds between poses; pose i is at (i + 1)·stepS after timeUs. */
  stepS: number;
  poses: number;
  modes: number;
  /** Shape [modes, poses, 3]: x forward m, y left m, heading rad, in the ego frame of the decision instant. */
  trajectories: number[];
  /** One per mode, summing to 1; null where the model gives none. */
  probabilities: number[] | null;
}

export interface ClipPredictions {
  runId: string;
  clipId: ClipId;
  predictions: Prediction[];
  /** Pictures predicted at the decision instants of a world model; empty for one that only plans. */
  videos: VideoPrediction[];
  /** Decision instants without a plan or video and why, e.g. `history shorter than 1.5 s`. */
  skipped: { frame: number; reason: string }[];
}
