import type { CameraTrack } from '../../../shared/domain/clip.ts';

/** A picture may be this share of a step away from where it is wanted. */
const SLACK_OF_STEP = 0.5;

/**
 * Pictures of a clip that ends at a target picture and walks backwards: indices into the camera's pictures, oldest first.
 * Each is the one nearest to its wanted time, at most half a step away; none lies after the target and none stands in for
 * another. A reason in words where the recording does not have them.
 */
export function clipImages(
  camera: Pick<CameraTrack, 'timesUs' | 'present'>,
  target: number,
  frames: number,
  stepS: number,
): number[] | { missing: string } {
  const { timesUs, present } = camera;
  const images: number[] = [];
  let image = target;
  for (let k = 0; k < frames; k++) {
    const wantedUs = timesUs[target] - k * stepS * 1e6;
    const away = (i: number) => Math.abs(timesUs[i] - wantedUs);
    while (image > 0 && away(image - 1) < away(image)) image--;
    if (away(image) > stepS * SLACK_OF_STEP * 1e6)
      return { missing: `no picture ${(k * stepS).toFixed(2)} s before the target` };
    if (images.includes(image)) return { missing: `pictures are further apart than ${stepS.toFixed(3)} s` };
    if (!present[image]) return { missing: 'a picture of the clip is not on disk' };
    images.unshift(image);
  }
  return images;
}
