import type { ClipId } from '../../shared/domain/clip.ts';
import type { ClipScores } from '../../shared/domain/score.ts';
import type { CameraFrames } from '../media/camera-frames.ts';
import { frameMeans } from '../metrics/frame-means.ts';
import type { PredictedVideo } from '../pipelines/planner.ts';
import type { StoredVideo } from '../workspace/runs/video-codec.ts';

/** Scores of the videos that a run predicted on a clip; an instant of which no future is recorded has none. */
export const videoScores = (runId: string, clipId: ClipId, videos: readonly PredictedVideo[]): ClipScores => ({
  runId,
  clipId,
  ...frameMeans(
    videos
      .filter(({ scores }) => Object.keys(scores).length > 0)
      .map(({ frame, scores }) => ({ frame, values: scores })),
  ),
});

/** The videos of a clip as they are stored, their pictures as JPEGs. Scores were made before: JPEG is for looking only. */
export async function storedVideos(videos: readonly PredictedVideo[], frames: CameraFrames): Promise<StoredVideo[]> {
  const jpegs = await frames.jpegs(videos.flatMap(({ pictures }) => pictures));
  let from = 0;
  return videos.map(({ pictures, scores: _, ...facts }) => ({
    ...facts,
    jpegs: jpegs.slice(from, (from += pictures.length)),
  }));
}
