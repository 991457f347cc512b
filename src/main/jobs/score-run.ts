import type { ClipScores } from '../../shared/domain/score.ts';
import { problemOf } from '../../shared/domain/problem.ts';
import { clipScores } from '../metrics/displacement/clip-scores.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { JobContext } from './job-context.ts';

/** Clips scored before they are stored together. */
const STORE_CLIPS = 64;

/** Scores the stored predictions of a run again, as after a change of a metric or of the logged paths. Cancellable; a clip that fails keeps its old scores. */
export async function scoreRun(
  { workspace, runId }: { workspace: Workspace; runId: string },
  context: JobContext,
): Promise<void> {
  const clipIds = await workspace.runs.doneClips(runId);
  let portion: ClipScores[] = [];
  const store = async () => {
    if (portion.length > 0) await workspace.runs.saveScores(portion);
    portion = [];
  };
  for (const [i, clipId] of clipIds.entries()) {
    if (context.signal.aborted) break;
    context.progress({ done: i, total: clipIds.length, unit: 'clips', current: clipId });
    try {
      const { ego } = await workspace.clips.detail(clipId);
      const predictions = await workspace.runs.predictions(clipId, [runId]);
      // Without plans there is nothing to score again, and what else was scored stays.
      portion.push(...predictions.filter((p) => p.predictions.length > 0).map((p) => clipScores(p, ego)));
    } catch (error) {
      context.failure(clipId, problemOf(error));
    }
    if (portion.length >= STORE_CLIPS) await store();
  }
  await store();
  context.signal.throwIfAborted();
  context.progress({ done: clipIds.length, total: clipIds.length, unit: 'clips', current: '' });
}
