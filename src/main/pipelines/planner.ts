import type { ClipDetail } from '../../shared/domain/clip.ts';
import type { ModelManifest } from '../../shared/domain/model.ts';
import type { ClipPredictions, Run } from '../../shared/domain/run.ts';

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
  /** Plans every decision instant of a clip that has enough history; the others are told with their reason. Throws ProblemError. */
  plan(clip: ClipDetail, signal?: AbortSignal): Promise<ClipPlan>;
}
