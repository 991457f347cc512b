import type { CameraTrack, ClipId } from '../../shared/domain/clip.ts';

/** 8-bit RGB, rows from the top. */
export interface RgbImage {
  widthPx: number;
  heightPx: number;
  rgb: Uint8Array;
}

/** Recorded pictures as models see them. */
export interface CameraFrames {
  /**
   * The centre square of pictures of one camera, shrunk by area (or enlarged bilinearly) to `sizePx`, in the order asked for.
   * Null where a picture is not on disk. Pictures that follow each other in a video cost one run of the decoder. Grey,
   * grey-alpha, RGBA and palette pictures become RGB. Throws ProblemError (`media.*`) for damaged pictures and where no
   * decoder can be had, AbortError.
   * @param images indices into the camera's `timesUs`
   */
  squares(
    clipId: ClipId,
    camera: Pick<CameraTrack, 'channel' | 'firstImage' | 'present'>,
    images: readonly number[],
    sizePx: number,
    signal?: AbortSignal,
  ): Promise<(RgbImage | null)[]>;
  /** JPEGs of predicted pictures, to be stored. */
  jpegs(images: readonly RgbImage[], quality?: number): Promise<Uint8Array[]>;
}
