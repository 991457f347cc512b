import type { ClipId } from '../../shared/domain/clip.ts';
import { ProblemError, problemOf } from '../../shared/domain/problem.ts';
import type { ClipPredictions, Run } from '../../shared/domain/run.ts';
import type { ClipScores } from '../../shared/domain/score.ts';
import { videoRunOptionsSchema } from '../../shared/domain/video-prediction.ts';
import type { Inference } from '../inference/inference.ts';
import type { CameraFrames } from '../media/camera-frames.ts';
import { clipScores } from '../metrics/displacement/clip-scores.ts';
import { createPlanner } from '../pipelines/create-planner.ts';
import type { Planner } from '../pipelines/planner.ts';
import { shownNote } from '../pipelines/shown-pictures.ts';
import type { StoredVideo } from '../workspace/runs/video-codec.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { JobContext } from './job-context.ts';
import { sameModel } from './run-parts.ts';
import { clipVerdict } from './run-policy.ts';
import { createRunRecord, type PlannedClip } from './run-record.ts';
import { storedVideos, videoScores } from './run-videos.ts';

export interface RunModelInput {
  workspace: Workspace;
  inference: Inference;
  /** Recorded pictures, for world models. */
  frames: CameraFrames;
  /** A run that is in the store. */
  runId: string;
  modelId: string;
  /** All clips of the run; those already done are passed over. */
  clipIds: readonly ClipId[];
}

/** Results are stored in portions: one transaction for many small clips, and little to do again after a power cut. */
const STORE_CLIPS = 32;
const STORE_EVERY_MS = 500;

/**
 * Plans, scores and stores clip by clip, passing over the clips that are done. A clip that fails is noted with its reason
 * and the others go on; a crash of the inference process costs the clip one more try. Ends with the run `done`, or rejects
 * with it `cancelled` (AbortError) or `failed` (ProblemError); what was stored stays in each case.
 */
export async function runModel(
  { workspace, inference, frames, runId, modelId, clipIds }: RunModelInput,
  context: JobContext,
): Promise<void> {
  const run = await workspace.runs.get(runId);
  if (!run) throw new Error(`no run ${runId}`);
  const done = new Set(await workspace.runs.doneClips(runId));
  const todo = clipIds.filter((clipId) => !done.has(clipId));
  const tryAgain = new Set(todo);
  const earlier = run.failures.filter((failure) => !tryAgain.has(failure.clipId));
  let record = createRunRecord(workspace, run, earlier, () => run.parameters);
  let stored = clipIds.length - todo.length;
  const waiting: { predictions: ClipPredictions; scores: ClipScores; videos: StoredVideo[] }[] = [];
  let lastStore = performance.now();

  const store = async () => {
    const portion = waiting.splice(0);
    lastStore = performance.now();
    if (portion.length === 0) return;
    // A clip counts as done by its predictions: what belongs to it is stored before.
    await workspace.runs.saveScores(portion.map((p) => p.scores));
    await workspace.runs.saveVideos(portion.map(({ predictions: { clipId }, videos }) => ({ runId, clipId, videos })));
    await workspace.runs.savePredictions(portion.map((p) => p.predictions));
    stored += portion.length;
  };

  try {
    await sameModel(inference, run);
    const options = videoRunOptionsSchema.parse(run.parameters.video ?? {});
    const planner = await createPlanner(modelId, inference, { frames, options });
    record = createRunRecord(workspace, run, earlier, () => withNotes(run.parameters, planner.notes));
    if (todo.length > 0) await warmUp(inference, modelId, context.signal);
    for (const [i, clipId] of todo.entries()) {
      context.signal.throwIfAborted();
      const done = clipIds.length - todo.length + i;
      const tell = (current: string) => context.progress({ done, total: clipIds.length, unit: 'clips', current });
      const result = await planClip({ workspace, frames, planner, runId, clipId, tell }, context);
      if (result.ok) {
        record.planned(result);
        // Not the plan itself, which holds each picture as pixels.
        const { predictions, scores, videos } = result;
        waiting.push({ predictions, scores, videos });
      } else record.failed(clipId, result.reason);
      if (waiting.length >= STORE_CLIPS || performance.now() - lastStore > STORE_EVERY_MS) await store();
      await record.tell(stored);
    }
    await store();
    context.progress({ done: clipIds.length, total: clipIds.length, unit: 'clips', current: '' });
    await record.finish('done', stored);
  } catch (error) {
    const status: Run['status'] = context.signal.aborted ? 'cancelled' : 'failed';
    // The first error is the one to tell: a store that fails twice (a full disk) adds nothing.
    await store().catch(() => undefined);
    await record.finish(status, stored).catch(() => undefined);
    throw error;
  }
}

/** A run's parameters with what its planner notes; pictures of clips that were done before it was gone on with stay told. */
function withNotes(parameters: Run['parameters'], { pictures, ...notes }: Planner['notes']): Run['parameters'] {
  const told = pictures === undefined ? {} : { pictures: shownNote(parameters.pictures, pictures.split('; ')) };
  return { ...parameters, ...told, ...notes };
}

/** Loads the graphs before the clock of the first clip runs. A crash here is left to the clips, which are tried again. */
async function warmUp(inference: Inference, modelId: string, signal: AbortSignal): Promise<void> {
  try {
    await inference.warmUp(modelId, { signal });
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== 'inference.crashed') throw error;
  }
}

type ClipResult =
  | ({ ok: true; predictions: ClipPredictions; scores: ClipScores; videos: StoredVideo[] } & PlannedClip)
  | { ok: false; reason: string };

interface ClipWork {
  workspace: Workspace;
  frames: CameraFrames;
  planner: Planner;
  runId: string;
  clipId: ClipId;
  /** Says what is under way. */
  tell: (current: string) => void;
}

/** One clip, tried again where that may help. Throws what must stop the run. */
async function planClip(
  { workspace, frames, planner, runId, clipId, tell }: ClipWork,
  context: JobContext,
): Promise<ClipResult> {
  for (let attempt = 1; ; attempt++) {
    try {
      const clip = await workspace.clips.detail(clipId);
      tell(clip.name);
      const plan = await planner.plan(clip, {
        signal: context.signal,
        onStep: (step, steps) => tell(`${clip.name}: step ${step} of ${steps}`),
      });
      const predictions: ClipPredictions = { runId, ...plan.predictions, videos: [] };
      const instants = Math.max(predictions.predictions.length, plan.videos.length);
      const started = performance.now();
      const scores = planner.manifest.output
        ? clipScores(predictions, clip.ego)
        : videoScores(runId, clipId, plan.videos);
      const scored = performance.now();
      const videos = plan.videos.length === 0 ? [] : await storedVideos(plan.videos, frames);
      // A world model's pictures were scored by its pipeline, beside the recorded ones.
      const hostMs = planner.manifest.output ? { metrics: scored - started } : { jpeg: performance.now() - scored };
      return { ok: true, predictions, scores, videos, plan, instants, hostMs };
    } catch (error) {
      if (context.signal.aborted) throw error;
      const problem = problemOf(error);
      const verdict = clipVerdict(problem, attempt);
      if (verdict === 'stop') throw error;
      if (verdict === 'retry') continue;
      context.failure(clipId, problem);
      return { ok: false, reason: `${problem.title}: ${problem.whatHappened}` };
    }
  }
}
