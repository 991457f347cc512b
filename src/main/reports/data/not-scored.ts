import type { ClipPredictions } from '../../../shared/domain/run.ts';
import type { ClipScores } from '../../../shared/domain/score.ts';
import type { NotScored, ReportRun } from './report-data.ts';

/**
 * What of a clip a run's mean does not speak of, and why: no plan at all, key frames without a plan, and plans that the
 * recording is too short to score at the report's horizon.
 */
export function notScoredOf(
  run: Pick<ReportRun, 'letter'>,
  clip: { clipId: string; clipName: string },
  predictions: ClipPredictions | undefined,
  scores: ClipScores | undefined,
  metric: string,
  failure: string | undefined,
): NotScored[] {
  const row = (frames: number | null, reason: string): NotScored => ({ letter: run.letter, ...clip, frames, reason });
  if (!predictions) return [row(null, failure ?? 'the run did not reach this clip')];
  const skipped = Map.groupBy(predictions.skipped, ({ reason }) => reason);
  const rows = [...skipped].map(([reason, frames]) => row(frames.length, reason));
  const unscored = predictions.predictions.length - (scores?.frameCounts[metric] ?? 0);
  if (unscored > 0) rows.push(row(unscored, 'the recording ends before the horizon'));
  return rows;
}
