import type { CameraTrack, ClipDetail } from '../../../shared/domain/clip.ts';
import type { TimeUs } from '../../../shared/domain/time.ts';
import { nearestIndex } from '../../../shared/maths/track.ts';
import { frontCamera } from '../../media/report-frame.ts';

/** Front cameras by the names that publishers gave them; a second, narrower one may look ahead just as straight. */
const frontChannels = ['CAM_FRONT', 'CAM_F0', 'camera_front_wide_120fov'];
/** A picture farther than this from its instant shows another moment. */
const NEAR_US = 100_000;

/** The camera whose pictures a world model is shown: the front one by name, else the one that looks most straight ahead. */
export const worldCamera = (clip: Pick<ClipDetail, 'cameras'>): CameraTrack | null =>
  frontChannels.map((name) => clip.cameras.find(({ channel }) => channel === name)).find((camera) => camera) ??
  frontCamera(clip);

/** Index of the picture that shows a time, whether it is on disk or not; null where none was taken within 0.1 s. */
export function pictureNear({ timesUs }: Pick<CameraTrack, 'timesUs'>, timeUs: TimeUs): number | null {
  const image = nearestIndex(timesUs, timeUs);
  return image >= 0 && Math.abs(timesUs[image] - timeUs) <= NEAR_US ? image : null;
}
