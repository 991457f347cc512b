import type { CameraTrack, ClipId } from '../../shared/domain/clip.ts';
import type { LearnedCamera } from '../../shared/domain/world-camera.ts';
import type { CameraCalibration } from '../../shared/maths/camera-view.ts';

/** 8-bit RGB, rows from the top. */
export interface RgbImage {
  widthPx: number;
  heightPx: number;
  rgb: Uint8Array;
}

/** A camera of a clip: which pictures it has, and how it sees. */
export type FilmedCamera = Pick<CameraTrack, 'channel' | 'firstImage' | 'present'> & CameraCalibration;

/** What a model is to be shown: a square picture as the camera sees that it learned by; null where it states none. */
export interface ModelView {
  sizePx: number;
  camera: LearnedCamera | null;
}

/** Recorded pictures as models see them. */
export interface CameraFrames {
  /**
   * Square pictures of one camera in the order asked for: the view of the camera that the model learned by, or the centre square
   * (see `shownPart`), shrunk by area, or enlarged bilinearly, to `sizePx`. Only where a camera looks and how it maps directions
   * is made up for, not where it stands: from another height nearby things lie elsewhere. What a view has beyond the picture is
   * filled by the picture's nearest pixel.
   * Null where a picture is not on disk. Pictures that follow each other in a video cost one run of the decoder. Grey,
   * grey-alpha, RGBA and palette pictures become RGB. Throws ProblemError (`media.*`) for damaged pictures and where no
   * decoder can be had, AbortError.
   * @param images indices into the camera's `timesUs`
   */
  squares(
    clipId: ClipId,
    camera: FilmedCamera,
    images: readonly number[],
    view: ModelView,
    signal?: AbortSignal,
  ): Promise<(RgbImage | null)[]>;
  /** JPEGs of predicted pictures, to be stored. */
  jpegs(images: readonly RgbImage[], quality?: number): Promise<Uint8Array[]>;
}
