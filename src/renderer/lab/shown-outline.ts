import { centreSquare } from '../../shared/domain/video-prediction.ts';
import type { LearnedCamera } from '../../shared/domain/world-camera.ts';
import {
  shareBeyond,
  shownBecause,
  viewOutline,
  type CameraCalibration,
  type ShownBecause,
} from '../../shared/maths/camera-view.ts';

/** The outline of what a model is shown of a camera's pictures, as an SVG polygon's points in px of the picture, and what it is. */
export function shownOutline(
  camera: CameraCalibration,
  learned: LearnedCamera | null,
): { points: string; words: string } {
  const because = shownBecause(camera, learned);
  if (learned && because === 'view') {
    const beyond = shareBeyond(camera, learned);
    const edge = `; ${(100 * beyond).toFixed(0)} % of it lies beyond the picture and repeats its edge`;
    return {
      points: pointsOf(viewOutline(camera, learned)),
      words: `${words.view}${beyond > TOLD_BEYOND ? edge : ''}`,
    };
  }
  const { xPx, yPx, sizePx } = centreSquare(camera.widthPx, camera.heightPx);
  const [right, bottom] = [xPx + sizePx, yPx + sizePx];
  const corners = [
    [xPx, yPx],
    [right, yPx],
    [right, bottom],
    [xPx, bottom],
  ];
  return { points: pointsOf(corners), words: words[because] };
}

/** Less of a view beyond the picture is not worth a word. */
const TOLD_BEYOND = 0.01;

const words: Record<ShownBecause, string> = {
  view: 'The view of the camera that the model learned by',
  same: 'The square that the model sees: the view of the camera that it learned by',
  'no-camera-stated': 'The square that models see',
  'no-calibration': 'The square that the model sees: this camera has no calibration',
  'looks-elsewhere': 'The square that the model sees: this camera does not look ahead',
};

const pointsOf = (outline: readonly (readonly number[])[]): string =>
  outline.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
