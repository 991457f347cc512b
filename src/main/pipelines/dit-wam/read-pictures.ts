import type { CameraTrack, ClipId } from '../../../shared/domain/clip.ts';
import { ProblemError } from '../../../shared/domain/problem.ts';
import type { CameraFrames, ModelView, RgbImage } from '../../media/camera-frames.ts';

/** A picture, or in words why there is none. */
export type ReadPicture = RgbImage | { absent: string };

/**
 * Pictures of one camera by image, each read once. A damaged one is told in its place and the others are read; when none can
 * be read the first one's problem is thrown. Throws AbortError.
 */
export async function readPictures(
  frames: CameraFrames,
  clipId: ClipId,
  camera: CameraTrack,
  images: readonly number[],
  view: ModelView,
  signal?: AbortSignal,
): Promise<Map<number, ReadPicture>> {
  const once = [...new Set(images)].sort((a, b) => a - b);
  const told = (picture: RgbImage | null): ReadPicture =>
    picture ?? { absent: `the picture of ${camera.channel} is not on disk` };
  try {
    const squares = await frames.squares(clipId, camera, once, view, signal);
    return new Map(once.map((image, i) => [image, told(squares[i])]));
  } catch (error) {
    if (!(error instanceof ProblemError) || once.length === 1) throw error;
    const read = new Map<number, ReadPicture>();
    let failed = 0;
    for (const image of once) {
      signal?.throwIfAborted();
      try {
        const [square] = await frames.squares(clipId, camera, [image], view, signal);
        read.set(image, told(square));
      } catch (single) {
        if (!(single instanceof ProblemError)) throw single;
        failed++;
        read.set(image, { absent: `the picture of ${camera.channel} cannot be read: ${single.problem.whatHappened}` });
      }
    }
    if (failed === once.length) throw error;
    return read;
  }
}
