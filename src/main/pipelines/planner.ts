import type { ClipDetail } from '../../shared/domain/clip.ts';
import type { ModelManifest } from '../../shared/domain/model.ts';
import type { ClipPredictions, Run } from '../../shared/domain/run.ts';
import type { VideoPrediction } from '../../shared/domain/video-prediction.ts';
import type { RgbImage } from '../media/camera-frames.ts';

/** Pictures predicted at one decision instant, with what their scores need. */
export interface PredictedVideo extends Omit<VideoPrediction, 'mediaBase'> {
  pictures: RgbImage[];
  /** Values of `video/…` metrics against the recorded pictures, where those are on disk. */
  scores: Record<string, number>;
}

/** Plans of one clip and what they cost. */
export interface ClipPlan {
  predictions: Omit<ClipPredictions, 'runId' | 'videos'>;
  /** Empty for a model that only plans. */
  videos: PredictedVideo[];
  /** ms a decision instant, by stage; empty when none was planned. */
  stageMs: Record<string, number>;
  provider: Run['provider'];
  /** Intra-op threads of the session; 1 for analytic models. */
  threads: number;
}

/** A model made ready to be run over clips. */
export interface Planner {
  readonly manifest: ModelManifest;
  /** What a reader of the run must know, for the run record: where inputs come from, in words, as far as clips were planned. */
  readonly notes: Record<string, string>;
  /** Does every decision instant of a clip that has enough history; the others are told with their reason. Throws ProblemError. */
  plan(clip: ClipDetail, hooks?: PlanHooks): Promise<ClipPlan>;
}

export interface PlanHooks {
  signal?: AbortSignal | undefined;
  /** Within the clip: denoising steps done, and how many there are. */
  onStep?: (done: number, total: number) => void;
}
