import type { CameraTrack, ClipDetail } from '../../shared/domain/clip.ts';
import { US_PER_S } from '../../shared/domain/time.ts';
import { rotationOfQuaternion } from '../../shared/maths/se3.ts';
import { nearestIndex } from '../../shared/maths/track.ts';
import type { Media } from './media.ts';

/** An image farther than this from the asked time shows another moment. */
const NEAR_US = 0.3 * US_PER_S;

interface ReportFrame {
  camera: CameraTrack;
  /** Index into the camera's images. */
  image: number;
  /** Shrunk picture of the same shape. */
  jpeg: Uint8Array;
}

/** The camera that looks along the ego's heading; null for a clip without cameras. */
export function frontCamera(clip: Pick<ClipDetail, 'cameras'>): CameraTrack | null {
  let best: CameraTrack | null = null;
  let largest = -Infinity;
  for (const camera of clip.cameras) {
    const [w, x, y, z] = camera.egoFromCamera.slice(3);
    // Third column of the rotation: the optical axis in the ego frame; its x is the cosine to the heading.
    const forward = rotationOfQuaternion(w, x, y, z)[2];
    if (forward > largest) [best, largest] = [camera, forward];
  }
  return best;
}

/**
 * The front camera's image at a time, shrunk. Null where the recording has none on disk there; a damaged file or an
 * absent root fails with its problem.
 */
export async function reportFrame(
  media: Pick<Media, 'shrunkImage'>,
  clip: ClipDetail,
  timeUs: number,
  widthPx: number,
): Promise<ReportFrame | null> {
  const camera = frontCamera(clip);
  if (!camera) return null;
  const image = nearestIndex(camera.timesUs, timeUs);
  if (image < 0 || Math.abs(camera.timesUs[image] - timeUs) > NEAR_US || camera.present[image] === 0) return null;
  return { camera, image, jpeg: await media.shrunkImage(clip.clipId, camera.channel, image, widthPx) };
}
