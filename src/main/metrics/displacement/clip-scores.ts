import type { EgoTrack } from '../../../shared/domain/clip.ts';
import type { ClipPredictions } from '../../../shared/domain/run.ts';
import type { ClipScores } from '../../../shared/domain/score.ts';
import { frameMeans } from '../frame-means.ts';
import { frameScores } from './frame-scores.ts';

/**
 * Scores of one run's plans on one clip: per key frame, and their means over the key frames where each metric could be
 * computed, with how many those were. A plan near the end of the log has the short horizons only.
 */
export function clipScores(
  { runId, clipId, predictions }: ClipPredictions,
  track: Pick<EgoTrack, 'timesUs' | 'globalFromEgo'>,
): ClipScores {
  const frames = predictions.map((prediction) => ({ frame: prediction.frame, values: frameScores(prediction, track) }));
  return { runId, clipId, ...frameMeans(frames) };
}
