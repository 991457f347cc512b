import type { CameraTrack, ClipDetail } from '../../../shared/domain/clip.ts';
import type { ClipPredictions, Run } from '../../../shared/domain/run.ts';
import type { ClipScores } from '../../../shared/domain/score.ts';
import type { RunLetter } from '../../../shared/domain/series.ts';
import { centreSquare, type CameraSquare, type VideoPrediction } from '../../../shared/domain/video-prediction.ts';
import { isCalibrated, pixelsAcross } from '../../../shared/maths/camera-view.ts';
import { decodeSize, wantedFrame, type WantedFrame } from '../frames/frame-plan.ts';
import { columnsS, predictedAt, recordedAt, timeOfColumn, type RecordedPicture } from './columns.ts';
import { viewOf, wholePicture, type Cut, type WantedView } from './cut.ts';
import type { VideoInstant } from './instant.ts';
import type { PicturePair } from './strip-pictures.ts';

/** A shown run that predicts pictures, with what it made of the clip. */
export interface VideoRun {
  letter: RunLetter;
  run: Run | null;
  predictions: ClipPredictions | null;
  scores: ClipScores | null;
}

/** A recorded picture of the strip; `frame` is set where there is one to be had. */
export interface TruthTile {
  recorded: Exclude<RecordedPicture, { index: number }> | 'picture';
  frame: WantedFrame | null;
}

/** A predicted picture, and the pair it makes with the recorded one; null where there is none. */
export interface PredictedTile {
  frame: WantedFrame;
  pair: PicturePair | null;
}

export interface StripRow {
  run: VideoRun;
  /** null where the run has none at the instant. */
  video: VideoPrediction | null;
  /** A column each; the present is what the model was shown, so it has none. */
  tiles: readonly (PredictedTile | null)[];
}

/** The pictures of one decision instant, a column each second. */
export interface Strip {
  instant: VideoInstant;
  camera: CameraTrack | null;
  /** Size that the recorded pictures are shown in, px: the model's own. */
  widthPx: number;
  heightPx: number;
  cut: Cut;
  truth: readonly TruthTile[];
  rows: readonly StripRow[];
}

const NO_CUT: Cut = { square: wholePicture };
/** Pixels along one of a view in the picture that it is made of: made of coarser ones it would be soft. */
const PIXELS_OF_VIEW = 2;

const cropOf = ({ xPx, yPx, sizePx }: CameraSquare, { widthPx, heightPx }: CameraTrack): Cut => ({
  square: { x: xPx / widthPx, y: yPx / heightPx, size: sizePx / widthPx },
});

/** What of a camera's pictures a video shows. Of one whose calibration has gone since, it is the square that models then see. */
function cutOf({ shows }: VideoPrediction, camera: CameraTrack): Cut {
  if ('square' in shows) return cropOf(shows.square, camera);
  if (!isCalibrated(camera)) return cropOf(centreSquare(camera.widthPx, camera.heightPx), camera);
  const { widthPx, heightPx, intrinsic, lens, egoFromCamera } = camera;
  return { view: { camera: { widthPx, heightPx, intrinsic, lens, egoFromCamera }, view: shows.view } };
}

/** A camera with the size at which what is shown of it has the model's pixels. */
function sourceOf(camera: CameraTrack, cut: Cut, sizePx: number) {
  const shownPx =
    'square' in cut
      ? sizePx / cut.square.size
      : (PIXELS_OF_VIEW * camera.widthPx) / pixelsAcross(camera, cut.view.view, sizePx);
  return { ...camera, ...decodeSize(camera, shownPx) };
}

const predictedFrame = (video: VideoPrediction, k: number): WantedFrame => ({
  key: `${video.mediaBase}/${String(k)}`,
  path: `${video.mediaBase}/${String(k)}`,
  widthPx: video.widthPx,
  heightPx: video.heightPx,
  video: null,
});

/** The video of a run at an instant. */
export const videoAt = (run: VideoRun, frame: number): VideoPrediction | null =>
  run.predictions?.videos.find((v) => v.frame === frame) ?? null;

/**
 * Recorded and predicted pictures of an instant, a column each second. The recorded ones are those of the camera, as it was shown to
 * the first run that has a video there; null where no run has.
 */
export function stripOf(
  clip: Pick<ClipDetail, 'cameras'>,
  runs: readonly VideoRun[],
  instant: VideoInstant,
): Strip | null {
  const rows = runs.map((run) => ({ run, video: videoAt(run, instant.frame) }));
  const first = rows.find((row) => row.video !== null)?.video;
  if (!first) return null;
  const cameraOf = ({ channel }: VideoPrediction) => clip.cameras.find((c) => c.channel === channel) ?? null;
  const camera = cameraOf(first);
  const cut = camera ? cutOf(first, camera) : NO_CUT;
  const source = camera && sourceOf(camera, cut, first.widthPx);
  const truth = columnsS.map((second): TruthTile => {
    if (!source) return { recorded: 'not-recorded', frame: null };
    const recorded = recordedAt(source, timeOfColumn(instant.timeUs, second));
    if (typeof recorded === 'string') return { recorded, frame: null };
    return { recorded: 'picture', frame: wantedFrame(source, recorded.index) };
  });
  return {
    instant,
    camera,
    widthPx: first.widthPx,
    heightPx: first.heightPx,
    cut,
    truth,
    rows: rows.map(({ run, video }) => ({ run, video, tiles: video ? tilesOf(video, truth, camera) : [] })),
  };
}

/** Predicted pictures of a video; one of another camera than the recorded row's makes no pairs. */
function tilesOf(video: VideoPrediction, truth: readonly TruthTile[], camera: CameraTrack | null): StripRow['tiles'] {
  return columnsS.map((second, column): PredictedTile | null => {
    const k = second === 0 ? -1 : predictedAt(video, second);
    if (k < 0) return null;
    const frame = predictedFrame(video, k);
    const recorded = truth[column].frame;
    if (!recorded || camera?.channel !== video.channel) return { frame, pair: null };
    const pair: PicturePair = {
      key: `${recorded.key}|${frame.key}`,
      truthKey: recorded.key,
      predictedKey: frame.key,
      cut: cutOf(video, camera),
      widthPx: video.widthPx,
      heightPx: video.heightPx,
    };
    return { frame, pair };
  });
}

/** All pictures of a strip, recorded ones first. */
export const framesOf = (strip: Strip): WantedFrame[] => [
  ...strip.truth.flatMap((t) => t.frame ?? []),
  ...strip.rows.flatMap((row) => row.tiles.flatMap((t) => t?.frame ?? [])),
];
export const pairsOf = (strip: Strip): PicturePair[] =>
  strip.rows.flatMap((row) => row.tiles.flatMap((t) => t?.pair ?? []));

/** The views that recorded pictures of a strip are shown as; none where squares of them are. */
export const viewsOf = (strip: Strip): WantedView[] => [
  ...strip.truth.flatMap(({ frame }) => (frame && viewOf(frame.key, strip.cut, strip.widthPx)) ?? []),
  ...pairsOf(strip).flatMap(({ truthKey, cut, widthPx }) => viewOf(truthKey, cut, widthPx) ?? []),
];
