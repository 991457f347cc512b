import type { CameraTrack, ClipDetail } from '../../../shared/domain/clip.ts';
import type { TimeUs } from '../../../shared/domain/time.ts';
import { frontByName } from '../../../shared/domain/world-camera.ts';
import { nearestIndex } from '../../../shared/maths/track.ts';
import { frontCamera } from '../../media/report-frame.ts';

/** A picture farther than this from its instant shows another moment. */
const NEAR_US = 100_000;

/** The camera whose pictures a world model is shown: the front one by name, else the one that looks most straight ahead. */
export const worldCamera = (clip: Pick<ClipDetail, 'cameras'>): CameraTrack | null =>
  frontByName(clip.cameras) ?? frontCamera(clip);

/** Index of the picture that shows a time, whether it is on disk or not; null where none was taken within 0.1 s. */
export function pictureNear({ timesUs }: Pick<CameraTrack, 'timesUs'>, timeUs: TimeUs): number | null {
  const image = nearestIndex(timesUs, timeUs);
  return image >= 0 && Math.abs(timesUs[image] - timeUs) <= NEAR_US ? image : null;
}
