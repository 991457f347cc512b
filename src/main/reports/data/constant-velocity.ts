import type { ClipId } from '../../../shared/domain/clip.ts';
import { problemOf } from '../../../shared/domain/problem.ts';
import type { Run } from '../../../shared/domain/run.ts';
import type { Inference } from '../../inference/inference.ts';
import type { JobContext } from '../../jobs/job-context.ts';

import { clipScores } from '../../metrics/displacement/clip-scores.ts';
import { createPlanner } from '../../pipelines/create-planner.ts';
import type { ClipValues, Workspace } from '../../workspace/workspace.ts';

/** The baseline that stands beside every number. */
export const CONSTANT_VELOCITY = 'constant-velocity';

export interface ConstantVelocity {
  /** Where the values come from, in words. */
  source: string;
  values: ClipValues[];
}

/**
 * Constant velocity over the clips of a report: the values of a stored run for the clips it scored, and plans made now
 * for the others. Null, with nothing failed, when the baseline model cannot run.
 */
export async function constantVelocityOver(
  clipIds: readonly ClipId[],
  { workspace, inference }: { workspace: Workspace; inference: Inference },
  context: JobContext,
): Promise<ConstantVelocity | null> {
  const stored = await storedRun(workspace, clipIds);
  const missing = clipIds.filter((clipId) => !stored?.values.some((v) => v.clipId === clipId));
  if (stored && missing.length === 0) return { source: `run ${stored.run.runId}`, values: stored.values };
  try {
    const planner = await createPlanner(CONSTANT_VELOCITY, inference);
    const values: ClipValues[] = [...(stored?.values ?? [])];
    for (const [i, clipId] of missing.entries()) {
      context.signal.throwIfAborted();
      context.progress({ done: i, total: missing.length, unit: 'clips', current: 'constant velocity' });
      const clip = await workspace.clips.detail(clipId);
      const { predictions } = await planner.plan(clip, { signal: context.signal });
      const scores = clipScores({ ...predictions, videos: [], runId: CONSTANT_VELOCITY }, clip.ego);
      values.push({ runId: CONSTANT_VELOCITY, clipId, values: scores.values });
    }
    return { source: stored ? `run ${stored.run.runId} and made for this report` : 'made for this report', values };
  } catch (error) {
    context.signal.throwIfAborted();
    context.failure('constant velocity', problemOf(error));
    return stored ? { source: `run ${stored.run.runId}`, values: stored.values } : null;
  }
}

/** The newest run of the baseline that scored any of the clips. */
async function storedRun(
  workspace: Workspace,
  clipIds: readonly ClipId[],
): Promise<{ run: Run; values: ClipValues[] } | null> {
  const runs = (await workspace.runs.list())
    .filter((run) => run.modelId === CONSTANT_VELOCITY)
    .sort((a, b) => b.createdUs - a.createdUs);
  const wanted = new Set(clipIds);
  for (const run of runs) {
    const values = (await workspace.runs.clipValues([run.runId], {})).filter(
      (v) => wanted.has(v.clipId) && Object.keys(v.values).length > 0,
    );
    if (values.length > 0) return { run, values };
  }
  return null;
}
