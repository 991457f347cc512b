import type { ClipDetail } from '../../../shared/domain/clip.ts';
import { problemOf } from '../../../shared/domain/problem.ts';
import type { ClipPredictions } from '../../../shared/domain/run.ts';
import type { ClipScores } from '../../../shared/domain/score.ts';
import { US_PER_S } from '../../../shared/domain/time.ts';
import {
  videoHorizonsS,
  videoMetricInfos,
  videoMetricKey,
  videoMetrics,
  type VideoMetric,
} from '../../../shared/domain/video-metric.ts';
import type { VideoPrediction } from '../../../shared/domain/video-prediction.ts';
import { metricValue } from '../../../shared/words/numbers.ts';
import type { JobContext } from '../../jobs/job-context.ts';
import type { CameraFrames } from '../../media/camera-frames.ts';
import { pictureNear } from '../../pipelines/dit-wam/front-camera.ts';
import { readPictures } from '../../pipelines/dit-wam/read-pictures.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { ReportMetric, ReportRun, RunLetter } from '../data/report-data.ts';
import type { Markup } from '../html/markup.ts';
import { pictureStrip, type StripRow, type StripTile } from '../html/picture-strip.ts';

/** A run at one key frame: what it predicted there and how that was scored. */
interface RunAt {
  letter: RunLetter;
  runId: string;
  video: VideoPrediction | undefined;
  values: Record<string, number>;
}

export function runsAt(
  runs: readonly ReportRun[],
  frame: number,
  predictions: readonly ClipPredictions[],
  scores: readonly ClipScores[],
): RunAt[] {
  return runs.map(({ letter, runId }) => ({
    letter,
    runId,
    video: predictions.find((p) => p.runId === runId)?.videos.find((v) => v.frame === frame),
    values: scores.find((s) => s.runId === runId)?.frames.find((f) => f.frame === frame)?.values ?? {},
  }));
}

/**
 * Recorded pictures over those that runs predicted, at the seconds that the report's metrics tell of, each with its score. Recorded ones are as the model was shown them; one that cannot be read is told in its place and noted as a failure of the job.
 */
export async function videoStrip(
  { workspace, frames }: { workspace: Workspace; frames: CameraFrames },
  clip: ClipDetail,
  runs: readonly RunAt[],
  { metric, metrics }: { metric: VideoMetric; metrics: readonly Pick<ReportMetric, 'key'>[] },
  context: JobContext,
): Promise<Markup> {
  const videos = runs.flatMap(({ video }) => video ?? []);
  // The same seconds in every strip of a report, so that pictures are of one size and times stand under each other.
  const atS = [0, ...videoHorizonsS.filter((s) => metrics.some(({ key }) => key === videoMetricKey(metric, s)))];
  const recorded = videos.length === 0 ? [] : await recordedTiles(frames, clip, videos[0], atS, context);
  const predicted = runs.map(async ({ letter, runId, video, values }): Promise<StripRow> => {
    const tiles = atS.map(async (s): Promise<StripTile | null> => {
      if (s === 0) return null;
      const k = video?.atS.indexOf(s) ?? -1;
      const jpeg = video && k >= 0 ? await workspace.runs.predictedPicture(runId, clip.clipId, video.frame, k) : null;
      if (!jpeg) return { picture: { absent: 'not predicted' }, value: '' };
      const info = videoMetricInfos.find((one) => one.metric === metric && one.horizonS === s);
      const value = info && info.key in values ? metricValue(values[info.key], info) : 'not scored';
      return { picture: { jpeg: Buffer.from(jpeg).toString('base64') }, value };
    });
    return { series: letter, tiles: await Promise.all(tiles) };
  });
  return pictureStrip(atS, [{ series: 'recorded', tiles: recorded }, ...(await Promise.all(predicted))]);
}

async function recordedTiles(
  frames: CameraFrames,
  clip: ClipDetail,
  video: VideoPrediction,
  atS: readonly number[],
  context: JobContext,
): Promise<StripTile[]> {
  const none = (absent: string): StripTile => ({ picture: { absent }, value: '' });
  const camera = clip.cameras.find(({ channel }) => channel === video.channel);
  if (!camera) return atS.map(() => none('no camera'));
  const images = atS.map((s) => pictureNear(camera, video.timeUs + Math.round(s * US_PER_S)));
  try {
    const wanted = images.filter((image) => image !== null);
    // As the run was shown them, whatever its model says by now.
    const view = { sizePx: video.widthPx, camera: 'view' in video.shows ? video.shows.view : null };
    const read = await readPictures(frames, clip.clipId, camera, wanted, view, context.signal);
    return await Promise.all(
      images.map(async (image) => {
        const picture = image === null ? undefined : read.get(image);
        if (!picture) return none('not recorded');
        if ('absent' in picture) return none(picture.absent);
        const [jpeg] = await frames.jpegs([picture]);
        return { picture: { jpeg: Buffer.from(jpeg).toString('base64') }, value: '' };
      }),
    );
  } catch (error) {
    context.signal.throwIfAborted();
    const problem = problemOf(error);
    context.failure(`${clip.name}: picture`, problem);
    return atS.map(() => none(problem.title));
  }
}

/** All scores at the report's second in words: `A at +4 s: SSIM 0.41, PSNR 15.90 dB, CosSim 0.34`. */
export function videoSentence(runs: readonly RunAt[], horizonS: number): string {
  const told = runs.map(({ letter, values }) => {
    const scores = videoMetrics.flatMap((metric) => {
      const info = videoMetricInfos.find((one) => one.metric === metric && one.horizonS === horizonS);
      if (!info || !(info.key in values)) return [];
      const [name] = info.title.split('@');
      return [`${name} ${metricValue(values[info.key], info)}${info.unit === 'dB' ? ' dB' : ''}`];
    });
    return scores.length === 0 ? `${letter} has no picture` : `${letter} ${scores.join(', ')}`;
  });
  return `At +${horizonS} s: ${told.join('; ')}`;
}
