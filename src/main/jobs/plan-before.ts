import { partsOfClipId, type ClipDetail, type ClipId } from '../../shared/domain/clip.ts';
import type { Prediction } from '../../shared/domain/run.ts';
import { frameBefore } from '../metrics/pdm/clip-frames.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** The run's plan of the frame before a clip's first decision, where that frame is the decision of another clip. */
export async function planBefore(
  workspace: Workspace,
  runId: string,
  clipId: ClipId,
  predictions: readonly Prediction[],
): Promise<Prediction | null> {
  const first = predictions.at(0)?.frame ?? 0;
  // Clips of several decisions hold the frame before themselves; samples of one decision are named by their frame.
  if (predictions.length !== 1 || first === 0) return null;
  const clip = await workspace.clips.detail(clipId);
  const earlier = frameBefore(clip, first);
  return earlier < 0 ? null : planOfSample(workspace, runId, clip, earlier);
}

async function planOfSample(
  workspace: Workspace,
  runId: string,
  clip: ClipDetail,
  frame: number,
): Promise<Prediction | null> {
  const { datasetId } = partsOfClipId(clip.clipId);
  const [found] = await workspace.runs.predictions(`${datasetId}:${clip.frames[frame].token}`, [runId]);
  const plan = found?.predictions.at(0);
  return plan ? { ...plan, frame } : null;
}
