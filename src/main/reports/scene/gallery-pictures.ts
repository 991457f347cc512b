import type { ClipDetail } from '../../../shared/domain/clip.ts';
import { problemOf } from '../../../shared/domain/problem.ts';
import type { ClipPredictions } from '../../../shared/domain/run.ts';
import type { ClipScores } from '../../../shared/domain/score.ts';
import { metricInfoOf, scoreInfoOf } from '../../../shared/domain/score.ts';
import { secondsBetween } from '../../../shared/domain/time.ts';
import type { JobContext } from '../../jobs/job-context.ts';
import type { CameraFrames } from '../../media/camera-frames.ts';
import type { Media } from '../../media/media.ts';
import { reportFrame } from '../../media/report-frame.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { chooseFrame, type GalleryChoice } from '../data/gallery.ts';
import type { GatheredReport } from '../data/gather-report.ts';
import type { GalleryItem, ReportRun, RunLetter } from '../data/report-data.ts';
import type { GalleryPicture } from '../html/gallery.ts';
import { markup } from '../html/markup.ts';
import { birdsEye } from './birds-eye.ts';
import { cameraOverlay, type SceneSeries } from './camera-overlay.ts';
import { planSentence, plannedPath, recordedPath, SHOWN_S } from './plan-geometry.ts';
import { runsAt, videoSentence, videoStrip } from './video-pictures.ts';

/** Twice the width that a picture has on the page, for print. */
const PICTURE_WIDTH_PX = 640;

export interface DrawnItem {
  item: GalleryItem;
  picture: GalleryPicture;
}

/**
 * Draws one clip of the gallery at the key frame where it shows most. Null when its scores or plans are gone.
 * A picture that cannot be read is told on the card, and noted as a failure of the job.
 */
export async function drawGalleryItem(
  parts: { workspace: Workspace; media: Media; frames: CameraFrames },
  choice: GalleryChoice,
  report: Pick<GatheredReport, 'runs' | 'metrics' | 'metric'>,
  pick: 'largest' | 'smallest',
  context: JobContext,
): Promise<DrawnItem | null> {
  const { workspace } = parts;
  const { runs, metric } = report;
  const { clipId, name } = choice.clip;
  const runIds = runs.map((run) => run.runId);
  const [clip, predictions, scores] = await Promise.all([
    workspace.clips.detail(clipId),
    workspace.runs.predictions(clipId, runIds),
    workspace.runs.scores(clipId, runIds),
  ]);
  const letters = runs.map((run) => run.letter);
  const byLetter = Object.fromEntries(
    runs.flatMap((run) => {
      const own = scores.find((s) => s.runId === run.runId);
      return own ? [[run.letter, own]] : [];
    }),
  ) as Partial<Record<RunLetter, ClipScores>>;
  const chosen = chooseFrame(byLetter, letters, metric, pick);
  if (!chosen) return null;
  const { timeUs } = clip.frames[chosen.frame];
  const clipValues = letters.flatMap((letter) => {
    const value = choice.clip.values[letter]?.[metric];
    return value === undefined ? [] : [[letter, value] as const];
  });
  const shown = await shownAt(parts, clip, chosen.frame, report, { predictions, scores }, context);
  return {
    item: {
      clipId,
      clipName: name,
      frame: chosen.frame,
      timeS: secondsBetween(clip.startUs, timeUs),
      sentence: shown.sentence,
      frameValues: chosen.values,
      clipValues: Object.fromEntries(clipValues),
    },
    picture: shown.picture,
  };
}

/** Predicted pictures beside recorded ones for a metric of pictures, plans over the scene for any other. */
async function shownAt(
  parts: { workspace: Workspace; media: Media; frames: CameraFrames },
  clip: ClipDetail,
  frame: number,
  { runs, metric, metrics }: Pick<GatheredReport, 'runs' | 'metrics' | 'metric'>,
  stored: { predictions: readonly ClipPredictions[]; scores: readonly ClipScores[] },
  context: JobContext,
): Promise<{ sentence: string; picture: GalleryPicture }> {
  const info = scoreInfoOf(metric);
  if (info?.family === 'video') {
    const at = runsAt(runs, frame, stored.predictions, stored.scores);
    const strip = await videoStrip(parts, clip, at, { metric: info.metric, metrics }, context);
    return { sentence: videoSentence(at, info.horizonS), picture: { picture: strip, said: null } };
  }
  const series = seriesAt(clip, frame, runs, stored.predictions);
  return {
    sentence: sentenceOf(series, metricInfoOf(metric)?.horizonS ?? SHOWN_S),
    picture: await picture(parts.media, clip, frame, series, context),
  };
}

/** The driven path first, so that plans are drawn over it; A last and on top. */
function seriesAt(
  clip: ClipDetail,
  frame: number,
  runs: readonly ReportRun[],
  predictions: readonly ClipPredictions[],
): SceneSeries[] {
  const plans = runs.flatMap((run): SceneSeries[] => {
    const plan = predictions.find((p) => p.runId === run.runId)?.predictions.find((p) => p.frame === frame);
    return plan ? [{ series: run.letter, path: plannedPath(plan) }] : [];
  });
  return [{ series: 'human', path: recordedPath(clip, clip.frames[frame].timeUs) }, ...plans.reverse()];
}

function sentenceOf(series: readonly SceneSeries[], horizonS: number): string {
  const recorded = series.find((s) => s.series === 'human');
  const plan = series.find((s) => s.series === 'A');
  return recorded && plan ? planSentence('A', plan.path, recorded.path, horizonS) : 'A has no plan here';
}

async function picture(
  media: Media,
  clip: ClipDetail,
  frame: number,
  series: readonly SceneSeries[],
  context: JobContext,
): Promise<GalleryPicture> {
  const { timeUs } = clip.frames[frame];
  try {
    const shot = await reportFrame(media, clip, timeUs, PICTURE_WIDTH_PX);
    if (shot) {
      const data = Buffer.from(shot.jpeg).toString('base64');
      return {
        picture: markup`<img alt="" src="data:image/jpeg;base64,${data}">${cameraOverlay(clip, frame, shot.camera, shot.image, series)}`,
        said: null,
      };
    }
    return { picture: birdsEye(clip, frame, series), said: 'No image on disk: from above' };
  } catch (error) {
    const problem = problemOf(error);
    context.failure(`${clip.name}: picture`, problem);
    return { picture: birdsEye(clip, frame, series), said: `${problem.title}: from above` };
  }
}
